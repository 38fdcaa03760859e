"""Enumerations that later daemons may add to."""
from __future__ import annotations

from enum import IntEnum
from typing import Optional


class OpenEnum(IntEnum):
    """An enumeration that takes values it does not know, as a newer daemon may send them."""

    @classmethod
    def _missing_(cls, value: object) -> Optional[OpenEnum]:
        if not isinstance(value, int):
            return None
        member = int.__new__(cls, value)
        member._name_ = f"UNKNOWN_{value}"
        member._value_ = value
        return member
