"""What mypy must accept of a bot, and what it must refuse; `test` runs mypy over it, nobody else."""
from datetime import datetime, timedelta
from decimal import Decimal
from typing import List, Optional

import nija


def accepted() -> None:
    with nija.connect("/run/nija/nijad.sock", timeout=1.0) as n:
        answer = n.record_trade(symbol="BTC-USD", strategy="S", profit="50.0", fees=1, side=nija.Side.LONG)
        net: Decimal = answer.trade.net_profit
        opened: Optional[datetime] = answer.trade.entry_time
        n.record_trade(nija.Trade(symbol="X", strategy="S", profit=Decimal(1)), strict=True)
        n.record_trades(nija.Trade(symbol="X", strategy="S", profit=Decimal(number)) for number in range(3))
        rate: Optional[float] = n.get_kpi_summary(strategy="S").kpis.win_rate
        names: List[str] = [alarm.name for alarm in n.list_active_alarms(min_severity=nija.Severity.WARNING).alarms]
        with n.stream_trades(after_sequence=0, heartbeat_interval=timedelta(seconds=1)) as events:
            for event in events:
                recorded: Optional[nija.Trade] = event.trade_recorded
        for trade in n.iter_trades(symbol="X"):
            print(trade.tags[0], net, opened, rate, names, recorded)


async def accepted_async() -> None:
    async with nija.connect_async() as n:
        answer: nija.RecordTradeResponse = await n.record_trade(symbol="X", strategy="S", profit=Decimal(1))
        async for trade in n.iter_trades(strategy="S"):
            print(trade.profit + answer.trade.profit)
        async with n.subscribe(topics=[nija.Topic.TRADES]) as events:
            first: Optional[nija.Event] = await events.next(timeout=1)
            print(first)


def refused(n: nija.Client) -> None:
    n.record_trade(symbol="X", strategy="S")  # type: ignore[call-overload]
    n.record_trade(symbol="X", strategy="S", profit=1, side="LONG")  # type: ignore[call-overload]
    n.get_trade(trade_id=7)  # type: ignore[arg-type]
    n.get_trade("t", colour="red")  # type: ignore[call-arg]
    n.record_trade(symbol="X", strategy="S", profit=1).trade.quantity + 1  # type: ignore[operator]
