"""Between Python's values and those of the wire: exact decimals as text, instants and spans of time."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Dict, Optional, Type, TypeVar, Union

from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

#: What is taken where an exact decimal is wanted. A float stands for the shortest decimal that reads back as it.
DecimalLike = Union[Decimal, int, str, float]

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND = timedelta(microseconds=1)
# Past this many digits the daemon refuses a decimal anyway; it is not written out for that.
_PLACES = 64

Resource = TypeVar("Resource")


def decimal_text(value: Optional[DecimalLike]) -> str:
    """The text of a decimal, without an exponent; empty for None.

    What cannot be a decimal goes out as it is, for the daemon names every bad field at once.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact.is_finite() or abs(exact.adjusted()) > _PLACES:
        return str(exact)
    return format(exact, "f")


def optional_decimal_text(value: Optional[DecimalLike]) -> Optional[str]:
    """As `decimal_text`, where None means that nothing is sent."""
    return None if value is None else decimal_text(value)


def decimal(text: str) -> Decimal:
    """The decimal of an answer; not a number where the daemon sent none."""
    return Decimal(text) if text else Decimal("NaN")


def optional_decimal(text: str) -> Optional[Decimal]:
    """The decimal of an answer; None where there is none."""
    return Decimal(text) if text else None


def timestamp_message(value: Optional[datetime]) -> Optional[Timestamp]:
    """An instant for the wire.

    Raises:
        ValueError: without a time zone nobody knows which instant it is.
    """
    if value is None:
        return None
    if value.utcoffset() is None:
        raise ValueError(f"{value!r} has no time zone: use datetime.now(timezone.utc), or replace(tzinfo=…)")
    microseconds = (value - _EPOCH) // _MICROSECOND
    return Timestamp(seconds=microseconds // 1_000_000, nanos=microseconds % 1_000_000 * 1000)


def datetime_of(message: Timestamp) -> datetime:
    """An instant in UTC, rounded down to the microsecond."""
    return _EPOCH + timedelta(seconds=message.seconds, microseconds=message.nanos // 1000)


def duration_message(value: Optional[timedelta]) -> Optional[Duration]:
    """A span of time for the wire."""
    if value is None:
        return None
    microseconds = value // _MICROSECOND
    sign = -1 if microseconds < 0 else 1
    seconds, rest = divmod(abs(microseconds), 1_000_000)
    return Duration(seconds=sign * seconds, nanos=sign * rest * 1000)


def timedelta_of(message: Duration) -> timedelta:
    """A span of time, rounded towards zero to the microsecond."""
    return timedelta(seconds=message.seconds, microseconds=int(message.nanos / 1000))


def given(kind: Type[Resource], value: Optional[Resource], fields: Dict[str, Any]) -> Resource:
    """The resource of a call that takes it whole or by its fields.

    Raises:
        TypeError: both were given, or a required field was not.
    """
    if value is None:
        return kind(**fields)
    if fields:
        raise TypeError(f"give either a {kind.__name__} or its fields, not both: {', '.join(sorted(fields))}")
    return value
