// Where a stream of events stands and where its next connection resumes, without sockets or clocks.

import { Refused, ResourceExhausted, Unavailable } from "./errors.js";

const HEARTBEAT_MILLISECONDS = 10_000;
const HEARTBEATS_MISSED_MAX = 3;
/** What says nothing of the ledger: it has a sequence, but is no event of it. */
export const SIGNS = ["kpis", "price", "portfolio", "heartbeat", "goingAway"];

/** The silence after which a stream's connection is dead, in milliseconds. */
export function silenceOf(request) {
  return Math.max((request.heartbeatInterval ?? HEARTBEAT_MILLISECONDS) * HEARTBEATS_MISSED_MAX, 1000);
}

/** The last event of a stream that was delivered. */
export class Cursor {
  #hasDelivered = false;

  constructor(sequence) {
    /** The sequence after which a new connection resumes; undefined before the first event. */
    this.sequence = sequence;
  }

  /** A connection begins. */
  opened() {
    this.#hasDelivered = false;
  }

  /** Moves along; whether the event is news. */
  deliver(event) {
    this.#hasDelivered = true;
    if (SIGNS.includes(event.kind)) {
      // A heartbeat says that everything up to it was delivered, so a new connection need not look before it.
      if (event.kind === "heartbeat") this.sequence = Math.max(this.sequence ?? 0, event.sequence);
      return true;
    }
    if (this.sequence !== undefined && event.sequence <= this.sequence) return false;
    this.sequence = event.sequence;
    return true;
  }

  /**
   * Whether another connection would meet the same refusal. A daemon ends a subscriber that is too far behind with
   * RESOURCE_EXHAUSTED in the middle of its stream; such a one resumes.
   */
  isFinal(error) {
    if (!(error instanceof Refused) || error instanceof Unavailable) return false;
    return !(error instanceof ResourceExhausted && this.#hasDelivered);
  }
}

/** Whether an event tells of the stream and not of the ledger. */
export function isSign(event) {
  return event.kind === "heartbeat" || event.kind === "goingAway";
}
