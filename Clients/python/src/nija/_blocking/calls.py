"""Calls, with their repetitions, over one shared connection."""
from __future__ import annotations

import math
import os
import threading
import time
from types import TracebackType
from typing import Any, Callable, Iterable, Iterator, Optional, Sequence, Type, TypeVar

from nija._generated import methods
from nija._blocking.channel import Channel
from nija._blocking.streams import EventStream, MessageStream
from nija.errors import Refused, Unreachable
from nija.methods import Answer, ClientStream, Method, ServerStream, Unary
from nija.retrying import Attempts, Unanswered
from nija.wire.connection import Shape

Page = TypeVar("Page")
Row = TypeVar("Row")
Item = TypeVar("Item")
Self = TypeVar("Self", bound="Calls")


class Calls:
    """What the generated methods call. Threads may share it: calls take turns, and each stream has a connection of its
    own."""

    def __init__(self, path: str, timeout: float) -> None:
        #: The daemon's socket.
        self.path = path
        #: Seconds that a call may take with all its repetitions, unless it says otherwise.
        self.timeout = timeout
        self._turn = threading.Lock()
        self._channel: Optional[Channel] = None
        self._owner = os.getpid()

    def close(self) -> None:
        """Ends the connection; the next call would make another. Streams end by themselves."""
        channel, self._channel = self._channel, None
        if channel:
            channel.close()

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType],
    ) -> None:
        self.close()

    # Calls

    def _call(self, method: Unary[Answer], request: Any, timeout: Optional[float]) -> Answer:
        ids = method.fill_ids(request)
        payload = request.SerializeToString()
        answer = self._attempt(method, ids, timeout, lambda channel, deadline: channel.call(method, payload, deadline))
        return method.decode(answer)

    def _send_all(
        self, method: ClientStream[Answer], request: Callable[[Item], Any], items: Iterable[Item],
        timeout: Optional[float],
    ) -> Answer:
        deadline = self._deadline(timeout)
        channel: Optional[Channel] = None
        ids: Sequence[str] = ()
        try:
            channel = Channel(self.path, deadline)
            stream = channel.begin(Shape.CLIENT_STREAM, method, b"", deadline)
            for item in items:
                message = request(item)
                ids = method.fill_ids(message)
                channel.send(stream, message.SerializeToString(), deadline)
            channel.half_close(stream, deadline)
            return method.decode(channel.answer(stream, deadline))
        except Unanswered as failure:
            # What was streamed cannot be streamed again, so this raises how the call ends.
            Attempts(method, ids, -math.inf).pause_after(failure, time.monotonic())
            raise
        finally:
            if channel:
                channel.close()

    def _attempt(
        self, method: Method[Any], ids: Sequence[str], timeout: Optional[float],
        once: Callable[[Channel, float], bytes],
    ) -> bytes:
        deadline = self._deadline(timeout)
        attempts = Attempts(method, ids, deadline)
        while True:
            try:
                return self._take_turn(once, deadline)
            except (Refused, Unreachable, Unanswered) as failure:
                time.sleep(attempts.pause_after(failure, time.monotonic()))

    def _take_turn(self, once: Callable[[Channel, float], bytes], deadline: float) -> bytes:
        wait = -1 if math.isinf(deadline) else max(0.0, deadline - time.monotonic())
        if not self._turn.acquire(timeout=wait):
            raise Unanswered("another call took all the time", was_sent=False, is_late=True)
        try:
            return once(self._connected(deadline), deadline)
        except Unanswered:
            # An answer that comes later must not meet the next call, and is not worth keeping a connection for.
            self.close()
            raise
        finally:
            self._turn.release()

    def _connected(self, deadline: float) -> Channel:
        if self._owner != os.getpid():
            # A child of fork shares the parent's socket; speaking on it would mix up both.
            if self._channel:
                self._channel.abandon()
            self._owner, self._channel = os.getpid(), None
        if self._channel is None or not self._channel.is_usable:
            self._channel = Channel(self.path, deadline)
        return self._channel

    def _deadline(self, timeout: Optional[float]) -> float:
        return time.monotonic() + (self.timeout if timeout is None else timeout)

    # Streams

    def _messages(
        self, method: ServerStream[Answer], request: Any, timeout: Optional[float],
    ) -> MessageStream[Answer]:
        deadline = math.inf if timeout is None else time.monotonic() + timeout
        return MessageStream(self.path, method, request, deadline)

    def _events(self, method: ServerStream[Any], request: Any, timeout: Optional[float]) -> EventStream:
        return EventStream(self, method, request, timeout)

    def _last_sequence(self, deadline: float) -> int:
        """Where the ledger stands."""
        left = min(self.timeout, deadline - time.monotonic())
        return self._call(methods.GET_STATUS, methods.GET_STATUS.request(), left).sequence

    @staticmethod
    def _pages(page: Callable[[str], Page], rows: Callable[[Page], Sequence[Row]]) -> Iterator[Row]:
        token = ""
        while True:
            found = page(token)
            yield from rows(found)
            token = getattr(found, "next_page_token")
            if not token:
                return
