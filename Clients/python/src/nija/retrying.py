"""Whether a failed call is tried again, without sockets or clocks."""
from __future__ import annotations

import math
from typing import Any, Sequence, Union

from nija.errors import ConnectionLost, NijaError, OutcomeUnknown, Refused, Unavailable, Unreachable, too_late
from nija.methods import Method

_PAUSE_SECONDS_MIN, _PAUSE_SECONDS_MAX = 0.01, 2.0


class Unanswered(Exception):
    """An attempt that ended without an answer."""

    def __init__(self, reason: str, *, was_sent: bool, is_late: bool = False) -> None:
        super().__init__(reason)
        #: The daemon may have acted on it.
        self.was_sent = was_sent
        #: The deadline passed; otherwise the connection ended.
        self.is_late = is_late


Failure = Union[Refused, Unreachable, Unanswered]


def timeout_nanoseconds(deadline: float, now: float) -> int:
    """What a request says of its deadline; 0 for none."""
    return 0 if math.isinf(deadline) else max(1, int((deadline - now) * 1e9))


class Backoff:
    """Pauses that double, from 10 ms to 2 s."""

    def __init__(self) -> None:
        self._next = _PAUSE_SECONDS_MIN

    def next(self) -> float:
        """The next pause in seconds."""
        pause = self._next
        self._next = min(pause * 2, _PAUSE_SECONDS_MAX)
        return pause

    def reset(self) -> None:
        """Begins again with the shortest."""
        self._next = _PAUSE_SECONDS_MIN


class Attempts:
    """The attempts of one call, all with the same request and ids, until its deadline.

    Tried again is what cannot have happened (nobody listened, the request did not go out whole, the daemon was
    unavailable), and what may be repeated: reads, and writes that carry an id. Any other write that was sent and not
    answered ends as `OutcomeUnknown` at once.
    """

    def __init__(self, method: Method[Any], ids: Sequence[str], deadline: float) -> None:
        self._method = method
        self._ids = ids
        self._deadline = deadline
        self._backoff = Backoff()
        self._is_in_doubt = False

    def pause_after(self, failure: Failure, now: float) -> float:
        """Seconds to wait before the next attempt.

        Raises:
            NijaError: there is none; this is how the call ends.
        """
        name = f"{self._method.service}/{self._method.name}"
        if isinstance(failure, Refused):
            if not isinstance(failure, Unavailable):
                raise failure
            final: NijaError = failure
        elif isinstance(failure, Unreachable):
            final = failure
        elif failure.was_sent and not self._method.is_read:
            self._is_in_doubt = True
            if not self._method.is_repeatable:
                raise self._unknown(name, failure) from failure
            final = self._unknown(name, failure)
        else:
            final = too_late(f"{name}: {failure}") if failure.is_late else ConnectionLost(f"{name}: {failure}")
        pause = self._backoff.next()
        if now + pause < self._deadline:
            return pause
        # That a later attempt found nobody says nothing of an earlier one that was sent.
        raise (self._unknown(name, failure) if self._is_in_doubt else final) from failure

    def _unknown(self, name: str, failure: Failure) -> OutcomeUnknown:
        return OutcomeUnknown(
            f"{name}: {failure}; it may have happened or not. Send it again with the same id to find out.", self._ids)
