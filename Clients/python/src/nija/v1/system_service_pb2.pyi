from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import alarm_pb2 as _alarm_pb2
from nija.v1 import alarm_service_pb2 as _alarm_service_pb2
from nija.v1 import common_pb2 as _common_pb2
from nija.v1 import kpi_pb2 as _kpi_pb2
from nija.v1 import strategy_pb2 as _strategy_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
SERVING_STATUS_NOT_SERVING: ServingStatus
SERVING_STATUS_READ_ONLY: ServingStatus
SERVING_STATUS_SERVING: ServingStatus
SERVING_STATUS_UNSPECIFIED: ServingStatus

class BackupRequest(_message.Message):
    __slots__ = ["path"]
    PATH_FIELD_NUMBER: _ClassVar[int]
    path: str
    def __init__(self, path: _Optional[str] = ...) -> None: ...

class BackupResponse(_message.Message):
    __slots__ = ["path", "sequence", "size_bytes"]
    PATH_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SIZE_BYTES_FIELD_NUMBER: _ClassVar[int]
    path: str
    sequence: int
    size_bytes: int
    def __init__(self, path: _Optional[str] = ..., size_bytes: _Optional[int] = ..., sequence: _Optional[int] = ...) -> None: ...

class CheckHealthRequest(_message.Message):
    __slots__ = ["service"]
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    service: str
    def __init__(self, service: _Optional[str] = ...) -> None: ...

class CheckHealthResponse(_message.Message):
    __slots__ = ["reason", "status"]
    REASON_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    reason: str
    status: ServingStatus
    def __init__(self, status: _Optional[_Union[int, ServingStatus, str]] = ..., reason: _Optional[str] = ...) -> None: ...

class DescribeSymbolRequest(_message.Message):
    __slots__ = ["symbol"]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    def __init__(self, symbol: _Optional[str] = ...) -> None: ...

class DescribeSymbolResponse(_message.Message):
    __slots__ = ["file", "file_descriptor_set"]
    FILE_DESCRIPTOR_SET_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    file: str
    file_descriptor_set: bytes
    def __init__(self, file_descriptor_set: _Optional[bytes] = ..., file: _Optional[str] = ...) -> None: ...

