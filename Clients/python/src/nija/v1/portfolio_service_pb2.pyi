from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import common_pb2 as _common_pb2
from nija.v1 import event_pb2 as _event_pb2
from nija.v1 import portfolio_pb2 as _portfolio_pb2
from nija.v1 import position_pb2 as _position_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

AGGREGATE_INTERVAL_DAY: AggregateInterval
AGGREGATE_INTERVAL_HOUR: AggregateInterval
AGGREGATE_INTERVAL_UNSPECIFIED: AggregateInterval
DESCRIPTOR: _descriptor.FileDescriptor
PORTFOLIO_STATUS_DEGRADED: PortfolioStatus
PORTFOLIO_STATUS_HEALTHY: PortfolioStatus
PORTFOLIO_STATUS_UNSPECIFIED: PortfolioStatus

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

class GetPortfolioHealthRequest(_message.Message):
    __slots__ = ["account", "max_balance_age", "max_price_age"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    MAX_BALANCE_AGE_FIELD_NUMBER: _ClassVar[int]
    MAX_PRICE_AGE_FIELD_NUMBER: _ClassVar[int]
    account: str
    max_balance_age: _duration_pb2.Duration
    max_price_age: _duration_pb2.Duration
    def __init__(self, account: _Optional[str] = ..., max_price_age: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., max_balance_age: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class GetPortfolioHealthResponse(_message.Message):
    __slots__ = ["account", "balance_age_seconds", "price_age_seconds", "problems", "status", "unpriced_positions"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BALANCE_AGE_SECONDS_FIELD_NUMBER: _ClassVar[int]
    PRICE_AGE_SECONDS_FIELD_NUMBER: _ClassVar[int]
    PROBLEMS_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    UNPRICED_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    account: str
    balance_age_seconds: float
    price_age_seconds: float
    problems: _containers.RepeatedCompositeFieldContainer[PortfolioProblem]
    status: PortfolioStatus
    unpriced_positions: int
    def __init__(self, account: _Optional[str] = ..., status: _Optional[_Union[int, PortfolioStatus, str]] = ..., problems: _Optional[_Iterable[_Union[PortfolioProblem, _Mapping]]] = ..., price_age_seconds: _Optional[float] = ..., balance_age_seconds: _Optional[float] = ..., unpriced_positions: _Optional[int] = ...) -> None: ...

class GetPortfolioRequest(_message.Message):
    __slots__ = ["account", "exposures", "positions"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    EXPOSURES_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    account: str
    exposures: int
    positions: int
    def __init__(self, account: _Optional[str] = ..., exposures: _Optional[int] = ..., positions: _Optional[int] = ...) -> None: ...

class GetPortfolioResponse(_message.Message):
    __slots__ = ["portfolio", "positions"]
    PORTFOLIO_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    portfolio: _portfolio_pb2.Portfolio
    positions: _containers.RepeatedCompositeFieldContainer[_position_pb2.Position]
    def __init__(self, portfolio: _Optional[_Union[_portfolio_pb2.Portfolio, _Mapping]] = ..., positions: _Optional[_Iterable[_Union[_position_pb2.Position, _Mapping]]] = ...) -> None: ...

class GetPortfolioSummaryRequest(_message.Message):
    __slots__ = ["account", "page_size", "page_token"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    account: str
    page_size: int
    page_token: str
    def __init__(self, account: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class GetPortfolioSummaryResponse(_message.Message):
    __slots__ = ["accounts", "next_page_token", "sequence", "totals"]
    ACCOUNTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    TOTALS_FIELD_NUMBER: _ClassVar[int]
    accounts: _containers.RepeatedCompositeFieldContainer[PortfolioSummary]
    next_page_token: str
    sequence: int
    totals: _containers.RepeatedCompositeFieldContainer[PortfolioTotal]
    def __init__(self, accounts: _Optional[_Iterable[_Union[PortfolioSummary, _Mapping]]] = ..., totals: _Optional[_Iterable[_Union[PortfolioTotal, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., sequence: _Optional[int] = ...) -> None: ...

class PortfolioProblem(_message.Message):
    __slots__ = ["kind", "message", "symbols"]
    class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = []
    KIND_FIELD_NUMBER: _ClassVar[int]
    KIND_NON_POSITIVE_VALUE: PortfolioProblem.Kind
    KIND_STALE_BALANCE: PortfolioProblem.Kind
    KIND_STALE_PRICES: PortfolioProblem.Kind
    KIND_UNPRICED_POSITIONS: PortfolioProblem.Kind
    KIND_UNSPECIFIED: PortfolioProblem.Kind
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    SYMBOLS_FIELD_NUMBER: _ClassVar[int]
    kind: PortfolioProblem.Kind
    message: str
    symbols: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, kind: _Optional[_Union[int, PortfolioProblem.Kind, str]] = ..., message: _Optional[str] = ..., symbols: _Optional[_Iterable[str]] = ...) -> None: ...

class PortfolioSummary(_message.Message):
    __slots__ = ["account", "active_strategies", "cash", "currency", "daily_pnl", "daily_pnl_percentage", "exposure", "open_positions", "status", "total_pnl", "total_pnl_percentage", "total_value", "win_rate"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_STRATEGIES_FIELD_NUMBER: _ClassVar[int]
    CASH_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    DAILY_PNL_FIELD_NUMBER: _ClassVar[int]
    DAILY_PNL_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    OPEN_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PNL_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PNL_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    WIN_RATE_FIELD_NUMBER: _ClassVar[int]
    account: str
    active_strategies: int
    cash: str
    currency: str
    daily_pnl: str
    daily_pnl_percentage: float
    exposure: str
    open_positions: int
    status: PortfolioStatus
    total_pnl: str
    total_pnl_percentage: float
    total_value: str
    win_rate: float
    def __init__(self, account: _Optional[str] = ..., currency: _Optional[str] = ..., total_value: _Optional[str] = ..., cash: _Optional[str] = ..., daily_pnl: _Optional[str] = ..., daily_pnl_percentage: _Optional[float] = ..., total_pnl: _Optional[str] = ..., total_pnl_percentage: _Optional[float] = ..., win_rate: _Optional[float] = ..., active_strategies: _Optional[int] = ..., open_positions: _Optional[int] = ..., exposure: _Optional[str] = ..., status: _Optional[_Union[int, PortfolioStatus, str]] = ...) -> None: ...

class PortfolioTotal(_message.Message):
    __slots__ = ["accounts", "cash", "currency", "daily_pnl", "exposure", "open_positions", "total_pnl", "total_value"]
    ACCOUNTS_FIELD_NUMBER: _ClassVar[int]
    CASH_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    DAILY_PNL_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    OPEN_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PNL_FIELD_NUMBER: _ClassVar[int]
    TOTAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    accounts: int
    cash: str
    currency: str
    daily_pnl: str
    exposure: str
    open_positions: int
    total_pnl: str
    total_value: str
    def __init__(self, currency: _Optional[str] = ..., accounts: _Optional[int] = ..., total_value: _Optional[str] = ..., cash: _Optional[str] = ..., daily_pnl: _Optional[str] = ..., total_pnl: _Optional[str] = ..., open_positions: _Optional[int] = ..., exposure: _Optional[str] = ...) -> None: ...

class StreamPortfolioRequest(_message.Message):
    __slots__ = ["account", "exposures", "heartbeat_interval", "min_interval"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    EXPOSURES_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    MIN_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    account: str
    exposures: int
    heartbeat_interval: _duration_pb2.Duration
    min_interval: _duration_pb2.Duration
    def __init__(self, account: _Optional[str] = ..., exposures: _Optional[int] = ..., min_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., heartbeat_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class StreamPortfolioResponse(_message.Message):
    __slots__ = ["event"]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: _event_pb2.Event
    def __init__(self, event: _Optional[_Union[_event_pb2.Event, _Mapping]] = ...) -> None: ...

class PortfolioStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class AggregateInterval(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
