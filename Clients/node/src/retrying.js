// Whether a failed call is tried again, without sockets or clocks. Times are milliseconds.

import { ConnectionLost, OutcomeUnknown, Refused, Unavailable, Unreachable, refusal } from "./errors.js";

const PAUSE_MIN = 10;
const PAUSE_MAX = 2000;

/** An attempt that ended without an answer. */
export class Unanswered extends Error {
  constructor(message, { wasSent, isLate = false }) {
    super(message);
    /** The daemon may have acted on it. */
    this.wasSent = wasSent;
    /** The deadline passed; otherwise the connection ended. */
    this.isLate = isLate;
  }
}

/** Whether an error is one of an attempt, and not of the caller's making. */
export function isFailure(error) {
  return error instanceof Refused || error instanceof Unreachable || error instanceof Unanswered;
}

/** The error of a deadline that passed on this side. */
export function tooLate(message, cause) {
  const error = refusal(4, message);
  error.cause = cause;
  return error;
}

/** Pauses that double, from 10 ms to 2 s. */
export class Backoff {
  #next = PAUSE_MIN;

  next() {
    const pause = this.#next;
    this.#next = Math.min(pause * 2, PAUSE_MAX);
    return pause;
  }

  reset() {
    this.#next = PAUSE_MIN;
  }
}

/**
 * The attempts of one call, all with the same request and ids, until its deadline.
 *
 * Tried again is what cannot have happened (nobody listened, the daemon was unavailable), and what may be repeated:
 * reads, and writes that carry an id. Any other write that was sent and not answered ends as OutcomeUnknown at once.
 */
export class Attempts {
  #method;
  #ids;
  #deadline;
  #backoff = new Backoff();
  #isInDoubt = false;

  constructor(method, ids, deadline) {
    this.#method = method;
    this.#ids = ids;
    this.#deadline = deadline;
  }

  /** How long to wait before the next attempt; throws how the call ends when there is none. */
  pauseAfter(failure, now) {
    if (failure instanceof Refused && !(failure instanceof Unavailable)) throw failure;
    const isWrite = !this.#method.isRead;
    if (failure instanceof Unanswered && failure.wasSent && isWrite) {
      this.#isInDoubt = true;
      if (this.#ids.length === 0) throw this.#unknown(failure);
    }
    const pause = this.#backoff.next();
    if (now + pause < this.#deadline) return pause;
    // That a later attempt found nobody says nothing of an earlier one that was sent.
    throw this.#isInDoubt ? this.#unknown(failure) : this.#final(failure);
  }

  #final(failure) {
    if (!(failure instanceof Unanswered)) return failure;
    const message = `${this.#method.name}: ${failure.message}`;
    return failure.isLate ? tooLate(message, failure) : new ConnectionLost(message, { cause: failure });
  }

  #unknown(cause) {
    const message = `${this.#method.name}: ${cause.message}; it may have happened or not. `
      + "Send it again with the same id to find out.";
    return new OutcomeUnknown(message, this.#ids, { cause });
  }
}
