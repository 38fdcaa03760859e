"""The blocking client."""
from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from nija._blocking.channel import Channel
from nija._generated.blocking import Methods
from nija.errors import Unreachable
from nija.retrying import Unanswered

if TYPE_CHECKING:
    import pandas


class Client(Methods):
    """A daemon, asked by blocking calls. Make one with `nija.connect`; threads may share it."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__(path, timeout)
        try:
            self._channel = Channel(path, time.monotonic() + timeout)
        except Unanswered as failure:
            raise Unreachable(str(failure)) from failure

    def trades_frame(self, *, exact: bool = False, **conditions: Any) -> pandas.DataFrame:
        """The trades that `iter_trades` finds, as a table of pandas.

        Args:
            exact: keep amounts as Decimal; floats otherwise.
            conditions: the arguments of `iter_trades`.

        Raises:
            ImportError: pandas is not installed.
        """
        from nija.tables import trades_frame

        return trades_frame(self.iter_trades(**conditions), exact=exact)
