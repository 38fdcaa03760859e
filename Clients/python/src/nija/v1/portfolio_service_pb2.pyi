from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

AGGREGATE_INTERVAL_DAY: AggregateInterval
AGGREGATE_INTERVAL_HOUR: AggregateInterval
AGGREGATE_INTERVAL_UNSPECIFIED: AggregateInterval
DESCRIPTOR: _descriptor.FileDescriptor

class AccountAggregate(_message.Message):
    __slots__ = ["cash_flow", "end", "equity_close", "equity_high", "equity_low", "equity_open", "fees", "gross_pnl", "losing_trades", "net_profit", "return_percent", "start", "trades", "winning_trades"]
    CASH_FLOW_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    EQUITY_CLOSE_FIELD_NUMBER: _ClassVar[int]
    EQUITY_HIGH_FIELD_NUMBER: _ClassVar[int]
    EQUITY_LOW_FIELD_NUMBER: _ClassVar[int]
    EQUITY_OPEN_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    GROSS_PNL_FIELD_NUMBER: _ClassVar[int]
    LOSING_TRADES_FIELD_NUMBER: _ClassVar[int]
    NET_PROFIT_FIELD_NUMBER: _ClassVar[int]
    RETURN_PERCENT_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    TRADES_FIELD_NUMBER: _ClassVar[int]
    WINNING_TRADES_FIELD_NUMBER: _ClassVar[int]
    cash_flow: str
    end: _timestamp_pb2.Timestamp
    equity_close: str
    equity_high: str
    equity_low: str
    equity_open: str
    fees: str
    gross_pnl: str
    losing_trades: int
    net_profit: str
    return_percent: float
    start: _timestamp_pb2.Timestamp
    trades: int
    winning_trades: int
    def __init__(self, start: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., end: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., trades: _Optional[int] = ..., winning_trades: _Optional[int] = ..., losing_trades: _Optional[int] = ..., gross_pnl: _Optional[str] = ..., fees: _Optional[str] = ..., net_profit: _Optional[str] = ..., cash_flow: _Optional[str] = ..., equity_open: _Optional[str] = ..., equity_high: _Optional[str] = ..., equity_low: _Optional[str] = ..., equity_close: _Optional[str] = ..., return_percent: _Optional[float] = ...) -> None: ...

class GetAggregatesRequest(_message.Message):
    __slots__ = ["account", "interval", "page_size", "page_token", "time"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    account: str
    interval: AggregateInterval
    page_size: int
    page_token: str
    time: _common_pb2.TimeRange
    def __init__(self, account: _Optional[str] = ..., interval: _Optional[_Union[int, AggregateInterval, str]] = ..., time: _Optional[_Union[_common_pb2.TimeRange, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class GetAggregatesResponse(_message.Message):
    __slots__ = ["aggregates", "currency", "next_page_token"]
    AGGREGATES_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    aggregates: _containers.RepeatedCompositeFieldContainer[AccountAggregate]
    currency: str
    next_page_token: str
    def __init__(self, aggregates: _Optional[_Iterable[_Union[AccountAggregate, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., currency: _Optional[str] = ...) -> None: ...

class AggregateInterval(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
