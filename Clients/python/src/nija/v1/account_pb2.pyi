from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Account(_message.Message):
    __slots__ = ["balance", "balance_time", "created_at", "currency", "daily_pnl", "day_boundary_minutes", "equity", "exposure", "initial_capital", "margin", "name", "net_deposits", "periods_per_year", "realized_pnl", "risk_free_rate", "sequence", "strict", "total_pnl", "total_trades"]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    BALANCE_TIME_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    DAILY_PNL_FIELD_NUMBER: _ClassVar[int]
    DAY_BOUNDARY_MINUTES_FIELD_NUMBER: _ClassVar[int]
    EQUITY_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    INITIAL_CAPITAL_FIELD_NUMBER: _ClassVar[int]
    MARGIN_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    NET_DEPOSITS_FIELD_NUMBER: _ClassVar[int]
    PERIODS_PER_YEAR_FIELD_NUMBER: _ClassVar[int]
    REALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    RISK_FREE_RATE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    STRICT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PNL_FIELD_NUMBER: _ClassVar[int]
    TOTAL_TRADES_FIELD_NUMBER: _ClassVar[int]
    balance: str
    balance_time: _timestamp_pb2.Timestamp
    created_at: _timestamp_pb2.Timestamp
    currency: str
    daily_pnl: str
    day_boundary_minutes: int
    equity: str
    exposure: str
    initial_capital: str
    margin: str
    name: str
    net_deposits: str
    periods_per_year: int
    realized_pnl: str
    risk_free_rate: float
    sequence: int
    strict: bool
    total_pnl: str
    total_trades: int
    def __init__(self, name: _Optional[str] = ..., initial_capital: _Optional[str] = ..., currency: _Optional[str] = ..., periods_per_year: _Optional[int] = ..., risk_free_rate: _Optional[float] = ..., day_boundary_minutes: _Optional[int] = ..., strict: _Optional[bool] = ..., balance: _Optional[str] = ..., equity: _Optional[str] = ..., exposure: _Optional[str] = ..., margin: _Optional[str] = ..., balance_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., net_deposits: _Optional[str] = ..., realized_pnl: _Optional[str] = ..., total_pnl: _Optional[str] = ..., daily_pnl: _Optional[str] = ..., total_trades: _Optional[int] = ..., created_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., sequence: _Optional[int] = ...) -> None: ...

class BalanceReport(_message.Message):
    __slots__ = ["account", "balance", "equity", "exposure", "margin", "recorded_at", "request_id", "sequence", "time"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    EQUITY_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    MARGIN_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    account: str
    balance: str
    equity: str
    exposure: str
    margin: str
    recorded_at: _timestamp_pb2.Timestamp
    request_id: str
    sequence: int
    time: _timestamp_pb2.Timestamp
    def __init__(self, account: _Optional[str] = ..., balance: _Optional[str] = ..., equity: _Optional[str] = ..., exposure: _Optional[str] = ..., margin: _Optional[str] = ..., time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., request_id: _Optional[str] = ..., sequence: _Optional[int] = ..., recorded_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CashFlow(_message.Message):
    __slots__ = ["account", "amount", "note", "recorded_at", "request_id", "sequence", "time"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    account: str
    amount: str
    note: str
    recorded_at: _timestamp_pb2.Timestamp
    request_id: str
    sequence: int
    time: _timestamp_pb2.Timestamp
    def __init__(self, account: _Optional[str] = ..., amount: _Optional[str] = ..., time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., note: _Optional[str] = ..., request_id: _Optional[str] = ..., sequence: _Optional[int] = ..., recorded_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class EquityDay(_message.Message):
    __slots__ = ["cash_flow", "daily_return", "day", "drawdown", "equity", "net_profit", "trades"]
    CASH_FLOW_FIELD_NUMBER: _ClassVar[int]
    DAILY_RETURN_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    EQUITY_FIELD_NUMBER: _ClassVar[int]
    NET_PROFIT_FIELD_NUMBER: _ClassVar[int]
    TRADES_FIELD_NUMBER: _ClassVar[int]
    cash_flow: str
    daily_return: float
    day: str
    drawdown: float
    equity: str
    net_profit: str
    trades: int
    def __init__(self, day: _Optional[str] = ..., equity: _Optional[str] = ..., cash_flow: _Optional[str] = ..., net_profit: _Optional[str] = ..., daily_return: _Optional[float] = ..., drawdown: _Optional[float] = ..., trades: _Optional[int] = ...) -> None: ...
