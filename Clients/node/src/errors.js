// What can go wrong with a call.

/** Anything that goes wrong between a bot and its daemon. */
export class NijaError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = this.constructor.name;
  }
}

/** Nobody listens on the socket, or its permissions keep you out. Nothing was sent. */
export class Unreachable extends NijaError {}

/** The connection ended before an answer came, and the call changes nothing: ask again. */
export class ConnectionLost extends NijaError {}

/** What came does not follow docs/PROTOCOL.md; the connection was closed. */
export class ProtocolViolation extends NijaError {}

/**
 * A write was sent and no answer came in time: it may have happened or not.
 *
 * Send it again with the same id to find out: the answer is the first one, with `duplicate` set, if it had happened.
 */
export class OutcomeUnknown extends NijaError {
  constructor(message, ids, options) {
    super(message, options);
    this.ids = ids;
  }
}

/** The daemon answered with an error. */
export class Refused extends NijaError {
  constructor(code, message, { reason = "", fields = [], metadata = {} } = {}) {
    const told = fields.filter((each) => !message.includes(each.description));
    super([message, ...told.map((each) => `${each.field} ${each.description}`)].filter(Boolean).join("; "));
    this.code = code;
    this.reason = reason;
    this.fields = fields;
    this.metadata = metadata;
    this.detail = message;
  }
}

export class Cancelled extends Refused {}
export class InvalidArgument extends Refused {}
export class DeadlineExceeded extends Refused {}
export class NotFound extends Refused {}
export class AlreadyExists extends Refused {}
export class PermissionDenied extends Refused {}
export class ResourceExhausted extends Refused {}
export class FailedPrecondition extends Refused {}
export class Aborted extends Refused {}
export class OutOfRange extends Refused {}
export class Unimplemented extends Refused {}
export class Internal extends Refused {}
export class Unavailable extends Refused {}
export class DataLoss extends Refused {}

const BY_CODE = {
  1: Cancelled, 3: InvalidArgument, 4: DeadlineExceeded, 5: NotFound, 6: AlreadyExists, 7: PermissionDenied,
  8: ResourceExhausted, 9: FailedPrecondition, 10: Aborted, 11: OutOfRange, 12: Unimplemented, 13: Internal,
  14: Unavailable, 15: DataLoss,
};

/** The error of a code, with what the details of its status say. */
export function refusal(code, message, details) {
  return new (BY_CODE[code] ?? Refused)(code, message, details);
}
