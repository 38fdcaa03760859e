"""One connection as a state machine: calls begun go out as bytes, bytes that come in are events of calls."""
from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Dict, List, Optional, Tuple, Union

from nija.errors import ProtocolViolation, Refused, ResourceExhausted, refusal
from nija.ttrpc import envelope_pb2
from nija.wire.frames import (
    CANCEL, DATA, DATA_BYTES_MAX, NO_DATA, REMOTE_CLOSED, REMOTE_OPEN, REQUEST, RESPONSE, Frame, FrameDecoder,
)


class Shape(enum.Enum):
    """Who streams in a call."""

    UNARY = "unary"
    SERVER_STREAM = "server stream"
    CLIENT_STREAM = "client stream"
    BOTH_WAYS = "both ways"

    @property
    def client_streams(self) -> bool:
        """Whether the client sends messages after the request."""
        return self in (Shape.CLIENT_STREAM, Shape.BOTH_WAYS)

    @property
    def server_streams(self) -> bool:
        """Whether the server sends messages, not one answer."""
        return self in (Shape.SERVER_STREAM, Shape.BOTH_WAYS)

    @property
    def flags(self) -> int:
        """The flags of its request."""
        if self.client_streams:
            return REMOTE_OPEN
        return REMOTE_CLOSED if self.server_streams else 0


@dataclass(frozen=True)
class Message:
    """A message of a call came."""

    stream: int
    payload: bytes


@dataclass(frozen=True)
class Ended:
    """A call has ended, well or with an error; nothing more comes of it."""

    stream: int
    error: Optional[Refused] = None


WireEvent = Union[Message, Ended]


@dataclass
class _Call:
    shape: Shape
    is_open: bool
    """This side may still send."""


class ClientConnection:
    """The client's side of a connection.

    A call that is not in `_calls` is closed: ended by the server, or cancelled here. What still arrives for such a call
    crossed with the cancel and is ignored; what arrives for one that never was is a violation.
    """

    def __init__(self) -> None:
        self._decoder = FrameDecoder()
        self._calls: Dict[int, _Call] = {}
        self._next_stream = 1

    @property
    def is_idle(self) -> bool:
        """No call is open."""
        return not self._calls

    @property
    def is_exhausted(self) -> bool:
        """Its ids are used up; the next call needs a new connection."""
        return self._next_stream > 0xFFFFFFFF

    def begin(
        self, shape: Shape, service: str, method: str, payload: bytes = b"", timeout_nanoseconds: int = 0,
    ) -> Tuple[int, bytes]:
        """Begins a call: its stream id, and what to send.

        Raises:
            ResourceExhausted: the request does not fit in a frame; nothing was begun.
        """
        envelope = envelope_pb2.Request(
            service=service, method=method, payload=payload, timeout_nano=timeout_nanoseconds)
        data = _fitting(envelope.SerializeToString())
        stream = self._next_stream
        self._next_stream += 2
        self._calls[stream] = _Call(shape, is_open=shape.client_streams)
        return stream, Frame(stream, REQUEST, shape.flags, data).encode()

    def send(self, stream: int, payload: bytes) -> bytes:
        """A message of a client stream, for sending; nothing when the call has ended meanwhile.

        Raises:
            ResourceExhausted: the message does not fit in a frame.
        """
        call = self._calls.get(stream)
        return Frame(stream, DATA, 0, _fitting(payload)).encode() if call and call.is_open else b""

    def half_close(self, stream: int) -> bytes:
        """The end of a client stream, for sending; its answer is still to come."""
        call = self._calls.get(stream)
        if not call or not call.is_open:
            return b""
        call.is_open = False
        return Frame(stream, DATA, REMOTE_CLOSED | NO_DATA).encode()

    def cancel(self, stream: int) -> bytes:
        """Gives a call up, for sending; nothing when it has ended."""
        return Frame(stream, CANCEL).encode() if self._calls.pop(stream, None) else b""

    def receive(self, data: bytes) -> List[WireEvent]:
        """What bytes from the server say.

        Raises:
            ProtocolViolation: the connection must be closed.
        """
        return [event for frame in self._decoder.feed(data) for event in self._on_frame(frame)]

    def _on_frame(self, frame: Frame) -> List[WireEvent]:
        if frame.kind not in (RESPONSE, DATA):
            return []
        call = self._calls.get(frame.stream)
        if call is None:
            if frame.stream % 2 == 0 or frame.stream >= self._next_stream:
                raise ProtocolViolation(f"a frame is for stream {frame.stream}, which was never opened")
            return []
        return self._on_response(call, frame) if frame.kind == RESPONSE else self._on_data(call, frame)

    def _on_response(self, call: _Call, frame: Frame) -> List[WireEvent]:
        del self._calls[frame.stream]
        try:
            envelope = envelope_pb2.Response.FromString(frame.data)
            error = refusal(envelope.status) if envelope.status.code else None
        except Exception as unreadable:  # protobuf's DecodeError is another class in each of its implementations
            raise ProtocolViolation(f"the response on stream {frame.stream} cannot be read") from unreadable
        if error or call.shape.server_streams:
            return [Ended(frame.stream, error)]
        return [Message(frame.stream, envelope.payload), Ended(frame.stream)]

    def _on_data(self, call: _Call, frame: Frame) -> List[WireEvent]:
        if not call.shape.server_streams:
            raise ProtocolViolation(f"stream {frame.stream} has one answer and got a message of a stream")
        events: List[WireEvent] = []
        if not frame.flags & NO_DATA:
            events.append(Message(frame.stream, frame.data))
        if frame.flags & REMOTE_CLOSED:
            del self._calls[frame.stream]
            events.append(Ended(frame.stream))
        return events


def _fitting(data: bytes) -> bytes:
    if len(data) > DATA_BYTES_MAX:
        message = f"the request is {len(data)} bytes; the limit is {DATA_BYTES_MAX}"
        raise ResourceExhausted(8, message, "FRAME_TOO_LARGE")
    return data
