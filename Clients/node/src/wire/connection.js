// One connection as a state machine: calls begun go out as bytes, bytes that come in are events of calls.

import { decode, encode } from "../codec.js";
import { ProtocolViolation, refusal } from "../errors.js";
import "./envelope.js";
import {
  CANCEL, DATA, DATA_BYTES_MAX, FrameDecoder, NO_DATA, REMOTE_CLOSED, REMOTE_OPEN, REQUEST, RESPONSE, encodeFrame,
} from "./frames.js";

const NOTHING = Buffer.alloc(0);

/** Who streams in a call, and the flags of its request. */
export const Shape = {
  UNARY: { flags: 0, clientStreams: false, serverStreams: false },
  SERVER_STREAM: { flags: REMOTE_CLOSED, clientStreams: false, serverStreams: true },
  CLIENT_STREAM: { flags: REMOTE_OPEN, clientStreams: true, serverStreams: false },
  BOTH_WAYS: { flags: REMOTE_OPEN, clientStreams: true, serverStreams: true },
};

/**
 * The client's side of a connection. Its events are `{stream, message}` and, when a call is over,
 * `{stream, ended: true, error}`.
 *
 * A call that is not in `#calls` is closed: ended by the server, or cancelled here. What still arrives for such a call
 * crossed with that and is ignored; what arrives for one that never was is a violation.
 */
export class ClientConnection {
  #decoder = new FrameDecoder();
  #calls = new Map();
  #nextStream = 1;

  /** Its ids are used up; the next call needs a new connection. */
  get isExhausted() {
    return this.#nextStream > 0xffffffff;
  }

  /** Begins a call: its stream id and what to send. Throws ResourceExhausted when the request does not fit a frame. */
  begin(shape, service, method, payload = NOTHING, timeoutNano = 0) {
    const data = fitting(encode("Request", { service, method, payload, timeoutNano }));
    const stream = this.#nextStream;
    this.#nextStream += 2;
    this.#calls.set(stream, { shape, isOpen: shape.clientStreams });
    return [stream, encodeFrame(stream, REQUEST, shape.flags, data)];
  }

  /** A message of a client stream, for sending; nothing when the call has ended meanwhile. */
  send(stream, payload) {
    return this.#calls.get(stream)?.isOpen ? encodeFrame(stream, DATA, 0, fitting(payload)) : NOTHING;
  }

  /** The end of a client stream, for sending; its answer is still to come. */
  halfClose(stream) {
    const call = this.#calls.get(stream);
    if (!call?.isOpen) return NOTHING;
    call.isOpen = false;
    return encodeFrame(stream, DATA, REMOTE_CLOSED | NO_DATA);
  }

  /** Gives a call up, for sending; nothing when it has ended. */
  cancel(stream) {
    return this.#calls.delete(stream) ? encodeFrame(stream, CANCEL) : NOTHING;
  }

  /** What bytes from the server say; after a ProtocolViolation the connection must be closed. */
  *receive(data) {
    for (const frame of this.#decoder.feed(data)) yield* this.#onFrame(frame);
  }

  *#onFrame(frame) {
    if (frame.type !== RESPONSE && frame.type !== DATA) return;
    const call = this.#calls.get(frame.stream);
    if (call) {
      yield* frame.type === RESPONSE ? this.#onResponse(call, frame) : this.#onData(call, frame);
    } else if (frame.stream % 2 === 0 || frame.stream >= this.#nextStream) {
      throw new ProtocolViolation(`a frame is for stream ${frame.stream}, which was never opened`);
    }
  }

  *#onResponse(call, { stream, data }) {
    let envelope;
    try {
      envelope = decode("Response", data);
    } catch (cause) {
      throw new ProtocolViolation(`the response on stream ${stream} cannot be read`, { cause });
    }
    this.#calls.delete(stream);
    const error = envelope.status;
    if (!error && !call.shape.serverStreams) yield { stream, message: envelope.payload };
    yield { stream, ended: true, error };
  }

  *#onData(call, { stream, flags, data }) {
    if (!call.shape.serverStreams) {
      throw new ProtocolViolation(`stream ${stream} has one answer and got a message of a stream`);
    }
    if (flags & REMOTE_CLOSED) this.#calls.delete(stream);
    if (!(flags & NO_DATA)) yield { stream, message: data };
    if (flags & REMOTE_CLOSED) yield { stream, ended: true };
  }
}

function fitting(data) {
  if (data.length <= DATA_BYTES_MAX) return data;
  const message = `the request is ${data.length} bytes; the limit is ${DATA_BYTES_MAX}`;
  throw refusal(8, message, { reason: "FRAME_TOO_LARGE" });
}
