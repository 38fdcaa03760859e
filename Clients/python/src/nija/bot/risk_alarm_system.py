"""`bot.risk_alarm_system` on top of nijad."""
from __future__ import annotations

import threading
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Callable, Dict, List, Optional

import nija
from nija.bot import _daemon
from nija.bot._daemon import logger, number


class AlarmSeverity(Enum):
    """How bad it is."""

    INFO = "INFO"
    WARNING = "WARNING"
    CRITICAL = "CRITICAL"
    EMERGENCY = "EMERGENCY"


class AlarmCategory(Enum):
    """What it is about."""

    BALANCE = "BALANCE"
    DRAWDOWN = "DRAWDOWN"
    POSITION = "POSITION"
    TRADE_PERFORMANCE = "TRADE_PERFORMANCE"
    VOLATILITY = "VOLATILITY"
    SYSTEM = "SYSTEM"
    API = "API"
    STRATEGY = "STRATEGY"


@dataclass
class AlarmThreshold:
    """A rule that raises an alarm."""

    name: str
    category: str
    severity: str
    threshold_value: float
    comparison: str
    enabled: bool = True
    description: str = ""
    #: The figure that is compared; when empty, the one whose name the threshold's name ends with.
    metric: str = ""


@dataclass(frozen=True)
class Alarm:
    """One breach."""

    alarm_id: str
    timestamp: str
    severity: str
    category: str
    name: str
    message: str
    current_value: float
    threshold_value: float
    metadata: Dict[str, Any] = field(default_factory=dict)
    acknowledged: bool = False
    acknowledged_at: Optional[str] = None


# What may be compared besides the figures of a snapshot.
_OTHER_METRICS = ["balance", "balance_drop_percentage", "position_percentage", "consecutive_losses",
                  "balance_age_seconds"]
_METRICS = sorted([*nija.KpiSnapshot.__dataclass_fields__, *_OTHER_METRICS], key=len, reverse=True)
_BREACHED: Dict[nija.Comparison, Callable[[float, float], bool]] = {
    nija.Comparison.LT: lambda value, limit: value < limit,
    nija.Comparison.GT: lambda value, limit: value > limit,
    nija.Comparison.LTE: lambda value, limit: value <= limit,
    nija.Comparison.GTE: lambda value, limit: value >= limit,
    nija.Comparison.EQ: lambda value, limit: value == limit,
}


def _alarm(alarm: nija.Alarm) -> Alarm:
    return Alarm(
        alarm_id=alarm.alarm_id, timestamp=alarm.timestamp.isoformat() if alarm.timestamp else "",
        severity=alarm.severity.name, category=alarm.category.name, name=alarm.name, message=alarm.message,
        current_value=number(alarm.current_value), threshold_value=number(alarm.threshold_value),
        metadata=dict(alarm.metadata), acknowledged=alarm.acknowledged,
        acknowledged_at=alarm.acknowledged_at.isoformat() if alarm.acknowledged_at else None)


def _metric(threshold: AlarmThreshold) -> str:
    """The figure that a threshold is about: "custom_win_rate" is about "win_rate"."""
    if threshold.metric:
        return threshold.metric
    for metric in _METRICS:
        if threshold.name == metric or threshold.name.endswith("_" + metric):
            return metric
    raise ValueError(f"which figure is threshold {threshold.name!r} about? Give it a metric, such as 'win_rate'")


