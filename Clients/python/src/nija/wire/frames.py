"""Frames: ten bytes of header and up to 4 MiB of data."""
from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Iterator

from nija.errors import ProtocolViolation

REQUEST, RESPONSE, DATA, CANCEL = 0x01, 0x02, 0x03, 0x10
REMOTE_CLOSED, REMOTE_OPEN, NO_DATA = 0x01, 0x02, 0x04

#: Largest data of a frame, in bytes.
DATA_BYTES_MAX = 4 << 20

_HEADER = struct.Struct(">IIBB")


@dataclass(frozen=True)
class Frame:
    """One frame."""

    stream: int
    kind: int
    flags: int = 0
    data: bytes = b""

    def encode(self) -> bytes:
        """The bytes on the wire."""
        return _HEADER.pack(len(self.data), self.stream, self.kind, self.flags) + self.data


class FrameDecoder:
    """Cuts a stream of bytes into frames, however they arrive."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Takes in bytes and yields the frames that they complete.

        Raises:
            ProtocolViolation: a length beyond the limit; what follows cannot be read.
        """
        self._buffer += data
        place = 0
        try:
            while len(self._buffer) - place >= _HEADER.size:
                length, stream, kind, flags = _HEADER.unpack_from(self._buffer, place)
                if length > DATA_BYTES_MAX:
                    raise ProtocolViolation(f"a frame declares {length} bytes; the limit is {DATA_BYTES_MAX}")
                start, end = place + _HEADER.size, place + _HEADER.size + length
                if len(self._buffer) < end:
                    return
                place = end
                yield Frame(stream, kind, flags, bytes(self._buffer[start:end]))
        finally:
            del self._buffer[:place]

    @property
    def is_inside_frame(self) -> bool:
        """Whether a frame has begun and not ended."""
        return bool(self._buffer)
