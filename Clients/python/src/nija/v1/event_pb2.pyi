from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import account_pb2 as _account_pb2
from nija.v1 import alarm_pb2 as _alarm_pb2
from nija.v1 import common_pb2 as _common_pb2
from nija.v1 import compliance_pb2 as _compliance_pb2
from nija.v1 import fill_pb2 as _fill_pb2
from nija.v1 import kpi_pb2 as _kpi_pb2
from nija.v1 import market_pb2 as _market_pb2
from nija.v1 import portfolio_pb2 as _portfolio_pb2
from nija.v1 import position_pb2 as _position_pb2
from nija.v1 import strategy_pb2 as _strategy_pb2
from nija.v1 import trade_pb2 as _trade_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Event(_message.Message):
    __slots__ = ["account", "account_changed", "alarm", "balance", "cash_flow", "compliance_rule", "exit_rules", "fill_recorded", "going_away", "heartbeat", "kpis", "portfolio", "position", "price", "sequence", "silence", "strategy", "threshold", "time", "trade_recorded", "trade_voided"]
    ACCOUNT_CHANGED_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ALARM_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    CASH_FLOW_FIELD_NUMBER: _ClassVar[int]
    COMPLIANCE_RULE_FIELD_NUMBER: _ClassVar[int]
    EXIT_RULES_FIELD_NUMBER: _ClassVar[int]
    FILL_RECORDED_FIELD_NUMBER: _ClassVar[int]
    GOING_AWAY_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_FIELD_NUMBER: _ClassVar[int]
    KPIS_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SILENCE_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    TRADE_RECORDED_FIELD_NUMBER: _ClassVar[int]
    TRADE_VOIDED_FIELD_NUMBER: _ClassVar[int]
    account: str
    account_changed: _account_pb2.Account
    alarm: _alarm_pb2.AlarmEvent
    balance: _account_pb2.BalanceReport
    cash_flow: _account_pb2.CashFlow
    compliance_rule: _compliance_pb2.ComplianceRule
    exit_rules: ExitRulesChange
    fill_recorded: _fill_pb2.Fill
    going_away: GoingAway
    heartbeat: Heartbeat
    kpis: _kpi_pb2.KpiSnapshot
    portfolio: _portfolio_pb2.Portfolio
    position: _position_pb2.PositionEvent
    price: _market_pb2.Price
    sequence: int
    silence: _alarm_pb2.Silence
    strategy: _strategy_pb2.StrategyEvent
    threshold: ThresholdChange
    time: _timestamp_pb2.Timestamp
    trade_recorded: _trade_pb2.Trade
    trade_voided: _trade_pb2.Trade
    def __init__(self, sequence: _Optional[int] = ..., time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., account: _Optional[str] = ..., trade_recorded: _Optional[_Union[_trade_pb2.Trade, _Mapping]] = ..., trade_voided: _Optional[_Union[_trade_pb2.Trade, _Mapping]] = ..., alarm: _Optional[_Union[_alarm_pb2.AlarmEvent, _Mapping]] = ..., strategy: _Optional[_Union[_strategy_pb2.StrategyEvent, _Mapping]] = ..., balance: _Optional[_Union[_account_pb2.BalanceReport, _Mapping]] = ..., cash_flow: _Optional[_Union[_account_pb2.CashFlow, _Mapping]] = ..., account_changed: _Optional[_Union[_account_pb2.Account, _Mapping]] = ..., kpis: _Optional[_Union[_kpi_pb2.KpiSnapshot, _Mapping]] = ..., threshold: _Optional[_Union[ThresholdChange, _Mapping]] = ..., silence: _Optional[_Union[_alarm_pb2.Silence, _Mapping]] = ..., position: _Optional[_Union[_position_pb2.PositionEvent, _Mapping]] = ..., price: _Optional[_Union[_market_pb2.Price, _Mapping]] = ..., exit_rules: _Optional[_Union[ExitRulesChange, _Mapping]] = ..., portfolio: _Optional[_Union[_portfolio_pb2.Portfolio, _Mapping]] = ..., fill_recorded: _Optional[_Union[_fill_pb2.Fill, _Mapping]] = ..., compliance_rule: _Optional[_Union[_compliance_pb2.ComplianceRule, _Mapping]] = ..., heartbeat: _Optional[_Union[Heartbeat, _Mapping]] = ..., going_away: _Optional[_Union[GoingAway, _Mapping]] = ...) -> None: ...

class ExitRulesChange(_message.Message):
    __slots__ = ["actor", "rules"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    actor: _common_pb2.Actor
    rules: _position_pb2.ExitRules
    def __init__(self, rules: _Optional[_Union[_position_pb2.ExitRules, _Mapping]] = ..., actor: _Optional[_Union[_common_pb2.Actor, _Mapping]] = ...) -> None: ...

class GoingAway(_message.Message):
    __slots__ = ["reason"]
    REASON_FIELD_NUMBER: _ClassVar[int]
    reason: str
    def __init__(self, reason: _Optional[str] = ...) -> None: ...

class Heartbeat(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class ThresholdChange(_message.Message):
    __slots__ = ["actor", "deleted", "threshold"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    DELETED_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    actor: _common_pb2.Actor
    deleted: bool
    threshold: _alarm_pb2.Threshold
    def __init__(self, threshold: _Optional[_Union[_alarm_pb2.Threshold, _Mapping]] = ..., deleted: _Optional[bool] = ..., actor: _Optional[_Union[_common_pb2.Actor, _Mapping]] = ...) -> None: ...
