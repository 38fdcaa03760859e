"""A socket with a connection's state machine behind it."""
from __future__ import annotations

import math
import socket
import time
from collections import deque
from typing import Any, Deque

from nija.errors import ProtocolViolation, Unreachable
from nija.methods import Method
from nija.retrying import Unanswered, timeout_nanoseconds
from nija.wire.connection import ClientConnection, Message, Shape, WireEvent

_PIECE_BYTES = 1 << 16


class Channel:
    """One connection, used by one thread at a time, for one call at a time."""

    def __init__(self, path: str, deadline: float = math.inf) -> None:
        """Connects.

        Raises:
            Unreachable: nobody listens, or the kernel does not let this process in.
            Unanswered: the deadline passed.
        """
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._connection = ClientConnection()
        self._arrived: Deque[WireEvent] = deque()
        try:
            self._set_timeout(deadline)
            self._socket.connect(path)
        except socket.timeout:
            self._socket.close()
            raise Unanswered(f"{path} took no connection in time", was_sent=False, is_late=True) from None
        except OSError as error:
            self._socket.close()
            raise Unreachable(f"cannot reach {path}: {error}") from error

    def close(self) -> None:
        """Ends the connection; a thread that waits in it is woken."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # The other side was faster.
        self._socket.close()

    def abandon(self) -> None:
        """Lets go of a connection that another process goes on with."""
        self._socket.close()

    @property
    def is_usable(self) -> bool:
        """Whether another call may begin on it."""
        return self._socket.fileno() >= 0 and not self._connection.is_exhausted

    # Calls

    def call(self, method: Method[Any], payload: bytes, deadline: float) -> bytes:
        """A unary call.

        Raises:
            Refused: the daemon's answer is an error.
            Unanswered: there is no answer.
            ProtocolViolation: the answer is not one.
        """
        stream = self.begin(Shape.UNARY, method, payload, deadline)
        return self.answer(stream, deadline)

    def answer(self, stream: int, deadline: float) -> bytes:
        """Waits for the one answer of a call."""
        answer = b""
        while True:
            event = self.next_event(stream, deadline)
            if isinstance(event, Message):
                answer = event.payload
            elif event.error:
                raise event.error
            else:
                return answer

    def begin(self, shape: Shape, method: Method[Any], payload: bytes, deadline: float) -> int:
        """Sends a request, and tells its stream."""
        now = time.monotonic()
        stream, data = self._connection.begin(
            shape, method.service, method.name, payload, timeout_nanoseconds(deadline, now))
        try:
            self._send(data, deadline)
        except BaseException:
            # The request is not whole, so nothing came of it; nor can anything else be sent. This holds for an
            # interrupt from the keyboard as well.
            self.close()
            raise
        return stream

    def send(self, stream: int, payload: bytes, deadline: float) -> None:
        """Sends a message of a client stream."""
        self._send_begun(self._connection.send(stream, payload), deadline)

    def half_close(self, stream: int, deadline: float) -> None:
        """Says that nothing more will be sent."""
        self._send_begun(self._connection.half_close(stream), deadline)

    def _send_begun(self, data: bytes, deadline: float) -> None:
        try:
            self._send(data, deadline)
        except Unanswered as error:
            self.close()
            raise Unanswered(str(error), was_sent=True, is_late=error.is_late) from error

    def cancel(self, stream: int) -> None:
        """Gives a call up."""
        try:
            self._send(self._connection.cancel(stream), time.monotonic() + 1)
        except Unanswered:
            self.close()

    def next_event(self, stream: int, deadline: float) -> WireEvent:
        """Waits for what comes next of a call.

        Raises:
            Unanswered: the connection ended, or the deadline passed; the call goes on then.
        """
        while True:
            while self._arrived:
                event = self._arrived.popleft()
                if event.stream == stream:
                    return event
            self._receive(deadline)

    # Bytes

    def _send(self, data: bytes, deadline: float) -> None:
        try:
            self._set_timeout(deadline)
            self._socket.sendall(data)
        except socket.timeout:
            raise Unanswered("the daemon did not take the request in time", was_sent=False, is_late=True) from None
        except OSError as error:
            raise Unanswered(f"the connection ended: {error}", was_sent=False) from error

    def _receive(self, deadline: float) -> None:
        try:
            self._set_timeout(deadline)
            data = self._socket.recv(_PIECE_BYTES)
        except socket.timeout:
            raise Unanswered("no answer came in time", was_sent=True, is_late=True) from None
        except OSError as error:
            raise Unanswered(f"the connection ended: {error}", was_sent=True) from error
        if not data:
            self._socket.close()
            raise Unanswered("the connection ended", was_sent=True)
        try:
            self._arrived += self._connection.receive(data)
        except ProtocolViolation:
            self.close()
            raise

    def _set_timeout(self, deadline: float) -> None:
        if math.isinf(deadline):
            self._socket.settimeout(None)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise socket.timeout
        self._socket.settimeout(left)
