from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import kpi_pb2 as _kpi_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Portfolio(_message.Message):
    __slots__ = ["account", "active_strategies", "balance_age_seconds", "balance_time", "buying_power", "by_strategy", "by_symbol", "cash", "currency", "daily_pnl", "daily_pnl_percentage", "exposure", "exposure_percentage", "initial_capital", "long_exposure", "margin_used", "net_deposits", "open_positions", "price_age_seconds", "price_time", "realized_pnl", "sequence", "short_exposure", "strategies", "symbols", "time", "total_pnl", "total_pnl_percentage", "total_value", "undefined", "unpriced_positions", "unrealized_pnl", "win_rate"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_STRATEGIES_FIELD_NUMBER: _ClassVar[int]
    BALANCE_AGE_SECONDS_FIELD_NUMBER: _ClassVar[int]
    BALANCE_TIME_FIELD_NUMBER: _ClassVar[int]
    BUYING_POWER_FIELD_NUMBER: _ClassVar[int]
    BY_STRATEGY_FIELD_NUMBER: _ClassVar[int]
    BY_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    CASH_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    DAILY_PNL_FIELD_NUMBER: _ClassVar[int]
    DAILY_PNL_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    INITIAL_CAPITAL_FIELD_NUMBER: _ClassVar[int]
    LONG_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    MARGIN_USED_FIELD_NUMBER: _ClassVar[int]
    NET_DEPOSITS_FIELD_NUMBER: _ClassVar[int]
    OPEN_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    PRICE_AGE_SECONDS_FIELD_NUMBER: _ClassVar[int]
    PRICE_TIME_FIELD_NUMBER: _ClassVar[int]
    REALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SHORT_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    STRATEGIES_FIELD_NUMBER: _ClassVar[int]
    SYMBOLS_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PNL_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PNL_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    UNDEFINED_FIELD_NUMBER: _ClassVar[int]
    UNPRICED_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    UNREALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    WIN_RATE_FIELD_NUMBER: _ClassVar[int]
    account: str
    active_strategies: int
    balance_age_seconds: float
    balance_time: _timestamp_pb2.Timestamp
    buying_power: str
    by_strategy: _containers.RepeatedCompositeFieldContainer[PortfolioExposure]
    by_symbol: _containers.RepeatedCompositeFieldContainer[PortfolioExposure]
    cash: str
    currency: str
    daily_pnl: str
    daily_pnl_percentage: float
    exposure: str
    exposure_percentage: float
    initial_capital: str
    long_exposure: str
    margin_used: str
    net_deposits: str
    open_positions: int
    price_age_seconds: float
    price_time: _timestamp_pb2.Timestamp
    realized_pnl: str
    sequence: int
    short_exposure: str
    strategies: int
    symbols: int
    time: _timestamp_pb2.Timestamp
    total_pnl: str
    total_pnl_percentage: float
    total_value: str
    undefined: _containers.RepeatedCompositeFieldContainer[_kpi_pb2.UndefinedMetric]
    unpriced_positions: int
    unrealized_pnl: str
    win_rate: float
    def __init__(self, account: _Optional[str] = ..., currency: _Optional[str] = ..., time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., sequence: _Optional[int] = ..., total_value: _Optional[str] = ..., cash: _Optional[str] = ..., margin_used: _Optional[str] = ..., buying_power: _Optional[str] = ..., unrealized_pnl: _Optional[str] = ..., realized_pnl: _Optional[str] = ..., daily_pnl: _Optional[str] = ..., daily_pnl_percentage: _Optional[float] = ..., total_pnl: _Optional[str] = ..., total_pnl_percentage: _Optional[float] = ..., win_rate: _Optional[float] = ..., active_strategies: _Optional[int] = ..., strategies: _Optional[int] = ..., open_positions: _Optional[int] = ..., unpriced_positions: _Optional[int] = ..., long_exposure: _Optional[str] = ..., short_exposure: _Optional[str] = ..., exposure: _Optional[str] = ..., exposure_percentage: _Optional[float] = ..., initial_capital: _Optional[str] = ..., net_deposits: _Optional[str] = ..., price_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., price_age_seconds: _Optional[float] = ..., balance_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., balance_age_seconds: _Optional[float] = ..., by_symbol: _Optional[_Iterable[_Union[PortfolioExposure, _Mapping]]] = ..., symbols: _Optional[int] = ..., by_strategy: _Optional[_Iterable[_Union[PortfolioExposure, _Mapping]]] = ..., undefined: _Optional[_Iterable[_Union[_kpi_pb2.UndefinedMetric, _Mapping]]] = ...) -> None: ...

class PortfolioExposure(_message.Message):
    __slots__ = ["exposure", "exposure_percentage", "key", "long_exposure", "positions", "short_exposure", "unrealized_pnl"]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    LONG_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    SHORT_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    UNREALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    exposure: str
    exposure_percentage: float
    key: str
    long_exposure: str
    positions: int
    short_exposure: str
    unrealized_pnl: str
    def __init__(self, key: _Optional[str] = ..., positions: _Optional[int] = ..., long_exposure: _Optional[str] = ..., short_exposure: _Optional[str] = ..., exposure: _Optional[str] = ..., exposure_percentage: _Optional[float] = ..., unrealized_pnl: _Optional[str] = ...) -> None: ...
