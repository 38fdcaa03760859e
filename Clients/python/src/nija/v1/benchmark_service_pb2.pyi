from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import common_pb2 as _common_pb2
from nija.v1 import kpi_pb2 as _kpi_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

CALENDAR_MATCHING_CARRIED_CLOSES: CalendarMatching
CALENDAR_MATCHING_COMMON_DAYS: CalendarMatching
CALENDAR_MATCHING_UNSPECIFIED: CalendarMatching
COMPARISON_STATUS_MATCHED: ComparisonStatus
COMPARISON_STATUS_OUTPERFORMED: ComparisonStatus
COMPARISON_STATUS_UNDERPERFORMED: ComparisonStatus
COMPARISON_STATUS_UNSPECIFIED: ComparisonStatus
DESCRIPTOR: _descriptor.FileDescriptor

class Benchmark(_message.Message):
    __slots__ = ["age_days", "as_of", "days", "first_date", "last_close", "last_date", "longest_gap_days", "source", "stale", "symbol"]
    AGE_DAYS_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    FIRST_DATE_FIELD_NUMBER: _ClassVar[int]
    LAST_CLOSE_FIELD_NUMBER: _ClassVar[int]
    LAST_DATE_FIELD_NUMBER: _ClassVar[int]
    LONGEST_GAP_DAYS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    STALE_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    age_days: int
    as_of: _timestamp_pb2.Timestamp
    days: int
    first_date: str
    last_close: str
    last_date: str
    longest_gap_days: int
    source: str
    stale: bool
    symbol: str
    def __init__(self, symbol: _Optional[str] = ..., first_date: _Optional[str] = ..., last_date: _Optional[str] = ..., days: _Optional[int] = ..., last_close: _Optional[str] = ..., source: _Optional[str] = ..., as_of: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., age_days: _Optional[int] = ..., stale: _Optional[bool] = ..., longest_gap_days: _Optional[int] = ...) -> None: ...

class BenchmarkComparison(_message.Message):
    __slots__ = ["alpha", "alpha_compounded", "benchmark_max_drawdown", "benchmark_performance", "benchmark_sharpe_ratio", "benchmark_volatility", "beta", "carried_days", "comparison", "correlation", "curve", "down_capture", "end_date", "excess_drawdown", "information_ratio", "matching", "max_drawdown", "notes", "observations", "periods_per_year", "r_squared", "relative_drawdown", "risk_free_rate", "sharpe_ratio", "start_date", "tracking_error", "undefined", "up_capture", "volatility"]
    ALPHA_COMPOUNDED_FIELD_NUMBER: _ClassVar[int]
    ALPHA_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_PERFORMANCE_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_SHARPE_RATIO_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_VOLATILITY_FIELD_NUMBER: _ClassVar[int]
    BETA_FIELD_NUMBER: _ClassVar[int]
    CARRIED_DAYS_FIELD_NUMBER: _ClassVar[int]
    COMPARISON_FIELD_NUMBER: _ClassVar[int]
    CORRELATION_FIELD_NUMBER: _ClassVar[int]
    CURVE_FIELD_NUMBER: _ClassVar[int]
    DOWN_CAPTURE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    EXCESS_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    INFORMATION_RATIO_FIELD_NUMBER: _ClassVar[int]
    MATCHING_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    PERIODS_PER_YEAR_FIELD_NUMBER: _ClassVar[int]
    RELATIVE_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    RISK_FREE_RATE_FIELD_NUMBER: _ClassVar[int]
    R_SQUARED_FIELD_NUMBER: _ClassVar[int]
    SHARPE_RATIO_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    TRACKING_ERROR_FIELD_NUMBER: _ClassVar[int]
    UNDEFINED_FIELD_NUMBER: _ClassVar[int]
    UP_CAPTURE_FIELD_NUMBER: _ClassVar[int]
    VOLATILITY_FIELD_NUMBER: _ClassVar[int]
    alpha: float
    alpha_compounded: float
    benchmark_max_drawdown: float
    benchmark_performance: BenchmarkPerformance
    benchmark_sharpe_ratio: float
    benchmark_volatility: float
    beta: float
    carried_days: int
    comparison: ComparisonResult
    correlation: float
    curve: _containers.RepeatedCompositeFieldContainer[ComparisonPoint]
    down_capture: float
    end_date: str
    excess_drawdown: float
    information_ratio: float
    matching: CalendarMatching
    max_drawdown: float
    notes: _containers.RepeatedScalarFieldContainer[str]
    observations: int
    periods_per_year: int
    r_squared: float
    relative_drawdown: float
    risk_free_rate: float
    sharpe_ratio: float
    start_date: str
    tracking_error: float
    undefined: _containers.RepeatedCompositeFieldContainer[_kpi_pb2.UndefinedMetric]
    up_capture: float
    volatility: float
    def __init__(self, benchmark_performance: _Optional[_Union[BenchmarkPerformance, _Mapping]] = ..., comparison: _Optional[_Union[ComparisonResult, _Mapping]] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ..., matching: _Optional[_Union[int, CalendarMatching, str]] = ..., periods_per_year: _Optional[int] = ..., risk_free_rate: _Optional[float] = ..., observations: _Optional[int] = ..., carried_days: _Optional[int] = ..., beta: _Optional[float] = ..., alpha: _Optional[float] = ..., alpha_compounded: _Optional[float] = ..., correlation: _Optional[float] = ..., r_squared: _Optional[float] = ..., tracking_error: _Optional[float] = ..., information_ratio: _Optional[float] = ..., up_capture: _Optional[float] = ..., down_capture: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., benchmark_max_drawdown: _Optional[float] = ..., excess_drawdown: _Optional[float] = ..., relative_drawdown: _Optional[float] = ..., volatility: _Optional[float] = ..., benchmark_volatility: _Optional[float] = ..., sharpe_ratio: _Optional[float] = ..., benchmark_sharpe_ratio: _Optional[float] = ..., undefined: _Optional[_Iterable[_Union[_kpi_pb2.UndefinedMetric, _Mapping]]] = ..., curve: _Optional[_Iterable[_Union[ComparisonPoint, _Mapping]]] = ..., notes: _Optional[_Iterable[str]] = ...) -> None: ...