class GetDashboardRequest(_message.Message):
    __slots__ = ["account"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: str
    def __init__(self, account: _Optional[str] = ...) -> None: ...

class GetDashboardResponse(_message.Message):
    __slots__ = ["active_alarms", "alarm_summary", "kpis", "service", "strategies"]
    ACTIVE_ALARMS_FIELD_NUMBER: _ClassVar[int]
    ALARM_SUMMARY_FIELD_NUMBER: _ClassVar[int]
    KPIS_FIELD_NUMBER: _ClassVar[int]
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    STRATEGIES_FIELD_NUMBER: _ClassVar[int]
    active_alarms: _containers.RepeatedCompositeFieldContainer[_alarm_pb2.Alarm]
    alarm_summary: _alarm_service_pb2.GetAlarmSummaryResponse
    kpis: _kpi_pb2.KpiSnapshot
    service: GetStatusResponse
    strategies: _containers.RepeatedCompositeFieldContainer[_strategy_pb2.Strategy]
    def __init__(self, kpis: _Optional[_Union[_kpi_pb2.KpiSnapshot, _Mapping]] = ..., alarm_summary: _Optional[_Union[_alarm_service_pb2.GetAlarmSummaryResponse, _Mapping]] = ..., active_alarms: _Optional[_Iterable[_Union[_alarm_pb2.Alarm, _Mapping]]] = ..., strategies: _Optional[_Iterable[_Union[_strategy_pb2.Strategy, _Mapping]]] = ..., service: _Optional[_Union[GetStatusResponse, _Mapping]] = ...) -> None: ...

class GetStatusRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class GetStatusResponse(_message.Message):
    __slots__ = ["alarm_checks_count", "call_latency", "calls_count", "calls_in_flight", "commit_latency", "commits_count", "connections", "database_bytes", "durability", "errors_count", "intervals", "kpi_calculations_count", "last_alarm_check_at", "last_kpi_at", "last_update_at", "queued_bytes", "queued_jobs", "resident_bytes", "running", "sequence", "serving", "started_at", "subscribers", "trades_count", "updates_count", "uptime_seconds"]
    ALARM_CHECKS_COUNT_FIELD_NUMBER: _ClassVar[int]
    CALLS_COUNT_FIELD_NUMBER: _ClassVar[int]
    CALLS_IN_FLIGHT_FIELD_NUMBER: _ClassVar[int]
    CALL_LATENCY_FIELD_NUMBER: _ClassVar[int]
    COMMITS_COUNT_FIELD_NUMBER: _ClassVar[int]
    COMMIT_LATENCY_FIELD_NUMBER: _ClassVar[int]
    CONNECTIONS_FIELD_NUMBER: _ClassVar[int]
    DATABASE_BYTES_FIELD_NUMBER: _ClassVar[int]
    DURABILITY_FIELD_NUMBER: _ClassVar[int]
    ERRORS_COUNT_FIELD_NUMBER: _ClassVar[int]
    INTERVALS_FIELD_NUMBER: _ClassVar[int]
    KPI_CALCULATIONS_COUNT_FIELD_NUMBER: _ClassVar[int]
    LAST_ALARM_CHECK_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_KPI_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_UPDATE_AT_FIELD_NUMBER: _ClassVar[int]
    QUEUED_BYTES_FIELD_NUMBER: _ClassVar[int]
    QUEUED_JOBS_FIELD_NUMBER: _ClassVar[int]
    RESIDENT_BYTES_FIELD_NUMBER: _ClassVar[int]
    RUNNING_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SERVING_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIBERS_FIELD_NUMBER: _ClassVar[int]
    TRADES_COUNT_FIELD_NUMBER: _ClassVar[int]
    UPDATES_COUNT_FIELD_NUMBER: _ClassVar[int]
    UPTIME_SECONDS_FIELD_NUMBER: _ClassVar[int]
    alarm_checks_count: int
    call_latency: LatencyQuantiles
    calls_count: int
    calls_in_flight: int
    commit_latency: LatencyQuantiles
    commits_count: int
    connections: int
    database_bytes: int
    durability: str
    errors_count: int
    intervals: Intervals
    kpi_calculations_count: int
    last_alarm_check_at: _timestamp_pb2.Timestamp
    last_kpi_at: _timestamp_pb2.Timestamp
    last_update_at: _timestamp_pb2.Timestamp
    queued_bytes: int
    queued_jobs: int
    resident_bytes: int
    running: bool
    sequence: int
    serving: ServingStatus
    started_at: _timestamp_pb2.Timestamp
    subscribers: int
    trades_count: int
    updates_count: int
    uptime_seconds: int
    def __init__(self, running: _Optional[bool] = ..., uptime_seconds: _Optional[int] = ..., started_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., updates_count: _Optional[int] = ..., kpi_calculations_count: _Optional[int] = ..., alarm_checks_count: _Optional[int] = ..., last_update_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., last_kpi_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., last_alarm_check_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., intervals: _Optional[_Union[Intervals, _Mapping]] = ..., connections: _Optional[int] = ..., subscribers: _Optional[int] = ..., calls_in_flight: _Optional[int] = ..., queued_bytes: _Optional[int] = ..., queued_jobs: _Optional[int] = ..., calls_count: _Optional[int] = ..., errors_count: _Optional[int] = ..., call_latency: _Optional[_Union[LatencyQuantiles, _Mapping]] = ..., commit_latency: _Optional[_Union[LatencyQuantiles, _Mapping]] = ..., commits_count: _Optional[int] = ..., sequence: _Optional[int] = ..., durability: _Optional[str] = ..., serving: _Optional[_Union[int, ServingStatus, str]] = ..., database_bytes: _Optional[int] = ..., resident_bytes: _Optional[int] = ..., trades_count: _Optional[int] = ...) -> None: ...

class GetVersionRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class GetVersionResponse(_message.Message):
    __slots__ = ["commit", "protobuf_c_version", "protocol", "schema_version", "sqlite_version", "version"]
    COMMIT_FIELD_NUMBER: _ClassVar[int]
    PROTOBUF_C_VERSION_FIELD_NUMBER: _ClassVar[int]
    PROTOCOL_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_VERSION_FIELD_NUMBER: _ClassVar[int]
    SQLITE_VERSION_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    commit: str
    protobuf_c_version: str
    protocol: str
    schema_version: int
    sqlite_version: str
    version: str
    def __init__(self, version: _Optional[str] = ..., commit: _Optional[str] = ..., schema_version: _Optional[int] = ..., sqlite_version: _Optional[str] = ..., protobuf_c_version: _Optional[str] = ..., protocol: _Optional[str] = ...) -> None: ...

class Intervals(_message.Message):
    __slots__ = ["alarm_check", "kpi", "position_monitor", "update"]
    ALARM_CHECK_FIELD_NUMBER: _ClassVar[int]
    KPI_FIELD_NUMBER: _ClassVar[int]
    POSITION_MONITOR_FIELD_NUMBER: _ClassVar[int]
    UPDATE_FIELD_NUMBER: _ClassVar[int]
    alarm_check: _duration_pb2.Duration
    kpi: _duration_pb2.Duration
    position_monitor: _duration_pb2.Duration
    update: _duration_pb2.Duration
    def __init__(self, update: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., kpi: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., alarm_check: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., position_monitor: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class LatencyQuantiles(_message.Message):
    __slots__ = ["count", "max_microseconds", "p50_microseconds", "p999_microseconds", "p99_microseconds"]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    MAX_MICROSECONDS_FIELD_NUMBER: _ClassVar[int]
    P50_MICROSECONDS_FIELD_NUMBER: _ClassVar[int]
    P999_MICROSECONDS_FIELD_NUMBER: _ClassVar[int]
    P99_MICROSECONDS_FIELD_NUMBER: _ClassVar[int]
    count: int
    max_microseconds: float
    p50_microseconds: float
    p999_microseconds: float
    p99_microseconds: float
    def __init__(self, p50_microseconds: _Optional[float] = ..., p99_microseconds: _Optional[float] = ..., p999_microseconds: _Optional[float] = ..., max_microseconds: _Optional[float] = ..., count: _Optional[int] = ...) -> None: ...

class ListServicesRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class ListServicesResponse(_message.Message):
    __slots__ = ["services"]
    SERVICES_FIELD_NUMBER: _ClassVar[int]
    services: _containers.RepeatedCompositeFieldContainer[ServiceDescription]
    def __init__(self, services: _Optional[_Iterable[_Union[ServiceDescription, _Mapping]]] = ...) -> None: ...

class MethodDescription(_message.Message):
    __slots__ = ["client_streaming", "name", "request_type", "response_type", "role", "server_streaming"]
    CLIENT_STREAMING_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_TYPE_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_TYPE_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    SERVER_STREAMING_FIELD_NUMBER: _ClassVar[int]
    client_streaming: bool
    name: str
    request_type: str
    response_type: str
    role: _common_pb2.Role
    server_streaming: bool
    def __init__(self, name: _Optional[str] = ..., request_type: _Optional[str] = ..., response_type: _Optional[str] = ..., client_streaming: _Optional[bool] = ..., server_streaming: _Optional[bool] = ..., role: _Optional[_Union[int, _common_pb2.Role, str]] = ...) -> None: ...

class ServiceDescription(_message.Message):
    __slots__ = ["methods", "name"]
    METHODS_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    methods: _containers.RepeatedCompositeFieldContainer[MethodDescription]
    name: str
    def __init__(self, name: _Optional[str] = ..., methods: _Optional[_Iterable[_Union[MethodDescription, _Mapping]]] = ...) -> None: ...

class SetIntervalsRequest(_message.Message):
    __slots__ = ["intervals"]
    INTERVALS_FIELD_NUMBER: _ClassVar[int]
    intervals: Intervals
    def __init__(self, intervals: _Optional[_Union[Intervals, _Mapping]] = ...) -> None: ...

class SetIntervalsResponse(_message.Message):
    __slots__ = ["intervals"]
    INTERVALS_FIELD_NUMBER: _ClassVar[int]
    intervals: Intervals
    def __init__(self, intervals: _Optional[_Union[Intervals, _Mapping]] = ...) -> None: ...

class ShutdownRequest(_message.Message):
    __slots__ = ["reason"]
    REASON_FIELD_NUMBER: _ClassVar[int]
    reason: str
    def __init__(self, reason: _Optional[str] = ...) -> None: ...

class ShutdownResponse(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class StartTrackingRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class StartTrackingResponse(_message.Message):
    __slots__ = ["duplicate"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    def __init__(self, duplicate: _Optional[bool] = ...) -> None: ...

class StopTrackingRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class StopTrackingResponse(_message.Message):
    __slots__ = ["duplicate"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    def __init__(self, duplicate: _Optional[bool] = ...) -> None: ...

class WatchHealthRequest(_message.Message):
    __slots__ = ["service"]
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    service: str
    def __init__(self, service: _Optional[str] = ...) -> None: ...

class WatchHealthResponse(_message.Message):
    __slots__ = ["reason", "status"]
    REASON_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    reason: str
    status: ServingStatus
    def __init__(self, status: _Optional[_Union[int, ServingStatus, str]] = ..., reason: _Optional[str] = ...) -> None: ...

class ServingStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
