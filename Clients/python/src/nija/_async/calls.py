"""Calls, with their repetitions, over one shared connection, for asyncio."""
from __future__ import annotations

import asyncio
import math
import time
from types import TracebackType
from typing import (
    Any, AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Optional, Sequence, Type, TypeVar, Union,
)

from nija._async.link import Link
from nija._async.streams import AsyncEventStream, AsyncMessageStream
from nija._generated import methods
from nija.errors import Refused, Unreachable
from nija.methods import Answer, ClientStream, ServerStream, Unary
from nija.retrying import Attempts, Unanswered
from nija.wire.connection import Shape

Page = TypeVar("Page")
Row = TypeVar("Row")
Item = TypeVar("Item")
Self = TypeVar("Self", bound="AsyncCalls")


class AsyncCalls:
    """What the generated methods call. Calls of many tasks are in flight at once on one connection; each stream has a
    connection of its own."""

    def __init__(self, path: str, timeout: float) -> None:
        #: The daemon's socket.
        self.path = path
        #: Seconds that a call may take with all its repetitions, unless it says otherwise.
        self.timeout = timeout
        self._link: Optional[Link] = None
        self._connecting: Optional[asyncio.Lock] = None

    async def close(self) -> None:
        """Ends the connection; the next call would make another. Streams end by themselves."""
        link, self._link = self._link, None
        if link:
            link.close()

    async def __aenter__(self: Self) -> Self:
        try:
            await self._connected(self._deadline(None))
        except Unanswered as failure:
            raise Unreachable(str(failure)) from failure
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType],
    ) -> None:
        await self.close()

    # Calls

    async def _call(self, method: Unary[Answer], request: Any, timeout: Optional[float]) -> Answer:
        ids = method.fill_ids(request)
        payload = request.SerializeToString()
        deadline = self._deadline(timeout)
        attempts = Attempts(method, ids, deadline)
        while True:
            try:
                link = await self._connected(deadline)
                return method.decode(await link.call(method, payload, deadline))
            except (Refused, Unreachable, Unanswered) as failure:
                await asyncio.sleep(attempts.pause_after(failure, time.monotonic()))

    async def _send_all(
        self, method: ClientStream[Answer], request: Callable[[Item], Any],
        items: Union[Iterable[Item], AsyncIterable[Item]], timeout: Optional[float],
    ) -> Answer:
        deadline = self._deadline(timeout)
        link: Optional[Link] = None
        ids: Sequence[str] = ()
        try:
            link = await Link.connect(self.path, deadline)
            stream = await link.begin(Shape.CLIENT_STREAM, method, b"", deadline)
            async for item in _each(items):
                message = request(item)
                ids = method.fill_ids(message)
                await link.send(stream, message.SerializeToString(), deadline)
            await link.half_close(stream, deadline)
            return method.decode(await link.answer(stream, deadline))
        except Unanswered as failure:
            # What was streamed cannot be streamed again, so this raises how the call ends.
            Attempts(method, ids, -math.inf).pause_after(failure, time.monotonic())
            raise
        finally:
            if link:
                link.close()

    async def _connected(self, deadline: float) -> Link:
        # One task connects, the others wait for it. The lock is made here, where a loop runs.
        self._connecting = self._connecting or asyncio.Lock()
        async with self._connecting:
            if self._link is None or not self._link.is_usable:
                self._link = await Link.connect(self.path, deadline)
            return self._link

    def _deadline(self, timeout: Optional[float]) -> float:
        return time.monotonic() + (self.timeout if timeout is None else timeout)

    # Streams

    def _messages(
        self, method: ServerStream[Answer], request: Any, timeout: Optional[float],
    ) -> AsyncMessageStream[Answer]:
        deadline = math.inf if timeout is None else time.monotonic() + timeout
        return AsyncMessageStream(self.path, method, request, deadline)

    def _events(self, method: ServerStream[Any], request: Any, timeout: Optional[float]) -> AsyncEventStream:
        return AsyncEventStream(self, method, request, timeout)

    async def _last_sequence(self, deadline: float) -> int:
        """Where the ledger stands."""
        left = min(self.timeout, deadline - time.monotonic())
        return (await self._call(methods.GET_STATUS, methods.GET_STATUS.request(), left)).sequence

    @staticmethod
    async def _pages(
        page: Callable[[str], Awaitable[Page]], rows: Callable[[Page], Sequence[Row]],
    ) -> AsyncIterator[Row]:
        token = ""
        while True:
            found = await page(token)
            for row in rows(found):
                yield row
            token = getattr(found, "next_page_token")
            if not token:
                return


async def _each(items: Union[Iterable[Item], AsyncIterable[Item]]) -> AsyncIterator[Item]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
