"""The client for asyncio."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nija._generated.asynchronous import AsyncMethods

if TYPE_CHECKING:
    import pandas


class AsyncClient(AsyncMethods):
    """A daemon, asked by coroutines. Make one with `nija.connect_async`; it belongs to one event loop."""

    async def trades_frame(self, *, exact: bool = False, **conditions: Any) -> pandas.DataFrame:
        """The trades that `iter_trades` finds, as a table of pandas.

        Args:
            exact: keep amounts as Decimal; floats otherwise.
            conditions: the arguments of `iter_trades`.

        Raises:
            ImportError: pandas is not installed.
        """
        from nija.tables import trades_frame

        return trades_frame([trade async for trade in self.iter_trades(**conditions)], exact=exact)
