"""What a method is: its name, its messages, and whether it may be repeated."""
from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Any, Callable, Generic, List, Tuple, Type, TypeVar

from nija.errors import ProtocolViolation

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Method(Generic[Answer]):
    """A method of a service, whose answers read as `Answer`."""

    #: Full name of the service ("nija.v1.TradeService").
    service: str
    #: Name of the method ("RecordTrade").
    name: str
    #: The class of its requests, made by protoc.
    request: Type[Any]
    #: The class of its answers, made by protoc.
    response: Type[Any]
    #: Makes a value of an answer.
    read: Callable[[Any], Answer]
    #: It changes nothing.
    is_read: bool
    #: Paths of the fields that make a repetition harmless.
    retry_ids: Tuple[str, ...] = ()

    @property
    def is_repeatable(self) -> bool:
        """Whether it may be sent again when nobody knows what became of it."""
        return self.is_read or bool(self.retry_ids)

    def decode(self, answer: bytes) -> Answer:
        """The value of an answer.

        Raises:
            ProtocolViolation: it is not one.
        """
        try:
            return self.read(self.response.FromString(answer))
        except Exception as unreadable:  # protobuf's DecodeError is another class in each of its implementations
            raise ProtocolViolation(f"an answer of {self.name} cannot be read: {unreadable}") from unreadable

    def fill_ids(self, request: Any) -> List[str]:
        """Gives the request the ids it lacks, and returns all that it has."""
        found: List[str] = []
        for path in self.retry_ids:
            *outer, name = path.split(".")
            holders = [request]
            for step in outer:
                inner = [getattr(holder, step) for holder in holders]
                holders = [each for value in inner for each in (value if hasattr(value, "add") else [value])]
            for holder in holders:
                if not getattr(holder, name):
                    setattr(holder, name, make_id())
                found.append(getattr(holder, name))
        return found


class Unary(Method[Answer]):
    """One request, one answer."""


@dataclass(frozen=True)
class ServerStream(Method[Answer]):
    """One request, a stream of answers."""

    #: Without a sequence it begins with what happens next, not with how things are.
    is_pinned: bool = False


class ClientStream(Method[Answer]):
    """A stream of requests, one answer."""


def make_id() -> str:
    """An id that nobody else makes: the time, the process and 64 random bits."""
    return f"{time.time_ns():x}-{os.getpid():x}-{os.urandom(8).hex()}"
