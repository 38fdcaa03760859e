from google.protobuf import duration_pb2 as _duration_pb2
from nija.v1 import common_pb2 as _common_pb2
from nija.v1 import event_pb2 as _event_pb2
from nija.v1 import kpi_pb2 as _kpi_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
EXPORT_FORMAT_CSV: ExportFormat
EXPORT_FORMAT_HTML: ExportFormat
EXPORT_FORMAT_JSON: ExportFormat
EXPORT_FORMAT_MARKDOWN: ExportFormat
EXPORT_FORMAT_UNSPECIFIED: ExportFormat
GROUP_BY_BOT: GroupBy
GROUP_BY_EXIT_REASON: GroupBy
GROUP_BY_PROMPT: GroupBy
GROUP_BY_SIDE: GroupBy
GROUP_BY_STRATEGY: GroupBy
GROUP_BY_SYMBOL: GroupBy
GROUP_BY_TAG: GroupBy
GROUP_BY_UNSPECIFIED: GroupBy
GROUP_BY_VENUE: GroupBy

class ComparePromptsRequest(_message.Message):
    __slots__ = ["account", "basis", "first", "second", "window"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    SECOND_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    account: str
    basis: _common_pb2.Basis
    first: str
    second: str
    window: _kpi_pb2.KpiWindow
    def __init__(self, account: _Optional[str] = ..., first: _Optional[str] = ..., second: _Optional[str] = ..., window: _Optional[_Union[_kpi_pb2.KpiWindow, _Mapping]] = ..., basis: _Optional[_Union[int, _common_pb2.Basis, str]] = ...) -> None: ...

class ComparePromptsResponse(_message.Message):
    __slots__ = ["first", "second", "test"]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    SECOND_FIELD_NUMBER: _ClassVar[int]
    TEST_FIELD_NUMBER: _ClassVar[int]
    first: PerformanceGroup
    second: PerformanceGroup
    test: SignificanceTest
    def __init__(self, first: _Optional[_Union[PerformanceGroup, _Mapping]] = ..., second: _Optional[_Union[PerformanceGroup, _Mapping]] = ..., test: _Optional[_Union[SignificanceTest, _Mapping]] = ...) -> None: ...

class CompareStrategiesRequest(_message.Message):
    __slots__ = ["account", "basis", "strategies", "window"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    STRATEGIES_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    account: str
    basis: _common_pb2.Basis
    strategies: _containers.RepeatedScalarFieldContainer[str]
    window: _kpi_pb2.KpiWindow
    def __init__(self, account: _Optional[str] = ..., strategies: _Optional[_Iterable[str]] = ..., window: _Optional[_Union[_kpi_pb2.KpiWindow, _Mapping]] = ..., basis: _Optional[_Union[int, _common_pb2.Basis, str]] = ...) -> None: ...

class CompareStrategiesResponse(_message.Message):
    __slots__ = ["strategies"]
    STRATEGIES_FIELD_NUMBER: _ClassVar[int]
    strategies: _containers.RepeatedCompositeFieldContainer[PerformanceGroup]
    def __init__(self, strategies: _Optional[_Iterable[_Union[PerformanceGroup, _Mapping]]] = ...) -> None: ...

class ExportKpisRequest(_message.Message):
    __slots__ = ["account", "basis", "format", "window"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    account: str
    basis: _common_pb2.Basis
    format: ExportFormat
    window: _kpi_pb2.KpiWindow
    def __init__(self, account: _Optional[str] = ..., format: _Optional[_Union[int, ExportFormat, str]] = ..., window: _Optional[_Union[_kpi_pb2.KpiWindow, _Mapping]] = ..., basis: _Optional[_Union[int, _common_pb2.Basis, str]] = ...) -> None: ...

class ExportKpisResponse(_message.Message):
    __slots__ = ["content", "filename", "media_type"]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    MEDIA_TYPE_FIELD_NUMBER: _ClassVar[int]
    content: bytes
    filename: str
    media_type: str
    def __init__(self, content: _Optional[bytes] = ..., media_type: _Optional[str] = ..., filename: _Optional[str] = ...) -> None: ...

class GetKpiSummaryRequest(_message.Message):
    __slots__ = ["basis", "scope", "window"]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    basis: _common_pb2.Basis
    scope: _kpi_pb2.KpiScope
    window: _kpi_pb2.KpiWindow
    def __init__(self, scope: _Optional[_Union[_kpi_pb2.KpiScope, _Mapping]] = ..., window: _Optional[_Union[_kpi_pb2.KpiWindow, _Mapping]] = ..., basis: _Optional[_Union[int, _common_pb2.Basis, str]] = ...) -> None: ...

class GetKpiSummaryResponse(_message.Message):
    __slots__ = ["kpis"]
    KPIS_FIELD_NUMBER: _ClassVar[int]
    kpis: _kpi_pb2.KpiSnapshot
    def __init__(self, kpis: _Optional[_Union[_kpi_pb2.KpiSnapshot, _Mapping]] = ...) -> None: ...

class GetKpiTrendsRequest(_message.Message):
    __slots__ = ["basis", "days", "scope"]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    basis: _common_pb2.Basis
    days: int
    scope: _kpi_pb2.KpiScope
    def __init__(self, scope: _Optional[_Union[_kpi_pb2.KpiScope, _Mapping]] = ..., days: _Optional[int] = ..., basis: _Optional[_Union[int, _common_pb2.Basis, str]] = ...) -> None: ...

class GetKpiTrendsResponse(_message.Message):
    __slots__ = ["points", "sequence"]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    points: _containers.RepeatedCompositeFieldContainer[KpiTrendPoint]
    sequence: int
    def __init__(self, points: _Optional[_Iterable[_Union[KpiTrendPoint, _Mapping]]] = ..., sequence: _Optional[int] = ...) -> None: ...

class GetPerformanceRequest(_message.Message):
    __slots__ = ["basis", "group_by", "limit", "order_by", "scope", "window"]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    GROUP_BY_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    basis: _common_pb2.Basis
    group_by: GroupBy
    limit: int
    order_by: str
    scope: _kpi_pb2.KpiScope
    window: _kpi_pb2.KpiWindow
    def __init__(self, scope: _Optional[_Union[_kpi_pb2.KpiScope, _Mapping]] = ..., window: _Optional[_Union[_kpi_pb2.KpiWindow, _Mapping]] = ..., basis: _Optional[_Union[int, _common_pb2.Basis, str]] = ..., group_by: _Optional[_Union[int, GroupBy, str]] = ..., order_by: _Optional[str] = ..., limit: _Optional[int] = ...) -> None: ...

class GetPerformanceResponse(_message.Message):
    __slots__ = ["groups", "total_groups"]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_GROUPS_FIELD_NUMBER: _ClassVar[int]
    groups: _containers.RepeatedCompositeFieldContainer[PerformanceGroup]
    total_groups: int
    def __init__(self, groups: _Optional[_Iterable[_Union[PerformanceGroup, _Mapping]]] = ..., total_groups: _Optional[int] = ...) -> None: ...

class GetRiskManagementPerformanceRequest(_message.Message):
    __slots__ = ["scope", "window"]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    scope: _kpi_pb2.KpiScope
    window: _kpi_pb2.KpiWindow
    def __init__(self, scope: _Optional[_Union[_kpi_pb2.KpiScope, _Mapping]] = ..., window: _Optional[_Union[_kpi_pb2.KpiWindow, _Mapping]] = ...) -> None: ...

class GetRiskManagementPerformanceResponse(_message.Message):
    __slots__ = ["performance"]
    PERFORMANCE_FIELD_NUMBER: _ClassVar[int]
    performance: _kpi_pb2.RiskManagementPerformance
    def __init__(self, performance: _Optional[_Union[_kpi_pb2.RiskManagementPerformance, _Mapping]] = ...) -> None: ...

class GetStrategyCorrelationRequest(_message.Message):
    __slots__ = ["account", "strategies"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    STRATEGIES_FIELD_NUMBER: _ClassVar[int]
    account: str
    strategies: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, account: _Optional[str] = ..., strategies: _Optional[_Iterable[str]] = ...) -> None: ...

class GetStrategyCorrelationResponse(_message.Message):
    __slots__ = ["pairs", "sequence"]
    PAIRS_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    pairs: _containers.RepeatedCompositeFieldContainer[StrategyCorrelation]
    sequence: int
    def __init__(self, pairs: _Optional[_Iterable[_Union[StrategyCorrelation, _Mapping]]] = ..., sequence: _Optional[int] = ...) -> None: ...

class KpiTrendPoint(_message.Message):
    __slots__ = ["day", "drawdown", "equity", "net_profit", "profit_factor", "roi_percentage", "sharpe_ratio", "total_trades", "win_rate"]
    DAY_FIELD_NUMBER: _ClassVar[int]
    DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    EQUITY_FIELD_NUMBER: _ClassVar[int]
    NET_PROFIT_FIELD_NUMBER: _ClassVar[int]
    PROFIT_FACTOR_FIELD_NUMBER: _ClassVar[int]
    ROI_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    SHARPE_RATIO_FIELD_NUMBER: _ClassVar[int]
    TOTAL_TRADES_FIELD_NUMBER: _ClassVar[int]
    WIN_RATE_FIELD_NUMBER: _ClassVar[int]
    day: str
    drawdown: float
    equity: str
    net_profit: str
    profit_factor: float
    roi_percentage: float
    sharpe_ratio: float
    total_trades: int
    win_rate: float
    def __init__(self, day: _Optional[str] = ..., total_trades: _Optional[int] = ..., win_rate: _Optional[float] = ..., profit_factor: _Optional[float] = ..., sharpe_ratio: _Optional[float] = ..., equity: _Optional[str] = ..., drawdown: _Optional[float] = ..., roi_percentage: _Optional[float] = ..., net_profit: _Optional[str] = ...) -> None: ...

class ListKpiSnapshotsRequest(_message.Message):
    __slots__ = ["account", "page_size", "page_token", "time"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    account: str
    page_size: int
    page_token: str
    time: _common_pb2.TimeRange
    def __init__(self, account: _Optional[str] = ..., time: _Optional[_Union[_common_pb2.TimeRange, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListKpiSnapshotsResponse(_message.Message):
    __slots__ = ["next_page_token", "snapshots"]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOTS_FIELD_NUMBER: _ClassVar[int]
    next_page_token: str
    snapshots: _containers.RepeatedCompositeFieldContainer[_kpi_pb2.KpiSnapshot]
    def __init__(self, snapshots: _Optional[_Iterable[_Union[_kpi_pb2.KpiSnapshot, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class PerformanceGroup(_message.Message):
    __slots__ = ["key", "kpis"]
    KEY_FIELD_NUMBER: _ClassVar[int]
    KPIS_FIELD_NUMBER: _ClassVar[int]
    key: str
    kpis: _kpi_pb2.KpiSnapshot
    def __init__(self, key: _Optional[str] = ..., kpis: _Optional[_Union[_kpi_pb2.KpiSnapshot, _Mapping]] = ...) -> None: ...

class SignificanceTest(_message.Message):
    __slots__ = ["assumptions", "degrees_of_freedom", "first_count", "mean_difference", "name", "p_value", "second_count", "t_statistic", "undefined"]
    ASSUMPTIONS_FIELD_NUMBER: _ClassVar[int]
    DEGREES_OF_FREEDOM_FIELD_NUMBER: _ClassVar[int]
    FIRST_COUNT_FIELD_NUMBER: _ClassVar[int]
    MEAN_DIFFERENCE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    P_VALUE_FIELD_NUMBER: _ClassVar[int]
    SECOND_COUNT_FIELD_NUMBER: _ClassVar[int]
    T_STATISTIC_FIELD_NUMBER: _ClassVar[int]
    UNDEFINED_FIELD_NUMBER: _ClassVar[int]
    assumptions: str
    degrees_of_freedom: float
    first_count: int
    mean_difference: float
    name: str
    p_value: float
    second_count: int
    t_statistic: float
    undefined: _containers.RepeatedCompositeFieldContainer[_kpi_pb2.UndefinedMetric]
    def __init__(self, name: _Optional[str] = ..., assumptions: _Optional[str] = ..., first_count: _Optional[int] = ..., second_count: _Optional[int] = ..., mean_difference: _Optional[float] = ..., t_statistic: _Optional[float] = ..., degrees_of_freedom: _Optional[float] = ..., p_value: _Optional[float] = ..., undefined: _Optional[_Iterable[_Union[_kpi_pb2.UndefinedMetric, _Mapping]]] = ...) -> None: ...

class StrategyCorrelation(_message.Message):
    __slots__ = ["active_days_correlation", "common_days", "correlation", "days", "first", "second", "undefined"]
    ACTIVE_DAYS_CORRELATION_FIELD_NUMBER: _ClassVar[int]
    COMMON_DAYS_FIELD_NUMBER: _ClassVar[int]
    CORRELATION_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    SECOND_FIELD_NUMBER: _ClassVar[int]
    UNDEFINED_FIELD_NUMBER: _ClassVar[int]
    active_days_correlation: float
    common_days: int
    correlation: float
    days: int
    first: str
    second: str
    undefined: _containers.RepeatedCompositeFieldContainer[_kpi_pb2.UndefinedMetric]
    def __init__(self, first: _Optional[str] = ..., second: _Optional[str] = ..., correlation: _Optional[float] = ..., active_days_correlation: _Optional[float] = ..., days: _Optional[int] = ..., common_days: _Optional[int] = ..., undefined: _Optional[_Iterable[_Union[_kpi_pb2.UndefinedMetric, _Mapping]]] = ...) -> None: ...

class StreamKpisRequest(_message.Message):
    __slots__ = ["basis", "heartbeat_interval", "min_interval", "scope"]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    MIN_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    basis: _common_pb2.Basis
    heartbeat_interval: _duration_pb2.Duration
    min_interval: _duration_pb2.Duration
    scope: _kpi_pb2.KpiScope
    def __init__(self, scope: _Optional[_Union[_kpi_pb2.KpiScope, _Mapping]] = ..., basis: _Optional[_Union[int, _common_pb2.Basis, str]] = ..., min_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., heartbeat_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class StreamKpisResponse(_message.Message):
    __slots__ = ["event"]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: _event_pb2.Event
    def __init__(self, event: _Optional[_Union[_event_pb2.Event, _Mapping]] = ...) -> None: ...

class GroupBy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class ExportFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
