// Streams as async iterators. Each has a connection of its own, so that it never waits for calls.

import { decode, fieldsOf } from "./codec.js";
import { Link } from "./link.js";
import { Cursor, isSign, silenceOf } from "./resuming.js";
import { Attempts, Backoff, Unanswered, isFailure, tooLate } from "./retrying.js";
import { Shape } from "./wire/connection.js";

/** What both kinds have: they end with their loop, with `close`, or with a signal. */
class Stream {
  #closing = new AbortController();

  constructor(signal) {
    if (signal?.aborted) this.close();
    else signal?.addEventListener("abort", () => this.close(), { once: true, signal: this.closed });
  }

  /** Aborted when the stream was closed. */
  get closed() {
    return this.#closing.signal;
  }

  /** Ends the stream; who waits for it sees the end. */
  close() {
    this.#closing.abort();
    this.link?.close();
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async return() {
    this.close();
    return { done: true, value: undefined };
  }
}

/** The messages of a call, until the daemon has sent all or the stream is closed. It does not reconnect. */
export class MessageStream extends Stream {
  #path;
  #method;
  #payload;
  #deadline;
  #stream;

  constructor(path, method, payload, deadline, signal) {
    super(signal);
    this.#path = path;
    this.#method = method;
    this.#payload = payload;
    this.#deadline = deadline;
  }

  async next() {
    if (this.closed.aborted) return { done: true, value: undefined };
    try {
      if (!this.link) {
        this.link = await Link.connect(this.#path, this.#deadline);
        this.#stream = this.link.begin(Shape.SERVER_STREAM, this.#method, this.#payload, this.#deadline);
      }
      const event = await this.link.next(this.#stream, this.#deadline);
      if (!event.ended) return { done: false, value: decode(this.#method.response, event.message) };
      if (event.error) throw event.error;
    } catch (failure) {
      if (this.closed.aborted) return { done: true, value: undefined };
      this.close();
      if (isFailure(failure)) new Attempts(this.#method, [], -Infinity).pauseAfter(failure, 0);
      throw failure;
    }
    return this.return();
  }
}

/**
 * Events in the sequence of the ledger, each once, however often the connection is lost.
 *
 * It begins with its first event, or `open`; it reconnects by itself and resumes after the last event that it has
 * delivered.
 */
export class EventStream extends Stream {
  #client;
  #method;
  #request;
  #encode;
  #deadline;
  #cursor;
  #backoff = new Backoff();
  #stream;

  constructor(client, method, request, encode, deadline, signal) {
    super(signal);
    this.#client = client;
    this.#method = method;
    this.#request = request;
    this.#encode = encode;
    this.#deadline = deadline;
    this.#cursor = new Cursor(request.afterSequence);
    /** Whether heartbeats and the daemon's going away are delivered as well. */
    this.signs = false;
    /** Called when a connection was lost and is made again, with what was wrong. */
    this.onReconnect = () => {};
  }

  /** The last event that was delivered: pass it as `afterSequence` to go on from here another time. */
  get sequence() {
    return this.#cursor.sequence;
  }

  /** Subscribes now, so that what happens from now on is part of the stream. */
  async open() {
    if (this.#cursor.sequence === undefined && this.#method.isPinned) {
      // Should the connection be lost before the first event, this is where the next one begins.
      this.#cursor.sequence = (await this.#client.getStatus()).sequence;
    }
    const resumes = fieldsOf(this.#method.request).some((row) => row[1] === "afterSequence");
    const request = resumes ? { ...this.#request, afterSequence: this.#cursor.sequence } : this.#request;
    const opening = Math.min(this.#deadline, performance.now() + this.#client.timeout);
    this.link = await Link.connect(this.#client.path, opening);
    this.#stream = this.link.begin(Shape.SERVER_STREAM, this.#method, this.#encode(request));
    this.#cursor.opened();
    if (this.closed.aborted) this.link.close();
    return this;
  }

  async next() {
    const event = await this.wait();
    return event ? { done: false, value: event } : { done: true, value: undefined };
  }

  /** The next event; undefined when none came within so many milliseconds, or the stream was closed. */
  async wait(timeout = Infinity) {
    const until = performance.now() + timeout;
    while (!this.closed.aborted) {
      try {
        const event = await this.#receive(Math.min(until, this.#deadline));
        if (this.#cursor.deliver(event) && (this.signs || !isSign(event))) return event;
      } catch (failure) {
        if (this.closed.aborted) break;
        if (!isFailure(failure)) {
          this.close();
          throw failure;
        }
        if (performance.now() >= this.#deadline) {
          this.close();
          throw tooLate(`${this.#method.name}: the stream's time is over`, failure);
        }
        const isOnlyLate = failure instanceof Unanswered && failure.isLate && performance.now() >= until;
        if (!isOnlyLate) await this.#reconnect(failure, until);
      }
      if (performance.now() >= until) return undefined;
    }
    return undefined;
  }

  async #receive(until) {
    if (!this.link) await this.open();
    const silent = performance.now() + silenceOf(this.#request);
    const event = await this.link.next(this.#stream, Math.min(silent, until));
    if (event.ended) throw event.error ?? new Unanswered("the daemon ended the stream", { wasSent: true });
    this.#backoff.reset();
    return decode(this.#method.response, event.message).event;
  }

  async #reconnect(failure, until) {
    this.link?.close();
    this.link = undefined;
    if (this.#cursor.isFinal(failure)) {
      this.close();
      throw failure;
    }
    this.onReconnect(failure);
    await pause(Math.max(0, Math.min(this.#backoff.next(), until - performance.now())), this.closed);
  }
}

/** Waits, until the signal at most. */
export function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    }
    signal?.addEventListener("abort", done);
    if (signal?.aborted) done();
  });
}
