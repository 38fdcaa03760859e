"""Where a stream of events stands and where its next connection resumes, without sockets or clocks."""
from __future__ import annotations

from typing import Any, Optional

from nija._generated.messages import Event
from nija.errors import NijaError, Refused, ResourceExhausted, Unavailable

#: What says nothing of the ledger: it has a sequence, but is no event of it.
_SIGNS = ("kpis", "price", "portfolio", "heartbeat", "going_away")


#: Heartbeats come at least so often where a request says nothing, in seconds.
_HEARTBEAT_SECONDS = 10.0
#: A stream that is silent for so many heartbeats is dead.
_HEARTBEATS_MISSED_MAX = 3


def silence_seconds(request: Any) -> float:
    """The silence after which a stream's connection is dead."""
    interval = _HEARTBEAT_SECONDS
    if request.HasField("heartbeat_interval"):
        interval = request.heartbeat_interval.seconds + request.heartbeat_interval.nanos / 1e9
    return max(interval * _HEARTBEATS_MISSED_MAX, 1.0)


class Cursor:
    """The last event of a stream that was delivered."""

    def __init__(self, after_sequence: Optional[int]) -> None:
        #: The sequence after which a new connection resumes; None before the first event.
        self.sequence = after_sequence
        self._has_delivered = False

    @classmethod
    def of(cls, request: Any) -> Cursor:
        """Where a request begins."""
        return cls(request.after_sequence if _resumes(request) and request.HasField("after_sequence") else None)

    def write(self, request: Any) -> None:
        """Makes the request begin here, if it is of a kind that can."""
        if _resumes(request) and self.sequence is not None:
            request.after_sequence = self.sequence

    @staticmethod
    def is_sign(event: Event) -> bool:
        """Whether it tells of the stream and not of the ledger."""
        return event.kind in ("heartbeat", "going_away")

    def opened(self) -> None:
        """A connection begins."""
        self._has_delivered = False

    def deliver(self, event: Event) -> bool:
        """Moves along; whether the event is news."""
        self._has_delivered = True
        kind = event.kind
        if kind in _SIGNS:
            # A heartbeat says that everything up to it was delivered, so a new connection need not look before it.
            if kind == "heartbeat" and event.sequence > (self.sequence or 0):
                self.sequence = event.sequence
            return True
        if self.sequence is not None and event.sequence <= self.sequence:
            return False
        self.sequence = event.sequence
        return True

    def is_final(self, error: NijaError) -> bool:
        """Whether another connection would meet the same refusal.

        A daemon ends a subscriber that is too far behind with RESOURCE_EXHAUSTED in the middle of its stream; such
        a one resumes.
        """
        if isinstance(error, Unavailable) or not isinstance(error, Refused):
            return False
        return not (isinstance(error, ResourceExhausted) and self._has_delivered)


def _resumes(request: Any) -> bool:
    return "after_sequence" in request.DESCRIPTOR.fields_by_name
