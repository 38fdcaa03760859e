"""`bot.kpi_tracker` on top of nijad."""
from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timezone
from typing import Any, Dict, List, Optional

import nija
from nija.bot import _daemon
from nija.bot._daemon import number


@dataclass(frozen=True)
class KPISnapshot:
    """Every figure at one point of the ledger. One without a value is NaN."""

    timestamp: str
    total_trades: int
    winning_trades: int
    losing_trades: int
    win_rate: float
    profit_factor: float
    total_profit: float
    total_loss: float
    net_profit: float
    total_fees: float
    average_win: float
    average_loss: float
    sharpe_ratio: float
    sortino_ratio: float
    max_drawdown: float
    current_drawdown: float
    calmar_ratio: float
    expectancy: float
    risk_reward_ratio: float
    profit_per_trade: float
    roi_percentage: float
    trades_per_day: float
    active_days: int
    account_balance: float
    account_equity: float
    account_growth: float
    active_strategies: int
    best_strategy: str
    worst_strategy: str


_COUNTS = ("total_trades", "winning_trades", "losing_trades", "active_days", "active_strategies", "best_strategy",
           "worst_strategy")


def _snapshot(kpis: nija.KpiSnapshot) -> KPISnapshot:
    values: Dict[str, Any] = {"timestamp": _instant(kpis.timestamp)}
    for field in fields(KPISnapshot)[1:]:
        value = getattr(kpis, field.name)
        values[field.name] = value if field.name in _COUNTS else number(value)
    return KPISnapshot(**values)


def _instant(time: Optional[datetime]) -> str:
    return (time or datetime.now(timezone.utc)).isoformat()


class KPITracker:
    """Records trades and balances, and reads figures."""

    def __init__(self, data_dir: Optional[str] = None, initial_capital: Optional[float] = None) -> None:
        #: Where exports go; a directory of its own below the system's temporary one when None.
        self.data_dir = data_dir or os.path.join(tempfile.gettempdir(), "nija_kpis")
        _daemon.open_account(initial_capital)

    def record_trade(
        self, symbol: str, strategy: str, profit: float, fees: float = 0.0, is_win: Optional[bool] = None,
        entry_price: float = 0.0, exit_price: float = 0.0, position_size: float = 0.0,
    ) -> nija.Trade:
        """Records a trade; a price or size of 0 is one that is not known."""
        return _daemon.client().record_trade(
            account=_daemon.account(), symbol=symbol, strategy=strategy, profit=profit, fees=fees, is_win=is_win,
            entry_price=entry_price or None, exit_price=exit_price or None, quantity=position_size or None,
        ).trade

    def update_balance(self, balance: float, equity: float) -> None:
        """Reports what the account is worth."""
        _daemon.client().update_balance(balance, account=_daemon.account(), equity=equity)

    def calculate_kpis(self, current_balance: float, current_equity: float) -> KPISnapshot:
        """Reports what the account is worth, and reads the figures."""
        self.update_balance(current_balance, current_equity)
        return self._current()

    def get_kpi_summary(self) -> Dict[str, Any]:
        """The figures by their names."""
        return asdict(self._current())

    def get_kpi_trends(self, days: int = 30) -> Dict[str, List[Any]]:
        """How the main figures moved, a value a day."""
        points = _daemon.client().get_kpi_trends(account=_daemon.account(), days=days).points
        return {
            "timestamps": [point.day for point in points],
            "win_rate": [number(point.win_rate) for point in points],
            "profit_factor": [number(point.profit_factor) for point in points],
            "sharpe_ratio": [number(point.sharpe_ratio) for point in points],
            "account_equity": [number(point.equity) for point in points],
            "drawdown": [number(point.drawdown) for point in points],
            "roi": [number(point.roi_percentage) for point in points],
        }

    def export_kpis(self, output_file: Optional[str] = None) -> str:
        """Writes the daemon's report, as JSON, and tells where."""
        return export(self.data_dir, "kpi_export", output_file)

    @staticmethod
    def _current() -> KPISnapshot:
        return _snapshot(_daemon.client().get_kpi_summary(account=_daemon.account()).kpis)


def export(folder: str, name: str, path: Optional[str] = None, extra: Optional[Dict[str, Any]] = None) -> str:
    """Writes the daemon's report with what else there is to say, as JSON, and tells where."""
    pieces = _daemon.client().export_kpis(account=_daemon.account(), format=nija.ExportFormat.JSON)
    report = json.loads(b"".join(piece.content for piece in pieces))
    if path is None:
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, f"{name}_{datetime.now():%Y%m%d_%H%M%S}.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({**report, **(extra or {})}, file, indent=2)
    return path


_tracker: Optional[KPITracker] = None


def get_kpi_tracker(initial_capital: Optional[float] = None, reset: bool = False) -> KPITracker:
    """The tracker of this process; the capital is for its making."""
    global _tracker
    if _tracker is None or reset:
        _tracker = KPITracker(initial_capital=initial_capital)
    return _tracker
