"""Streams as async iterators. Each has a connection of its own, so that it never waits for calls."""
from __future__ import annotations

import asyncio
import math
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, AsyncIterator, Callable, Generic, Optional, Type, TypeVar

from nija._async.link import Link
from nija._generated.messages import Event
from nija.errors import NijaError, Refused, Unreachable, too_late
from nija.methods import Answer, ServerStream
from nija.resuming import Cursor, silence_seconds
from nija.retrying import Attempts, Backoff, Unanswered
from nija.wire.connection import Message, Shape

if TYPE_CHECKING:
    from nija._async.calls import AsyncCalls

Self = TypeVar("Self", bound="_Closing")


class _Closing:
    """Ends with its block."""

    async def close(self) -> None:
        """Ends the stream."""
        raise NotImplementedError

    async def __aenter__(self: Self) -> Self:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType],
    ) -> None:
        await self.close()


class AsyncMessageStream(_Closing, Generic[Answer], AsyncIterator[Answer]):
    """The messages of a call, until the daemon has sent all or the stream is closed. It does not reconnect."""

    def __init__(self, path: str, method: ServerStream[Answer], request: Any, deadline: float) -> None:
        self._path = path
        self._method = method
        self._request = request
        self._deadline = deadline
        self._link: Optional[Link] = None
        self._stream = 0
        self._is_over = False

    async def close(self) -> None:
        """Ends the stream."""
        self._is_over = True
        link, self._link = self._link, None
        if link:
            link.cancel(self._stream)

    async def __anext__(self) -> Answer:
        if self._is_over:
            raise StopAsyncIteration
        try:
            if self._link is None:
                self._link = await Link.connect(self._path, self._deadline)
                self._stream = await self._link.begin(
                    Shape.SERVER_STREAM, self._method, self._request.SerializeToString(), self._deadline)
            event = await self._link.next_event(self._stream, self._deadline)
        except Unanswered as failure:
            if self._is_over:
                raise StopAsyncIteration from None
            await self.close()
            Attempts(self._method, (), -math.inf).pause_after(failure, time.monotonic())
            raise
        if isinstance(event, Message):
            return self._method.decode(event.payload)
        await self.close()
        if event.error:
            raise event.error
        raise StopAsyncIteration


class AsyncEventStream(_Closing, AsyncIterator[Event]):
    """Events in the sequence of the ledger, each once, however often the connection is lost.

        async with n.stream_trades(strategy="APEX_V71") as trades:
            async for event in trades:
                print(event.trade_recorded)

    It begins with its block, or the first event; it reconnects by itself and resumes after the last event that it has
    delivered.
    """

    def __init__(self, calls: AsyncCalls, method: ServerStream[Any], request: Any, timeout: Optional[float]) -> None:
        self._calls = calls
        self._method = method
        self._request = request
        self._deadline = math.inf if timeout is None else time.monotonic() + timeout
        self._cursor = Cursor.of(request)
        self._silence = silence_seconds(request)
        self._backoff = Backoff()
        self._link: Optional[Link] = None
        self._stream = 0
        self._is_closed = False
        #: Whether heartbeats and the daemon's going away are delivered as well.
        self.signs = False
        #: Called when a connection was lost and is made again, with what was wrong.
        self.on_reconnect: Callable[[Exception], None] = lambda reason: None

    @property
    def sequence(self) -> Optional[int]:
        """The last event that was delivered: pass it as `after_sequence` to go on from here another time."""
        return self._cursor.sequence

    async def __aenter__(self: EventSelf) -> EventSelf:
        # What happens from now on is part of the stream.
        try:
            await self._open()
        except Unanswered as failure:
            await self._reconnect(failure)
        return self

    async def close(self) -> None:
        """Ends the stream; a task that waits for an event sees the end."""
        self._is_closed = True
        self._disconnect()

    async def __anext__(self) -> Event:
        event = await self.next()
        if event is None:
            raise StopAsyncIteration
        return event

    async def next(self, timeout: Optional[float] = None) -> Optional[Event]:
        """Waits for the next event.

        Args:
            timeout: seconds to wait; for ever when None.

        Returns:
            The event; None when none came in time, or the stream was closed.
        """
        until = math.inf if timeout is None else time.monotonic() + timeout
        while not self._is_closed:
            try:
                event = await self._receive(min(until, self._deadline))
                if event and self._cursor.deliver(event) and (self.signs or not self._cursor.is_sign(event)):
                    return event
            except (Refused, Unreachable, Unanswered) as failure:
                if time.monotonic() >= self._deadline:
                    await self.close()
                    raise too_late(f"{self._method.name}: the stream's time is over") from failure
                is_only_late = isinstance(failure, Unanswered) and failure.is_late and time.monotonic() >= until
                if not is_only_late:
                    await self._reconnect(failure, until)
            if time.monotonic() >= until:
                return None
        return None

    async def _receive(self, until: float) -> Optional[Event]:
        link = self._link or await self._open()
        silent = time.monotonic() + self._silence
        event = await link.next_event(self._stream, min(silent, until))
        if isinstance(event, Message):
            self._backoff.reset()
            made: Event = self._method.decode(event.payload).event
            return made
        raise event.error or Unanswered("the daemon ended the stream", was_sent=True)

    async def _open(self) -> Link:
        if self._cursor.sequence is None and self._method.is_pinned:
            # Should the connection be lost before the first event, this is where the next one begins.
            self._cursor.sequence = await self._calls._last_sequence(self._deadline)
        self._cursor.write(self._request)
        opening = min(self._deadline, time.monotonic() + self._calls.timeout)
        self._link = link = await Link.connect(self._calls.path, opening)
        self._stream = await link.begin(
            Shape.SERVER_STREAM, self._method, self._request.SerializeToString(), math.inf)
        self._cursor.opened()
        return link

    async def _reconnect(self, failure: Exception, until: float = math.inf) -> None:
        self._disconnect()
        if self._is_closed:
            return
        if isinstance(failure, NijaError) and self._cursor.is_final(failure):
            self._is_closed = True
            raise failure
        self.on_reconnect(failure)
        await asyncio.sleep(max(0.0, min(self._backoff.next(), until - time.monotonic())))

    def _disconnect(self) -> None:
        link, self._link = self._link, None
        if link:
            link.cancel(self._stream)


EventSelf = TypeVar("EventSelf", bound=AsyncEventStream)
