"""A socket of asyncio with a connection's state machine behind it."""
from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections import deque
from typing import Any, Awaitable, Deque, Dict, Optional

from nija.errors import NijaError, Unreachable
from nija.methods import Method
from nija.retrying import Unanswered, timeout_nanoseconds
from nija.wire.connection import ClientConnection, Ended, Message, Shape, WireEvent

_PIECE_BYTES = 1 << 16


async def until(deadline: float, waiting: Awaitable[Any]) -> Any:
    """Waits for something until a deadline. (`asyncio.wait_for` loses cancellations before Python 3.12.)

    Raises:
        asyncio.TimeoutError: it has passed.
    """
    if math.isinf(deadline):
        return await waiting
    task = asyncio.ensure_future(waiting)
    try:
        done, _ = await asyncio.wait({task}, timeout=max(0.0, deadline - time.monotonic()))
    finally:
        task.cancel()
    if not done:
        raise asyncio.TimeoutError
    return task.result()


class Link:
    """One connection. Several unary calls may be in flight on it, or one stream."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._connection = ClientConnection()
        self._answers: Dict[int, asyncio.Future[bytes]] = {}
        self._payloads: Dict[int, bytes] = {}
        self._arrived: Deque[WireEvent] = deque()
        self._reading: Optional[asyncio.Task[None]] = None
        self._is_open = True

    @classmethod
    async def connect(cls, path: str, deadline: float) -> Link:
        """Connects.

        Raises:
            Unreachable: nobody listens, or the kernel does not let this process in.
            Unanswered: the deadline passed.
        """
        try:
            reader, writer = await until(deadline, asyncio.open_unix_connection(path))
        except asyncio.TimeoutError:
            raise Unanswered(f"{path} took no connection in time", was_sent=False, is_late=True) from None
        except OSError as error:
            raise Unreachable(f"cannot reach {path}: {error}") from error
        return cls(reader, writer)

    @property
    def is_usable(self) -> bool:
        """Whether another call may begin on it."""
        return self._is_open and not self._connection.is_exhausted

    def close(self) -> None:
        """Ends the connection."""
        self._fail(Unanswered("the connection was closed", was_sent=True))

    # Unary calls: a task reads, and wakes whom an answer is for.

    async def call(self, method: Method[Any], payload: bytes, deadline: float) -> bytes:
        """A unary call.

        Raises:
            Refused: the daemon's answer is an error.
            Unanswered: there is no answer.
            ProtocolViolation: the answer is not one.
        """
        stream, data = self._connection.begin(
            Shape.UNARY, method.service, method.name, payload, timeout_nanoseconds(deadline, time.monotonic()))
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[bytes] = loop.create_future()
        # A failure of the connection may find its caller at work on sending, which tells the same.
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        self._answers[stream] = answer
        if self._reading is None:
            self._reading = asyncio.ensure_future(self._read())
        timer = None
        if not math.isinf(deadline):
            timer = loop.call_later(deadline - time.monotonic(), self._be_late, answer)
        try:
            await self._send(data, deadline)
            return await answer
        finally:
            # A call that is given up, also because its task was cancelled, is cancelled at the daemon too.
            if timer:
                timer.cancel()
            answer.cancel()
            self._answers.pop(stream, None)
            self._payloads.pop(stream, None)
            self._write(self._connection.cancel(stream))

    @staticmethod
    def _be_late(answer: asyncio.Future[bytes]) -> None:
        if not answer.done():
            answer.set_exception(Unanswered("no answer came in time", was_sent=True, is_late=True))

    async def _read(self) -> None:
        failure: Exception = Unanswered("the connection ended", was_sent=True)
        try:
            while self._is_open:
                await self._receive()
                while self._arrived:
                    self._wake(self._arrived.popleft())
        except (Unanswered, NijaError) as error:
            failure = error
        finally:
            self._fail(failure)

    def _wake(self, event: WireEvent) -> None:
        if isinstance(event, Message):
            self._payloads[event.stream] = event.payload
            return
        answer = self._answers.get(event.stream)
        payload = self._payloads.pop(event.stream, b"")
        if answer and not answer.done():
            if event.error:
                answer.set_exception(event.error)
            else:
                answer.set_result(payload)

    def _fail(self, failure: Exception) -> None:
        self._is_open = False
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(failure)
        with contextlib.suppress(RuntimeError):  # Its loop may be over.
            self._writer.close()
            if self._reading and self._reading is not asyncio.current_task():
                self._reading.cancel()

    # Streams: who waits for a message reads, so that a slow reader slows the daemon down and not this process.

    async def begin(self, shape: Shape, method: Method[Any], payload: bytes, deadline: float) -> int:
        """Sends a request, and tells its stream."""
        stream, data = self._connection.begin(
            shape, method.service, method.name, payload, timeout_nanoseconds(deadline, time.monotonic()))
        await self._send(data, deadline)
        return stream

    async def send(self, stream: int, payload: bytes, deadline: float) -> None:
        """Sends a message of a client stream."""
        await self._send(self._connection.send(stream, payload), deadline, was_sent=True)

    async def half_close(self, stream: int, deadline: float) -> None:
        """Says that nothing more will be sent."""
        await self._send(self._connection.half_close(stream), deadline, was_sent=True)

    async def answer(self, stream: int, deadline: float) -> bytes:
        """Waits for the one answer of a client stream."""
        answer = b""
        while True:
            event = await self.next_event(stream, deadline)
            if isinstance(event, Message):
                answer = event.payload
            elif event.error:
                raise event.error
            else:
                return answer

    async def next_event(self, stream: int, deadline: float) -> WireEvent:
        """Waits for what comes next of a stream.

        Raises:
            Unanswered: the connection ended, or the deadline passed; the stream goes on then.
        """
        while True:
            while self._arrived:
                event = self._arrived.popleft()
                if event.stream == stream:
                    return event
            try:
                await until(deadline, self._receive())
            except asyncio.TimeoutError:
                raise Unanswered("no answer came in time", was_sent=True, is_late=True) from None

    def cancel(self, stream: int) -> None:
        """Gives a stream up and ends the connection."""
        self._write(self._connection.cancel(stream))
        self.close()

    # Bytes

    async def _receive(self) -> None:
        # What was read is kept before anything else is awaited: a reader that is cancelled here loses nothing.
        try:
            data = await self._reader.read(_PIECE_BYTES)
        except OSError as error:
            raise Unanswered(f"the connection ended: {error}", was_sent=True) from error
        if not data:
            raise Unanswered("the connection ended", was_sent=True)
        self._arrived += self._connection.receive(data)

    def _write(self, data: bytes) -> None:
        if data and self._is_open and not self._writer.is_closing():
            self._writer.write(data)

    async def _send(self, data: bytes, deadline: float, was_sent: bool = False) -> None:
        if not self._is_open or self._writer.is_closing():
            raise Unanswered("the connection ended", was_sent=was_sent)
        self._writer.write(data)
        if not self._writer.transport.get_write_buffer_size():
            return
        try:
            await until(deadline, self._writer.drain())
        except asyncio.TimeoutError:
            # Half a request may be in the kernel's hands: nothing else can follow it.
            self.close()
            raise Unanswered("the daemon did not take the request in time", was_sent=True, is_late=True) from None
        except OSError as error:
            self.close()
            raise Unanswered(f"the connection ended: {error}", was_sent=True) from error
