"""Streams as iterators. Each has a connection of its own, so that it never waits for calls."""
from __future__ import annotations

import math
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Callable, Generic, Iterator, Optional, Type, TypeVar

from nija._blocking.channel import Channel
from nija._generated.messages import Event
from nija.errors import NijaError, Refused, Unreachable, too_late
from nija.methods import Answer, ServerStream
from nija.resuming import Cursor, silence_seconds
from nija.retrying import Attempts, Backoff, Unanswered
from nija.wire.connection import Message, Shape

if TYPE_CHECKING:
    from nija._blocking.calls import Calls

Self = TypeVar("Self", bound="_Closing")


class _Closing:
    """Ends with its block."""

    def close(self) -> None:
        """Ends the stream."""
        raise NotImplementedError

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType],
    ) -> None:
        self.close()


class MessageStream(_Closing, Generic[Answer], Iterator[Answer]):
    """The messages of a call, until the daemon has sent all or the stream is closed. It does not reconnect.

    `close` may be called by any thread; the one that waits for a message is woken and sees the end.
    """

    def __init__(self, path: str, method: ServerStream[Answer], request: Any, deadline: float = math.inf) -> None:
        self._method = method
        self._deadline = deadline
        self._is_over = False
        self._channel: Optional[Channel] = None
        self._stream = 0
        try:
            self._channel = Channel(path, deadline)
            self._stream = self._channel.begin(Shape.SERVER_STREAM, method, request.SerializeToString(), deadline)
        except Unanswered as failure:
            self._fail(failure)
        except Exception:
            self.close()
            raise

    def close(self) -> None:
        """Ends the stream."""
        self._is_over = True
        if self._channel:
            self._channel.close()

    def __next__(self) -> Answer:
        if self._is_over or not self._channel:
            raise StopIteration
        try:
            event = self._channel.next_event(self._stream, self._deadline)
        except Unanswered as failure:
            if self._is_over:
                raise StopIteration from None
            self._fail(failure)
        if isinstance(event, Message):
            return self._method.decode(event.payload)
        self.close()
        if event.error:
            raise event.error
        raise StopIteration

    def _fail(self, failure: Unanswered) -> None:
        self.close()
        Attempts(self._method, (), -math.inf).pause_after(failure, time.monotonic())


class EventStream(_Closing, Iterator[Event]):
    """Events in the sequence of the ledger, each once, however often the connection is lost.

        with n.stream_trades(strategy="APEX_V71") as trades:
            for event in trades:
                print(event.trade_recorded)

    It reconnects by itself and resumes after the last event that it has delivered. `close` may be called by any thread;
    the one that waits for an event is woken and sees the end.
    """

    def __init__(self, calls: Calls, method: ServerStream[Any], request: Any, timeout: Optional[float]) -> None:
        self._calls = calls
        self._method = method
        self._request = request
        self._deadline = math.inf if timeout is None else time.monotonic() + timeout
        self._cursor = Cursor.of(request)
        self._silence = silence_seconds(request)
        self._backoff = Backoff()
        self._channel: Optional[Channel] = None
        self._stream = 0
        self._closed = threading.Event()
        #: Whether heartbeats and the daemon's going away are delivered as well.
        self.signs = False
        #: Called when a connection was lost and is made again, with what was wrong.
        self.on_reconnect: Callable[[Exception], None] = lambda reason: None
        # Opened at once, so that what happens from now on is part of the stream.
        try:
            self._open()
        except Unanswered as failure:
            self._reconnect(failure)

    @property
    def sequence(self) -> Optional[int]:
        """The last event that was delivered: pass it as `after_sequence` to go on from here another time."""
        return self._cursor.sequence

    def close(self) -> None:
        """Ends the stream."""
        self._closed.set()
        self._disconnect()

    def __next__(self) -> Event:
        event = self.next()
        if event is None:
            raise StopIteration
        return event

    def next(self, timeout: Optional[float] = None) -> Optional[Event]:
        """Waits for the next event.

        Args:
            timeout: seconds to wait; for ever when None.

        Returns:
            The event; None when none came in time, or the stream was closed.
        """
        until = math.inf if timeout is None else time.monotonic() + timeout
        while not self._closed.is_set():
            try:
                event = self._receive(min(until, self._deadline))
                if event and self._cursor.deliver(event) and (self.signs or not self._cursor.is_sign(event)):
                    return event
            except (Refused, Unreachable, Unanswered) as failure:
                if time.monotonic() >= self._deadline:
                    self.close()
                    raise too_late(f"{self._method.name}: the stream's time is over") from failure
                is_only_late = isinstance(failure, Unanswered) and failure.is_late and time.monotonic() >= until
                if not is_only_late:
                    self._reconnect(failure, until)
            if time.monotonic() >= until:
                return None
        return None

    def _receive(self, until: float) -> Optional[Event]:
        channel = self._channel or self._open()
        silent = time.monotonic() + self._silence
        event = channel.next_event(self._stream, min(silent, until))
        if isinstance(event, Message):
            self._backoff.reset()
            made: Event = self._method.decode(event.payload).event
            return made
        raise event.error or Unanswered("the daemon ended the stream", was_sent=True)

    def _open(self) -> Channel:
        if self._cursor.sequence is None and self._method.is_pinned:
            # Should the connection be lost before the first event, this is where the next one begins.
            self._cursor.sequence = self._calls._last_sequence(self._deadline)
        self._cursor.write(self._request)
        opening = min(self._deadline, time.monotonic() + self._calls.timeout)
        channel = Channel(self._calls.path, opening)
        self._channel = channel
        self._stream = channel.begin(Shape.SERVER_STREAM, self._method, self._request.SerializeToString(), math.inf)
        self._cursor.opened()
        if self._closed.is_set():
            self._disconnect()
        return channel

    def _reconnect(self, failure: Exception, until: float = math.inf) -> None:
        self._disconnect()
        if self._closed.is_set():
            return
        if isinstance(failure, NijaError) and self._cursor.is_final(failure):
            self._closed.set()
            raise failure
        self.on_reconnect(failure)
        self._closed.wait(max(0.0, min(self._backoff.next(), until - time.monotonic())))

    def _disconnect(self) -> None:
        channel, self._channel = self._channel, None
        if channel:
            channel.close()
