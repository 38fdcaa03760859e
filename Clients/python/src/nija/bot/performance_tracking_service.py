"""`bot.performance_tracking_service` on top of nijad."""
from __future__ import annotations

import os
import tempfile
import threading
import time
from datetime import datetime, timezone
from typing import Any, Callable, Dict, Optional

import nija
from nija.bot import _daemon
from nija.bot._daemon import logger
from nija.bot.kpi_tracker import KPITracker, export, get_kpi_tracker
from nija.bot.risk_alarm_system import get_risk_alarm_system

Provider = Callable[[], float]


class PerformanceTrackingService:
    """Reports balances to the daemon at intervals. Figures and alarms are the daemon's, and current at any time."""

    def __init__(
        self, initial_capital: Optional[float] = None, update_interval_seconds: float = 300,
        kpi_calculation_interval_seconds: float = 3600, alarm_check_interval_seconds: float = 60,
    ) -> None:
        self.update_interval = update_interval_seconds
        self.kpi_interval = kpi_calculation_interval_seconds
        self.alarm_interval = alarm_check_interval_seconds
        self.kpi_tracker: KPITracker = get_kpi_tracker(initial_capital=initial_capital)
        self.alarm_system = get_risk_alarm_system()
        self.balance_provider: Optional[Provider] = None
        self.equity_provider: Optional[Provider] = None
        self.updates_count = 0
        self.kpi_calculations_count = 0
        self._last: Dict[str, Optional[str]] = {"last_update": None, "last_kpi_calculation": None}
        self._started = 0.0
        self._thread: Optional[threading.Thread] = None
        self._stopping = threading.Event()

    @property
    def running(self) -> bool:
        """Whether balances are being reported."""
        return self._thread is not None

    def set_balance_provider(self, provider: Provider) -> None:
        """Sets who is asked for the balance."""
        self.balance_provider = provider

    def set_equity_provider(self, provider: Provider) -> None:
        """Sets who is asked for the equity; the balance stands for it otherwise."""
        self.equity_provider = provider

    def record_trade(
        self, symbol: str, strategy: str, profit: float, fees: float = 0.0, is_win: Optional[bool] = None,
        entry_price: float = 0.0, exit_price: float = 0.0, position_size: float = 0.0,
    ) -> nija.Trade:
        """Records a trade."""
        return self.kpi_tracker.record_trade(
            symbol, strategy, profit, fees, is_win, entry_price, exit_price, position_size)

    def start(self) -> None:
        """Reports the balance now and at every interval, in a thread of its own."""
        if self._thread is None:
            self._stopping.clear()
            self._started = time.monotonic()
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ends that."""
        thread, self._thread = self._thread, None
        if thread:
            self._stopping.set()
            thread.join()

    def get_status(self) -> Dict[str, Any]:
        """What this service has done. Alarm checks are the daemon's, which makes them on every event."""
        return {
            "running": self.running,
            "uptime_seconds": time.monotonic() - self._started if self.running else 0.0,
            "updates_count": self.updates_count,
            "kpi_calculations_count": self.kpi_calculations_count,
            "alarm_checks_count": _daemon.client().get_status().alarm_checks_count,
            **self._last,
            "intervals": {"update": self.update_interval, "kpi_calculation": self.kpi_interval,
                          "alarm_check": self.alarm_interval},
        }

    def get_current_summary(self) -> Dict[str, Any]:
        """Figures, alarms and service together."""
        return {
            "timestamp": _now(),
            "service": self.get_status(),
            "kpis": self.kpi_tracker.get_kpi_summary(),
            "alarms": self.alarm_system.get_alarm_summary(),
        }

    def export_report(self, output_dir: Optional[str] = None) -> str:
        """Writes the daemon's report with alarms and service, as JSON, and tells where."""
        folder = output_dir or os.path.join(tempfile.gettempdir(), "nija_reports")
        names = ("alarm_id", "severity", "category", "name", "message", "timestamp")
        alarms = [{name: getattr(alarm, name) for name in names} for alarm in self.alarm_system.get_active_alarms()]
        return export(folder, "performance_report", extra={
            "report_date": _now(), "service_status": self.get_status(),
            "alarm_summary": self.alarm_system.get_alarm_summary(), "active_alarms": alarms})

    def _run(self) -> None:
        calculation_due = time.monotonic()
        while not self._stopping.is_set():
            try:
                self._report()
                if time.monotonic() >= calculation_due:
                    self.kpi_tracker.get_kpi_summary()
                    self.kpi_calculations_count += 1
                    self._last["last_kpi_calculation"] = _now()
                    calculation_due += self.kpi_interval
            except Exception:
                # A broker that does not answer now may answer at the next interval.
                logger.exception("the balance could not be reported")
            self._stopping.wait(self.update_interval)

    def _report(self) -> None:
        if self.balance_provider is None:
            return
        balance = self.balance_provider()
        self.kpi_tracker.update_balance(balance, self.equity_provider() if self.equity_provider else balance)
        self.updates_count += 1
        self._last["last_update"] = _now()


def _now() -> str:
    return datetime.now(timezone.utc).isoformat()


_service: Optional[PerformanceTrackingService] = None


def get_tracking_service(
    initial_capital: Optional[float] = None, reset: bool = False,
) -> PerformanceTrackingService:
    """The service of this process; the capital is for its making."""
    global _service
    if _service is None or reset:
        if _service:
            _service.stop()
        _service = PerformanceTrackingService(initial_capital=initial_capital)
    return _service
