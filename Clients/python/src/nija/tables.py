"""Trades as a table. This is the only module that needs pandas."""
from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from enum import IntEnum
from typing import Any, Dict, Iterable, List

import pandas

from nija._generated.messages import Trade

#: What a table holds of a trade: all of its fields, one a column.
COLUMNS = [field.name for field in fields(Trade)]


def trades_frame(trades: Iterable[Trade], *, exact: bool = False) -> pandas.DataFrame:
    """A row a trade, by `trade_id`, in the sequence that they come in.

    Args:
        trades: the trades.
        exact: keep amounts as Decimal; floats otherwise.
    """
    rows: List[Dict[str, Any]] = [{name: _cell(getattr(trade, name), exact) for name in COLUMNS} for trade in trades]
    frame = pandas.DataFrame(rows, columns=COLUMNS)
    for name in ("entry_time", "exit_time", "recorded_at", "voided_at"):
        frame[name] = pandas.to_datetime(frame[name], utc=True)
    return frame.set_index("trade_id")


def _cell(value: Any, exact: bool) -> Any:
    if isinstance(value, IntEnum):
        return value.name
    if isinstance(value, Decimal) and not exact:
        return float(value)
    if isinstance(value, tuple):
        return list(value)
    return value
