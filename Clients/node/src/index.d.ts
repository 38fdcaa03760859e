// Types of the Node client. Those of the contract's messages are generated: generated/types.d.ts.

import type { Event, Methods } from "./generated/types.js";

export * from "./generated/types.js";

/** What is taken where an exact decimal is wanted. A number stands for the shortest decimal that reads back as it. */
export type DecimalLike = string | number | bigint;
/** A span of time. */
export type Milliseconds = number;

/** How a call is made. */
export interface CallOptions {
  /** How long it may take with all its repetitions; the client's time when missing, for streams for ever. */
  readonly timeout?: Milliseconds;
  /** Gives it up. */
  readonly signal?: AbortSignal;
}

/** A daemon. Calls are in flight together on one connection; each stream has a connection of its own. */
export interface Client extends Methods {
  /** The daemon's socket. */
  readonly path: string;
  /** How long a call may take with all its repetitions, unless it says otherwise. */
  timeout: Milliseconds;
  /** Ends the connection; the next call would make another. Streams end by themselves. */
  close(): void;
}

/** Connects to a daemon: the socket of `path`, NIJA_SOCKET or /run/nija/nijad.sock. Rejects with Unreachable. */
export function connect(path?: string, options?: { readonly timeout?: Milliseconds }): Promise<Client>;

/** An id that nobody else makes. */
export function makeId(): string;

/** The messages of a call, until the daemon has sent all or the stream is closed. It does not reconnect. */
export interface MessageStream<Message> extends AsyncIterableIterator<Message> {
  /** Ends the stream; who waits for it sees the end. */
  close(): void;
}

/**
 * Events in the sequence of the ledger, each once, however often the connection is lost.
 *
 * It begins with its first event, or `open`; it reconnects by itself and resumes after the last event that it has
 * delivered.
 */
export interface EventStream extends AsyncIterableIterator<Event> {
  /** The last event that was delivered: pass it as `afterSequence` to go on from here another time. */
  readonly sequence: number | undefined;
  /** Whether heartbeats and the daemon's going away are delivered as well; false unless set. */
  signs: boolean;
  /** Called when a connection was lost and is made again, with what was wrong. */
  onReconnect: (reason: Error) => void;
  /** Subscribes now, so that what happens from now on is part of the stream. */
  open(): Promise<this>;
  /** The next event; undefined when none came in time, or the stream was closed. */
  wait(timeout?: Milliseconds): Promise<Event | undefined>;
  /** Ends the stream; who waits for it sees the end. */
  close(): void;
}

/** Anything that goes wrong between a bot and its daemon. */
export class NijaError extends Error {}
/** Nobody listens on the socket, or its permissions keep you out. Nothing was sent. */
export class Unreachable extends NijaError {}
/** The connection ended before an answer came, and the call changes nothing: ask again. */
export class ConnectionLost extends NijaError {}
/** What came does not follow docs/PROTOCOL.md; the connection was closed. */
export class ProtocolViolation extends NijaError {}
/** A write was sent and no answer came in time: it may have happened or not. */
export class OutcomeUnknown extends NijaError {
  /** The ids that were sent, given or made: send it again with them. */
  readonly ids: readonly string[];
}

/** A field that cannot be accepted. */
export interface FieldViolation {
  /** Path of the field in the request ("trade.profit"). */
  readonly field: string;
  /** What is wrong with its value and what would be right. */
  readonly description: string;
}

/** The daemon answered with an error. */
export class Refused extends NijaError {
  /** The code of google.rpc.Code. */
  readonly code: number;
  /** What the daemon says, without the fields. */
  readonly detail: string;
  /** The same for a program, stable between versions ("TRADE_EXISTS"); empty when there is none. */
  readonly reason: string;
  /** Every field that cannot be accepted. */
  readonly fields: readonly FieldViolation[];
  /** More about the reason. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The call was cancelled. */
export class Cancelled extends Refused {}
/** `fields` names every field that cannot be accepted. */
export class InvalidArgument extends Refused {}
/** No answer came in time. Repeat a write with the same id. */
export class DeadlineExceeded extends Refused {}
/** There is no such account, trade, strategy, alarm or threshold. */
export class NotFound extends Refused {}
/** The id was used with other content; nothing changed. */
export class AlreadyExists extends Refused {}
/** Your role does not allow it. */
export class PermissionDenied extends Refused {}
/** A limit was reached, or the disk is full. */
export class ResourceExhausted extends Refused {}
/** The state of the thing does not allow it. */
export class FailedPrecondition extends Refused {}
/** The call was given up in favour of another. */
export class Aborted extends Refused {}
/** A page token or a sequence beyond what there is. */
export class OutOfRange extends Refused {}
/** The daemon has no such service or method. */
export class Unimplemented extends Refused {}
/** A defect of the daemon; its log has the detail. */
export class Internal extends Refused {}
/** The daemon is draining, or cannot write. Nothing happened. */
export class Unavailable extends Refused {}
/** The database is damaged. */
export class DataLoss extends Refused {}
