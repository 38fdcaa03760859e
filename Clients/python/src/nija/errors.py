"""What can go wrong with a call, as exceptions.

    NijaError
    ├── Refused            the daemon answered with an error; one subclass for each code
    ├── Unreachable        nobody listens; nothing was sent
    ├── ConnectionLost     the connection ended before the answer to a read came
    ├── OutcomeUnknown     a write was sent and no answer came: it may have happened or not
    └── ProtocolViolation  the other side does not speak the protocol
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Mapping, Optional, Sequence, Type

from nija.rpc import error_details_pb2, status_pb2


class NijaError(Exception):
    """Anything that goes wrong between a bot and its daemon."""


class Unreachable(NijaError, ConnectionError):
    """Nobody listens on the socket, or its permissions keep you out. Nothing was sent."""


class ConnectionLost(NijaError, ConnectionError):
    """The connection ended before an answer came, and the call changes nothing: ask again."""


class ProtocolViolation(NijaError):
    """What came does not follow docs/PROTOCOL.md; the connection was closed."""


class OutcomeUnknown(NijaError):
    """A write was sent and no answer came in time: it may have happened or not.

    Send it again with the same id to find out: the answer is the first one, with `duplicate` set, if it had happened.
    """

    def __init__(self, message: str, ids: Sequence[str] = ()) -> None:
        super().__init__(message)
        #: The ids that were sent, given or made: `trade_id` or `request_id`.
        self.ids = tuple(ids)


@dataclass(frozen=True)
class FieldViolation:
    """A field that cannot be accepted."""

    #: Path of the field in the request ("trade.profit").
    field: str
    #: What is wrong with its value and what would be right.
    description: str


class Refused(NijaError):
    """The daemon answered with an error."""

    def __init__(
        self, code: int, message: str, reason: str = "", fields: Sequence[FieldViolation] = (),
        metadata: Optional[Mapping[str, str]] = None,
    ) -> None:
        lines = [message, *(f"{each.field} {each.description}" for each in fields if each.description not in message)]
        super().__init__("; ".join(line for line in lines if line))
        #: The code of google.rpc.Code.
        self.code = code
        #: For a person.
        self.message = message
        #: The same for a program, stable between versions ("TRADE_EXISTS"); empty when there is none.
        self.reason = reason
        #: Every field that cannot be accepted.
        self.fields = tuple(fields)
        #: More about the reason.
        self.metadata = dict(metadata or {})


class Cancelled(Refused):
    """The call was cancelled."""


class InvalidArgument(Refused):
    """`fields` names every field that cannot be accepted."""


class DeadlineExceeded(Refused, TimeoutError):
    """No answer came in time. Repeat a write with the same id."""


class NotFound(Refused):
    """There is no such account, trade, strategy, alarm or threshold."""


class AlreadyExists(Refused):
    """The id was used with other content; nothing changed."""


class PermissionDenied(Refused):
    """Your role does not allow it."""


class ResourceExhausted(Refused):
    """A limit was reached, or the disk is full; the message names the limit."""


class FailedPrecondition(Refused):
    """The state of the thing does not allow it."""


class Aborted(Refused):
    """The call was given up in favour of another."""


class OutOfRange(Refused):
    """A page token or a sequence beyond what there is."""


class Unimplemented(Refused):
    """The daemon has no such service or method."""


class Internal(Refused):
    """A defect of the daemon; its log has the detail."""


class Unavailable(Refused):
    """The daemon is draining, or cannot write. Nothing happened."""


class DataLoss(Refused):
    """The database is damaged."""


_BY_CODE: Dict[int, Type[Refused]] = {
    1: Cancelled, 3: InvalidArgument, 4: DeadlineExceeded, 5: NotFound, 6: AlreadyExists, 7: PermissionDenied,
    8: ResourceExhausted, 9: FailedPrecondition, 10: Aborted, 11: OutOfRange, 12: Unimplemented, 13: Internal,
    14: Unavailable, 15: DataLoss,
}


def refusal(status: status_pb2.Status) -> Refused:
    """The exception of a status, with what its details say."""
    reason, metadata, fields = "", {}, []
    for detail in status.details:
        # By the name behind the last slash, as Any is specified; the messages may come from another registry.
        kind = detail.type_url.rsplit("/", 1)[-1]
        if kind == "google.rpc.ErrorInfo":
            info = error_details_pb2.ErrorInfo.FromString(detail.value)
            reason, metadata = info.reason, dict(info.metadata)
        elif kind == "google.rpc.BadRequest":
            request = error_details_pb2.BadRequest.FromString(detail.value)
            fields = [FieldViolation(each.field, each.description) for each in request.field_violations]
    return _BY_CODE.get(status.code, Refused)(status.code, status.message, reason, fields, metadata)


def too_late(message: str) -> DeadlineExceeded:
    """The exception of a deadline that passed on this side."""
    return DeadlineExceeded(4, message)