class BenchmarkPerformance(_message.Message):
    __slots__ = ["age_days", "as_of", "end", "returns_percent", "sources", "stale", "start", "symbol"]
    AGE_DAYS_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    RETURNS_PERCENT_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    STALE_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    age_days: int
    as_of: _timestamp_pb2.Timestamp
    end: BenchmarkPrice
    returns_percent: float
    sources: _containers.RepeatedScalarFieldContainer[str]
    stale: bool
    start: BenchmarkPrice
    symbol: str
    def __init__(self, symbol: _Optional[str] = ..., returns_percent: _Optional[float] = ..., start: _Optional[_Union[BenchmarkPrice, _Mapping]] = ..., end: _Optional[_Union[BenchmarkPrice, _Mapping]] = ..., sources: _Optional[_Iterable[str]] = ..., as_of: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., stale: _Optional[bool] = ..., age_days: _Optional[int] = ...) -> None: ...

class BenchmarkPrice(_message.Message):
    __slots__ = ["close", "date"]
    CLOSE_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    close: str
    date: str
    def __init__(self, date: _Optional[str] = ..., close: _Optional[str] = ...) -> None: ...

class ComparisonPoint(_message.Message):
    __slots__ = ["account", "benchmark", "date"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    account: float
    benchmark: float
    date: str
    def __init__(self, date: _Optional[str] = ..., account: _Optional[float] = ..., benchmark: _Optional[float] = ...) -> None: ...

class ComparisonResult(_message.Message):
    __slots__ = ["difference_percent", "outperformance", "status", "time_weighted_return"]
    DIFFERENCE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    OUTPERFORMANCE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    TIME_WEIGHTED_RETURN_FIELD_NUMBER: _ClassVar[int]
    difference_percent: float
    outperformance: bool
    status: ComparisonStatus
    time_weighted_return: float
    def __init__(self, time_weighted_return: _Optional[float] = ..., difference_percent: _Optional[float] = ..., outperformance: _Optional[bool] = ..., status: _Optional[_Union[int, ComparisonStatus, str]] = ...) -> None: ...

class GetComparisonRequest(_message.Message):
    __slots__ = ["account", "basis", "benchmarks", "end_date", "include_curve", "matching", "periods_per_year", "start_date", "strategy"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    BENCHMARKS_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_CURVE_FIELD_NUMBER: _ClassVar[int]
    MATCHING_FIELD_NUMBER: _ClassVar[int]
    PERIODS_PER_YEAR_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    account: str
    basis: _common_pb2.Basis
    benchmarks: _containers.RepeatedScalarFieldContainer[str]
    end_date: str
    include_curve: bool
    matching: CalendarMatching
    periods_per_year: int
    start_date: str
    strategy: str
    def __init__(self, account: _Optional[str] = ..., strategy: _Optional[str] = ..., benchmarks: _Optional[_Iterable[str]] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ..., matching: _Optional[_Union[int, CalendarMatching, str]] = ..., basis: _Optional[_Union[int, _common_pb2.Basis, str]] = ..., periods_per_year: _Optional[int] = ..., include_curve: _Optional[bool] = ...) -> None: ...

class GetComparisonResponse(_message.Message):
    __slots__ = ["account", "comparisons", "sequence", "strategy", "user_performance"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    COMPARISONS_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    USER_PERFORMANCE_FIELD_NUMBER: _ClassVar[int]
    account: str
    comparisons: _containers.RepeatedCompositeFieldContainer[BenchmarkComparison]
    sequence: int
    strategy: str
    user_performance: UserPerformance
    def __init__(self, account: _Optional[str] = ..., strategy: _Optional[str] = ..., user_performance: _Optional[_Union[UserPerformance, _Mapping]] = ..., comparisons: _Optional[_Iterable[_Union[BenchmarkComparison, _Mapping]]] = ..., sequence: _Optional[int] = ...) -> None: ...

class ListBenchmarksRequest(_message.Message):
    __slots__ = ["page_size", "page_token"]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListBenchmarksResponse(_message.Message):
    __slots__ = ["benchmarks", "next_page_token"]
    BENCHMARKS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    benchmarks: _containers.RepeatedCompositeFieldContainer[Benchmark]
    next_page_token: str
    def __init__(self, benchmarks: _Optional[_Iterable[_Union[Benchmark, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class PutBenchmarkPricesRequest(_message.Message):
    __slots__ = ["as_of", "prices", "replace", "source", "symbol"]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    PRICES_FIELD_NUMBER: _ClassVar[int]
    REPLACE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    as_of: _timestamp_pb2.Timestamp
    prices: _containers.RepeatedCompositeFieldContainer[BenchmarkPrice]
    replace: bool
    source: str
    symbol: str
    def __init__(self, symbol: _Optional[str] = ..., prices: _Optional[_Iterable[_Union[BenchmarkPrice, _Mapping]]] = ..., source: _Optional[str] = ..., as_of: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., replace: _Optional[bool] = ...) -> None: ...

class PutBenchmarkPricesResponse(_message.Message):
    __slots__ = ["inserted", "replaced", "unchanged"]
    INSERTED_FIELD_NUMBER: _ClassVar[int]
    REPLACED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    inserted: int
    replaced: int
    unchanged: int
    def __init__(self, inserted: _Optional[int] = ..., unchanged: _Optional[int] = ..., replaced: _Optional[int] = ...) -> None: ...

class UserPerformance(_message.Message):
    __slots__ = ["basis", "buy_value", "currency", "profit_dollar", "profit_percent", "sell_value", "trades", "undefined", "unpriced_trades"]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    BUY_VALUE_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    PROFIT_DOLLAR_FIELD_NUMBER: _ClassVar[int]
    PROFIT_PERCENT_FIELD_NUMBER: _ClassVar[int]
    SELL_VALUE_FIELD_NUMBER: _ClassVar[int]
    TRADES_FIELD_NUMBER: _ClassVar[int]
    UNDEFINED_FIELD_NUMBER: _ClassVar[int]
    UNPRICED_TRADES_FIELD_NUMBER: _ClassVar[int]
    basis: _common_pb2.Basis
    buy_value: str
    currency: str
    profit_dollar: str
    profit_percent: float
    sell_value: str
    trades: int
    undefined: _containers.RepeatedCompositeFieldContainer[_kpi_pb2.UndefinedMetric]
    unpriced_trades: int
    def __init__(self, buy_value: _Optional[str] = ..., sell_value: _Optional[str] = ..., profit_dollar: _Optional[str] = ..., profit_percent: _Optional[float] = ..., basis: _Optional[_Union[int, _common_pb2.Basis, str]] = ..., trades: _Optional[int] = ..., unpriced_trades: _Optional[int] = ..., currency: _Optional[str] = ..., undefined: _Optional[_Iterable[_Union[_kpi_pb2.UndefinedMetric, _Mapping]]] = ...) -> None: ...

class CalendarMatching(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class ComparisonStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