class RiskAlarmSystem:
    """Alarms, and the thresholds that raise them. The daemon watches them, whether this object lives or not."""

    def __init__(self) -> None:
        self._callbacks: List[Callable[[Alarm], None]] = []
        self._follower: Optional[threading.Thread] = None
        self._stream: Optional[nija.EventStream] = None

    # Thresholds

    def add_threshold(self, threshold: AlarmThreshold) -> None:
        """Creates or replaces a threshold of the account."""
        _daemon.client().put_threshold(
            name=threshold.name, account=_daemon.account(), category=nija.AlarmCategory[threshold.category],
            severity=nija.Severity[threshold.severity], metric=_metric(threshold),
            comparison=nija.Comparison[threshold.comparison.upper()], threshold_value=threshold.threshold_value,
            enabled=threshold.enabled, description=threshold.description)

    def check_threshold(
        self, name: str, current_value: float, metadata: Optional[Dict[str, Any]] = None,
    ) -> Optional[Alarm]:
        """Holds a value of the caller's against the threshold of a name, and reports a breach to the daemon."""
        n, account = _daemon.client(), _daemon.account()
        for threshold in n.list_thresholds(account=account).thresholds:
            if threshold.name != name or threshold.enabled is False or threshold.strategy:
                continue
            if _BREACHED[threshold.comparison](current_value, threshold.threshold_value):
                words = {key: str(value) for key, value in (metadata or {}).items()}
                return _alarm(n.raise_alarm(
                    name=name, account=account, severity=threshold.severity, category=threshold.category,
                    message=f"{threshold.description}: {current_value:g} (threshold {threshold.threshold_value:g})",
                    current_value=current_value, metadata={**words, "reported_by": "nija.bot"}).alarm)
        return None

    def check_balance_alarms(self, current_balance: float, peak_balance: float) -> None:
        """Reports a balance that breaches its thresholds, or has dropped far from its peak."""
        self.check_threshold("critical_balance", current_balance)
        self.check_threshold("low_balance", current_balance)
        if peak_balance > 0:
            self.check_threshold("balance_drop", (peak_balance - current_balance) / peak_balance * 100)

    def check_drawdown_alarms(self, current_drawdown: float, max_drawdown: float) -> None:
        """Reports a drawdown, in percent, that breaches its thresholds."""
        self.check_threshold("high_drawdown", current_drawdown)
        self.check_threshold("max_drawdown", current_drawdown)

    def check_performance_alarms(self, win_rate: float, profit_factor: float) -> None:
        """Reports a win rate, in percent, or profit factor that breaches its thresholds."""
        self.check_threshold("low_win_rate", win_rate)
        self.check_threshold("critical_win_rate", win_rate)
        self.check_threshold("low_profit_factor", profit_factor)

    def check_position_alarms(self, position_size_pct: float, total_exposure_pct: float) -> None:
        """Reports a position or an exposure, in percent of the balance, that breaches its thresholds."""
        self.check_threshold("excessive_position", position_size_pct)
        self.check_threshold("total_exposure_high", total_exposure_pct)

    # Alarms

    def get_active_alarms(self, severity: Optional[str] = None, category: Optional[str] = None) -> List[Alarm]:
        """The active alarms, worst first."""
        found = _daemon.client().list_active_alarms(
            account=_daemon.account(), severity=nija.Severity[severity or "UNSPECIFIED"],
            category=nija.AlarmCategory[category or "UNSPECIFIED"])
        return [_alarm(alarm) for alarm in found.alarms]

    def acknowledge_alarm(self, alarm_id: str) -> bool:
        """Notes that a person has seen an alarm; whether there is one of that id."""
        return self._if_found(lambda: _daemon.client().acknowledge_alarm(alarm_id), alarm_id)

    def clear_alarm(self, alarm_id: str) -> bool:
        """Ends an alarm; whether there is one of that id."""
        return self._if_found(lambda: _daemon.client().clear_alarm(alarm_id), alarm_id)

    def clear_all_acknowledged(self) -> None:
        """Ends every alarm that was acknowledged."""
        _daemon.client().clear_acknowledged(account=_daemon.account())

    def get_alarm_summary(self) -> Dict[str, Any]:
        """How many alarms there are."""
        summary = _daemon.client().get_alarm_summary(account=_daemon.account())
        last = summary.last_alarm.timestamp if summary.last_alarm else None
        return {
            "total_active": summary.total_active,
            "total_acknowledged": summary.total_acknowledged,
            "active_by_severity": dict(summary.active_by_severity),
            "active_by_category": dict(summary.active_by_category),
            "total_historical": summary.total_historical,
            "last_alarm": last.isoformat() if last else None,
        }

    @staticmethod
    def _if_found(act: Callable[[], object], alarm_id: str) -> bool:
        try:
            act()
        except nija.NotFound:
            logger.warning("there is no alarm %s", alarm_id)
            return False
        return True

    # Callbacks

    def register_callback(self, callback: Callable[[Alarm], None]) -> None:
        """Calls back for every alarm that is raised or gets worse from now on, in a thread of this object's."""
        self._callbacks.append(callback)
        if self._follower is None:
            # Opened here, so that nothing that happens after this call is missed.
            self._stream = _daemon.client().stream_alarms(account=_daemon.account())
            self._follower = threading.Thread(target=self._follow, args=(self._stream,), daemon=True)
            self._follower.start()

    def close(self) -> None:
        """Stops calling back."""
        if self._stream and self._follower:
            self._stream.close()
            self._follower.join()

    def _follow(self, stream: nija.EventStream) -> None:
        for event in stream:
            change = event.alarm
            if change and change.transition in (nija.AlarmTransition.RAISED, nija.AlarmTransition.ESCALATED):
                for callback in list(self._callbacks):
                    try:
                        callback(_alarm(change.alarm))
                    except Exception:
                        logger.exception("a callback failed on alarm %s", change.alarm.alarm_id)


_system: Optional[RiskAlarmSystem] = None


def get_risk_alarm_system(reset: bool = False) -> RiskAlarmSystem:
    """The alarm system of this process."""
    global _system
    if _system is None or reset:
        if _system:
            _system.close()
        _system = RiskAlarmSystem()
    return _system
