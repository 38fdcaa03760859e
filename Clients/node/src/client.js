// The client: every method of the contract, with its repetitions, over one shared connection.

import { randomBytes } from "node:crypto";

import { decode, encode, fieldsOf } from "./codec.js";
import { ProtocolViolation } from "./errors.js";
import { methods } from "./generated/methods.js";
import { Link } from "./link.js";
import { Attempts, isFailure } from "./retrying.js";
import { EventStream, MessageStream, pause } from "./streams.js";
import { Shape } from "./wire/connection.js";

/** An id that nobody else makes: the time, the process and 64 random bits. */
export function makeId() {
  const now = BigInt(Date.now()) * 1_000_000n;
  return `${now.toString(16)}-${process.pid.toString(16)}-${randomBytes(8).toString("hex")}`;
}

/** Sorts the fields of a request that is given flat into the messages that hold them; ids that are missing are made. */
export function arrange(method, given, ids = []) {
  const request = { ...given };
  for (const holder of method.opened ?? []) {
    const [, , , , type] = fieldsOf(method.request).find((row) => row[1] === holder);
    request[holder] = { ...given[holder] };
    for (const [, name] of fieldsOf(type)) {
      if (name in request && name !== holder) {
        request[holder][name] = request[name];
        delete request[name];
      }
    }
  }
  for (const path of method.retryIds ?? []) fillId(request, path.split("."), ids);
  return request;
}

function fillId(holder, [name, ...rest], ids) {
  if (rest.length === 0) {
    holder[name] ||= makeId();
    ids.push(holder[name]);
  } else if (Array.isArray(holder[name])) {
    holder[name] = holder[name].map((each) => ({ ...each }));
    for (const each of holder[name]) fillId(each, rest, ids);
  } else if (holder[name]) {
    fillId(holder[name], rest, ids);
  }
}

/** A daemon. Calls are in flight together on one connection; each stream has a connection of its own. */
export class Client {
  #link;
  #connecting;

  constructor(path, timeout) {
    /** The daemon's socket. */
    this.path = path;
    /** Milliseconds that a call may take with all its repetitions, unless it says otherwise. */
    this.timeout = timeout;
  }

  /** Connects now and not with the first call; throws Unreachable. */
  async connect() {
    await this.#connected(this.#deadline());
    return this;
  }

  /** Ends the connection; the next call would make another. Streams end by themselves. */
  close() {
    this.#link?.close();
    this.#link = undefined;
  }

  async call(method, given = {}, { timeout, signal } = {}) {
    signal?.throwIfAborted();
    const ids = [];
    const payload = encode(method.request, arrange(method, given, ids));
    const deadline = this.#deadline(timeout);
    const attempts = new Attempts(method, ids, deadline);
    for (;;) {
      try {
        const link = await this.#connected(deadline);
        return read(method, await link.call(method, payload, deadline, signal));
      } catch (failure) {
        if (signal?.aborted || !isFailure(failure)) throw failure;
        await pause(attempts.pauseAfter(failure, performance.now()), signal);
        signal?.throwIfAborted();
      }
    }
  }

  async sendAll(method, requests, { timeout, signal } = {}) {
    signal?.throwIfAborted();
    const deadline = this.#deadline(timeout);
    let ids = [];
    let link;
    const giveUp = () => link?.close();
    signal?.addEventListener("abort", giveUp, { once: true });
    try {
      link = await Link.connect(this.path, deadline);
      const stream = link.begin(Shape.CLIENT_STREAM, method, undefined, deadline);
      for await (const each of requests) {
        ids = [];
        await link.send(stream, encode(method.request, arrange(method, each, ids)));
      }
      link.halfClose(stream);
      return read(method, await link.answer(stream, deadline));
    } catch (failure) {
      signal?.throwIfAborted();
      // What was streamed cannot be streamed again, so this throws how the call ends.
      if (isFailure(failure)) new Attempts(method, ids, -Infinity).pauseAfter(failure, 0);
      throw failure;
    } finally {
      signal?.removeEventListener("abort", giveUp);
      link?.close();
    }
  }

  messages(method, given = {}, { timeout, signal } = {}) {
    const deadline = timeout === undefined ? Infinity : performance.now() + timeout;
    return new MessageStream(this.path, method, encode(method.request, arrange(method, given)), deadline, signal);
  }

  events(method, given = {}, { timeout, signal } = {}) {
    const deadline = timeout === undefined ? Infinity : performance.now() + timeout;
    const write = (request) => encode(method.request, arrange(method, request));
    write(given); // What cannot be sent is told here.
    return new EventStream(this, method, given, write, deadline, signal);
  }

  async *pages(method, given = {}, options = {}) {
    let pageToken = "";
    do {
      const page = await this.call(method, { ...given, pageToken }, options);
      yield* page[method.pages];
      pageToken = page.nextPageToken;
    } while (pageToken);
  }

  async #connected(deadline) {
    if (this.#link?.isUsable) return this.#link;
    // One call connects, the others wait for it.
    this.#connecting ??= Link.connect(this.path, deadline).finally(() => {
      this.#connecting = undefined;
    });
    this.#link = await this.#connecting;
    return this.#link;
  }

  #deadline(timeout = this.timeout) {
    return performance.now() + timeout;
  }
}

function read(method, answer) {
  try {
    return decode(method.response, answer);
  } catch (cause) {
    throw new ProtocolViolation(`an answer of ${method.name} cannot be read: ${cause.message}`, { cause });
  }
}

// Each method of the contract under its own name; src/generated/types.d.ts says what they take and give.
const KINDS = { unary: "call", clientStream: "sendAll", serverStream: "messages", events: "events" };
for (const method of methods) {
  const how = KINDS[method.kind];
  Client.prototype[method.call] = function (given, options) {
    return this[how](method, given, options);
  };
  if (method.pages) {
    Client.prototype[method.call.replace(/^(list|get)/, "iter")] = function (given, options) {
      return this.pages(method, given, options);
    };
  }
}
