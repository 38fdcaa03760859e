// Frames: ten bytes of header and up to 4 MiB of data.

import { ProtocolViolation } from "../errors.js";

export const REQUEST = 0x01;
export const RESPONSE = 0x02;
export const DATA = 0x03;
export const CANCEL = 0x10;
export const REMOTE_CLOSED = 0x01;
export const REMOTE_OPEN = 0x02;
export const NO_DATA = 0x04;

/** Largest data of a frame, in bytes. */
export const DATA_BYTES_MAX = 4 << 20;

const HEADER_BYTES = 10;
const NOTHING = Buffer.alloc(0);

/** The bytes of a frame. */
export function encodeFrame(stream, type, flags = 0, data = NOTHING) {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(data.length, 0);
  header.writeUInt32BE(stream, 4);
  header.writeUInt8(type, 8);
  header.writeUInt8(flags, 9);
  return Buffer.concat([header, data]);
}

/** Cuts a stream of bytes into frames, however they arrive. */
export class FrameDecoder {
  #pieces = [];
  #size = 0;
  /** Bytes that the next step needs. */
  #needed = HEADER_BYTES;

  /** Takes in bytes and yields the frames that they complete; throws ProtocolViolation for too large a length. */
  *feed(data) {
    this.#pieces.push(data);
    this.#size += data.length;
    if (this.#size < this.#needed) return;
    let rest = Buffer.concat(this.#pieces);
    try {
      while (rest.length >= HEADER_BYTES) {
        const length = rest.readUInt32BE(0);
        if (length > DATA_BYTES_MAX) {
          throw new ProtocolViolation(`a frame declares ${length} bytes; the limit is ${DATA_BYTES_MAX}`);
        }
        const end = HEADER_BYTES + length;
        this.#needed = end;
        if (rest.length < end) return;
        const frame = {
          stream: rest.readUInt32BE(4), type: rest[8], flags: rest[9], data: rest.subarray(HEADER_BYTES, end),
        };
        rest = rest.subarray(end);
        this.#needed = HEADER_BYTES;
        yield frame;
      }
    } finally {
      this.#pieces = [rest];
      this.#size = rest.length;
    }
  }
}
