// A socket with a connection's state machine behind it.

import { connect } from "node:net";

import { Unreachable } from "./errors.js";
import { Unanswered } from "./retrying.js";
import { ClientConnection, Shape } from "./wire/connection.js";

/** So many events of a call that nobody has asked for yet, and the socket is not read any more. */
const WAITING_MAX = 256;

/** One connection. Deadlines are points of `performance.now()`, in milliseconds; Infinity is none. */
export class Link {
  #socket;
  #connection = new ClientConnection();
  /** Of each call: events that wait, or who waits for one. */
  #calls = new Map();
  #failure;

  constructor(socket) {
    this.#socket = socket;
    socket.on("data", (data) => this.#receive(data));
    const ended = (why) => this.#fail(new Unanswered(`the connection ended${why}`, { wasSent: true }));
    socket.on("error", (error) => ended(`: ${error.message}`));
    socket.on("close", () => ended(""));
  }

  /** Connects; throws Unreachable, or Unanswered when the deadline passes. */
  static connect(path, deadline = Infinity) {
    return new Promise((resolve, reject) => {
      const socket = connect(path);
      const timer = atDeadline(deadline, () => {
        socket.destroy();
        reject(new Unanswered(`${path} took no connection in time`, { wasSent: false, isLate: true }));
      });
      socket.once("error", (cause) => {
        clearTimeout(timer);
        reject(new Unreachable(`cannot reach ${path}: ${cause.message}`, { cause }));
      });
      socket.once("connect", () => {
        clearTimeout(timer);
        socket.removeAllListeners("error");
        resolve(new Link(socket));
      });
    });
  }

  /** Whether another call may begin on it. */
  get isUsable() {
    return !this.#failure && !this.#connection.isExhausted;
  }

  /** Lets the process end although the connection is open. */
  unref() {
    this.#socket.unref();
  }

  ref() {
    this.#socket.ref();
  }

  close() {
    this.#fail(new Unanswered("the connection was closed", { wasSent: true }));
  }

  /** The answer of a unary call; `signal` gives it up. */
  async call(method, payload, deadline, signal) {
    signal?.throwIfAborted();
    const stream = this.begin(Shape.UNARY, method, payload, deadline);
    const giveUp = () => this.#giveUp(stream, signal.reason);
    signal?.addEventListener("abort", giveUp, { once: true });
    try {
      return await this.answer(stream, deadline);
    } finally {
      signal?.removeEventListener("abort", giveUp);
      this.cancel(stream);
    }
  }

  /** Waits for the one answer of a call. */
  async answer(stream, deadline) {
    let answer;
    for (;;) {
      const event = await this.next(stream, deadline);
      if (!event.ended) answer = event.message;
      else if (event.error) throw event.error;
      else return answer;
    }
  }

  /** Sends a request, and tells its stream. */
  begin(shape, method, payload, deadline = Infinity) {
    if (this.#failure) throw new Unanswered(this.#failure.message, { wasSent: false });
    const left = deadline === Infinity ? 0 : Math.max(1, Math.round((deadline - performance.now()) * 1e6));
    const [stream, data] = this.#connection.begin(shape, method.service, method.name, payload, left);
    this.#calls.set(stream, { events: [], waiter: undefined });
    this.#socket.write(data);
    return stream;
  }

  /** Sends a message of a client stream, and waits until there is room for another. */
  async send(stream, payload) {
    if (this.#failure) throw this.#failure;
    if (!this.#socket.write(this.#connection.send(stream, payload))) {
      await new Promise((resolve) => {
        this.#socket.once("drain", resolve);
        this.#socket.once("close", resolve);
      });
    }
  }

  halfClose(stream) {
    if (!this.#failure) this.#socket.write(this.#connection.halfClose(stream));
  }

  /** Gives a call up, if it is not over. */
  cancel(stream) {
    this.#calls.delete(stream);
    const data = this.#connection.cancel(stream);
    if (data.length > 0 && !this.#failure) this.#socket.write(data);
    this.#readOrPause();
  }

  /** Waits for what comes next of a call; throws Unanswered when the connection ends or the deadline passes. */
  next(stream, deadline = Infinity) {
    const call = this.#calls.get(stream);
    const event = call?.events.shift();
    if (event) {
      this.#readOrPause();
      return Promise.resolve(event);
    }
    if (this.#failure) return Promise.reject(this.#failure);
    if (!call) return Promise.reject(new Unanswered("the call was given up", { wasSent: true }));
    return new Promise((resolve, reject) => {
      const timer = atDeadline(deadline, () => {
        call.waiter = undefined;
        reject(new Unanswered("no answer came in time", { wasSent: true, isLate: true }));
      });
      call.waiter = { resolve, reject, timer };
    });
  }

  #receive(data) {
    try {
      for (const event of this.#connection.receive(data)) this.#deliver(event);
    } catch (violation) {
      this.#fail(violation);
    }
    this.#readOrPause();
  }

  #deliver(event) {
    const call = this.#calls.get(event.stream);
    if (!call?.waiter) {
      call?.events.push(event);
      return;
    }
    const { resolve, timer } = call.waiter;
    call.waiter = undefined;
    clearTimeout(timer);
    resolve(event);
  }

  #giveUp(stream, reason) {
    const waiter = this.#calls.get(stream)?.waiter;
    clearTimeout(waiter?.timer);
    waiter?.reject(reason);
  }

  #readOrPause() {
    const isFull = [...this.#calls.values()].some((call) => call.events.length > WAITING_MAX);
    if (isFull !== this.#socket.isPaused()) this.#socket[isFull ? "pause" : "resume"]();
  }

  #fail(failure) {
    if (this.#failure) return;
    this.#failure = failure;
    this.#socket.destroy();
    for (const { waiter } of this.#calls.values()) {
      clearTimeout(waiter?.timer);
      waiter?.reject(failure);
    }
  }
}

/** Acts at a deadline; the timer, for clearing. */
function atDeadline(deadline, act) {
  return deadline === Infinity ? undefined : setTimeout(act, Math.max(0, deadline - performance.now()));
}
