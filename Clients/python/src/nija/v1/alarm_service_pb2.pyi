from google.protobuf import duration_pb2 as _duration_pb2
from nija.v1 import alarm_pb2 as _alarm_pb2
from nija.v1 import common_pb2 as _common_pb2
from nija.v1 import event_pb2 as _event_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AcknowledgeAlarmRequest(_message.Message):
    __slots__ = ["alarm_id", "note"]
    ALARM_ID_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    alarm_id: str
    note: str
    def __init__(self, alarm_id: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class AcknowledgeAlarmResponse(_message.Message):
    __slots__ = ["alarm", "duplicate"]
    ALARM_FIELD_NUMBER: _ClassVar[int]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    alarm: _alarm_pb2.Alarm
    duplicate: bool
    def __init__(self, alarm: _Optional[_Union[_alarm_pb2.Alarm, _Mapping]] = ..., duplicate: _Optional[bool] = ...) -> None: ...

class AlarmFilter(_message.Message):
    __slots__ = ["account", "category", "min_severity", "name", "severity", "strategy"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    MIN_SEVERITY_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    account: str
    category: _alarm_pb2.AlarmCategory
    min_severity: _alarm_pb2.Severity
    name: str
    severity: _alarm_pb2.Severity
    strategy: str
    def __init__(self, account: _Optional[str] = ..., severity: _Optional[_Union[int, _alarm_pb2.Severity, str]] = ..., min_severity: _Optional[_Union[int, _alarm_pb2.Severity, str]] = ..., category: _Optional[_Union[int, _alarm_pb2.AlarmCategory, str]] = ..., strategy: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class ClearAcknowledgedRequest(_message.Message):
    __slots__ = ["account"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: str
    def __init__(self, account: _Optional[str] = ...) -> None: ...

class ClearAcknowledgedResponse(_message.Message):
    __slots__ = ["alarms"]
    ALARMS_FIELD_NUMBER: _ClassVar[int]
    alarms: _containers.RepeatedCompositeFieldContainer[_alarm_pb2.Alarm]
    def __init__(self, alarms: _Optional[_Iterable[_Union[_alarm_pb2.Alarm, _Mapping]]] = ...) -> None: ...

class ClearAlarmRequest(_message.Message):
    __slots__ = ["alarm_id", "note"]
    ALARM_ID_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    alarm_id: str
    note: str
    def __init__(self, alarm_id: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class ClearAlarmResponse(_message.Message):
    __slots__ = ["alarm", "duplicate"]
    ALARM_FIELD_NUMBER: _ClassVar[int]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    alarm: _alarm_pb2.Alarm
    duplicate: bool
    def __init__(self, alarm: _Optional[_Union[_alarm_pb2.Alarm, _Mapping]] = ..., duplicate: _Optional[bool] = ...) -> None: ...

class DeleteThresholdRequest(_message.Message):
    __slots__ = ["account", "name", "strategy"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    account: str
    name: str
    strategy: str
    def __init__(self, name: _Optional[str] = ..., account: _Optional[str] = ..., strategy: _Optional[str] = ...) -> None: ...

class DeleteThresholdResponse(_message.Message):
    __slots__ = ["threshold"]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    threshold: _alarm_pb2.Threshold
    def __init__(self, threshold: _Optional[_Union[_alarm_pb2.Threshold, _Mapping]] = ...) -> None: ...

class GetAlarmSummaryRequest(_message.Message):
    __slots__ = ["account"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: str
    def __init__(self, account: _Optional[str] = ...) -> None: ...

class GetAlarmSummaryResponse(_message.Message):
    __slots__ = ["active_by_category", "active_by_severity", "last_alarm", "total_acknowledged", "total_active", "total_historical"]
    class ActiveByCategoryEntry(_message.Message):
        __slots__ = ["key", "value"]
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    class ActiveBySeverityEntry(_message.Message):
        __slots__ = ["key", "value"]
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    ACTIVE_BY_CATEGORY_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_BY_SEVERITY_FIELD_NUMBER: _ClassVar[int]
    LAST_ALARM_FIELD_NUMBER: _ClassVar[int]
    TOTAL_ACKNOWLEDGED_FIELD_NUMBER: _ClassVar[int]
    TOTAL_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_HISTORICAL_FIELD_NUMBER: _ClassVar[int]
    active_by_category: _containers.ScalarMap[str, int]
    active_by_severity: _containers.ScalarMap[str, int]
    last_alarm: _alarm_pb2.Alarm
    total_acknowledged: int
    total_active: int
    total_historical: int
    def __init__(self, total_active: _Optional[int] = ..., total_acknowledged: _Optional[int] = ..., active_by_severity: _Optional[_Mapping[str, int]] = ..., active_by_category: _Optional[_Mapping[str, int]] = ..., total_historical: _Optional[int] = ..., last_alarm: _Optional[_Union[_alarm_pb2.Alarm, _Mapping]] = ...) -> None: ...

class ListActiveAlarmsRequest(_message.Message):
    __slots__ = ["filter"]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    filter: AlarmFilter
    def __init__(self, filter: _Optional[_Union[AlarmFilter, _Mapping]] = ...) -> None: ...

class ListActiveAlarmsResponse(_message.Message):
    __slots__ = ["alarms"]
    ALARMS_FIELD_NUMBER: _ClassVar[int]
    alarms: _containers.RepeatedCompositeFieldContainer[_alarm_pb2.Alarm]
    def __init__(self, alarms: _Optional[_Iterable[_Union[_alarm_pb2.Alarm, _Mapping]]] = ...) -> None: ...

class ListAlarmHistoryRequest(_message.Message):
    __slots__ = ["filter", "page_size", "page_token", "time"]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    filter: AlarmFilter
    page_size: int
    page_token: str
    time: _common_pb2.TimeRange
    def __init__(self, filter: _Optional[_Union[AlarmFilter, _Mapping]] = ..., time: _Optional[_Union[_common_pb2.TimeRange, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListAlarmHistoryResponse(_message.Message):
    __slots__ = ["events", "next_page_token"]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    events: _containers.RepeatedCompositeFieldContainer[_event_pb2.Event]
    next_page_token: str
    def __init__(self, events: _Optional[_Iterable[_Union[_event_pb2.Event, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListSilencesRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class ListSilencesResponse(_message.Message):
    __slots__ = ["silences"]
    SILENCES_FIELD_NUMBER: _ClassVar[int]
    silences: _containers.RepeatedCompositeFieldContainer[_alarm_pb2.Silence]
    def __init__(self, silences: _Optional[_Iterable[_Union[_alarm_pb2.Silence, _Mapping]]] = ...) -> None: ...

class ListThresholdsRequest(_message.Message):
    __slots__ = ["account"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: str
    def __init__(self, account: _Optional[str] = ...) -> None: ...

class ListThresholdsResponse(_message.Message):
    __slots__ = ["thresholds"]
    THRESHOLDS_FIELD_NUMBER: _ClassVar[int]
    thresholds: _containers.RepeatedCompositeFieldContainer[_alarm_pb2.Threshold]
    def __init__(self, thresholds: _Optional[_Iterable[_Union[_alarm_pb2.Threshold, _Mapping]]] = ...) -> None: ...

class PutThresholdRequest(_message.Message):
    __slots__ = ["threshold"]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    threshold: _alarm_pb2.Threshold
    def __init__(self, threshold: _Optional[_Union[_alarm_pb2.Threshold, _Mapping]] = ...) -> None: ...

class PutThresholdResponse(_message.Message):
    __slots__ = ["created", "threshold"]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    created: bool
    threshold: _alarm_pb2.Threshold
    def __init__(self, threshold: _Optional[_Union[_alarm_pb2.Threshold, _Mapping]] = ..., created: _Optional[bool] = ...) -> None: ...

class RaiseAlarmRequest(_message.Message):
    __slots__ = ["account", "action", "category", "current_value", "message", "metadata", "name", "severity", "strategy"]
    class MetadataEntry(_message.Message):
        __slots__ = ["key", "value"]
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    CURRENT_VALUE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    account: str
    action: _alarm_pb2.AlarmAction
    category: _alarm_pb2.AlarmCategory
    current_value: float
    message: str
    metadata: _containers.ScalarMap[str, str]
    name: str
    severity: _alarm_pb2.Severity
    strategy: str
    def __init__(self, name: _Optional[str] = ..., account: _Optional[str] = ..., strategy: _Optional[str] = ..., severity: _Optional[_Union[int, _alarm_pb2.Severity, str]] = ..., category: _Optional[_Union[int, _alarm_pb2.AlarmCategory, str]] = ..., message: _Optional[str] = ..., current_value: _Optional[float] = ..., metadata: _Optional[_Mapping[str, str]] = ..., action: _Optional[_Union[int, _alarm_pb2.AlarmAction, str]] = ...) -> None: ...

class RaiseAlarmResponse(_message.Message):
    __slots__ = ["alarm"]
    ALARM_FIELD_NUMBER: _ClassVar[int]
    alarm: _alarm_pb2.Alarm
    def __init__(self, alarm: _Optional[_Union[_alarm_pb2.Alarm, _Mapping]] = ...) -> None: ...

class SilenceRequest(_message.Message):
    __slots__ = ["silence"]
    SILENCE_FIELD_NUMBER: _ClassVar[int]
    silence: _alarm_pb2.Silence
    def __init__(self, silence: _Optional[_Union[_alarm_pb2.Silence, _Mapping]] = ...) -> None: ...

class SilenceResponse(_message.Message):
    __slots__ = ["silence"]
    SILENCE_FIELD_NUMBER: _ClassVar[int]
    silence: _alarm_pb2.Silence
    def __init__(self, silence: _Optional[_Union[_alarm_pb2.Silence, _Mapping]] = ...) -> None: ...

class StreamAlarmsRequest(_message.Message):
    __slots__ = ["after_sequence", "filter", "heartbeat_interval"]
    AFTER_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    after_sequence: int
    filter: AlarmFilter
    heartbeat_interval: _duration_pb2.Duration
    def __init__(self, filter: _Optional[_Union[AlarmFilter, _Mapping]] = ..., after_sequence: _Optional[int] = ..., heartbeat_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class StreamAlarmsResponse(_message.Message):
    __slots__ = ["event"]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: _event_pb2.Event
    def __init__(self, event: _Optional[_Union[_event_pb2.Event, _Mapping]] = ...) -> None: ...
