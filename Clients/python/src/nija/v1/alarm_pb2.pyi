from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

ALARM_ACTION_NONE: AlarmAction
ALARM_ACTION_PAUSE_STRATEGY: AlarmAction
ALARM_ACTION_STOP_ALL: AlarmAction
ALARM_ACTION_UNSPECIFIED: AlarmAction
ALARM_CATEGORY_API: AlarmCategory
ALARM_CATEGORY_BALANCE: AlarmCategory
ALARM_CATEGORY_COMPLIANCE: AlarmCategory
ALARM_CATEGORY_DRAWDOWN: AlarmCategory
ALARM_CATEGORY_POSITION: AlarmCategory
ALARM_CATEGORY_STRATEGY: AlarmCategory
ALARM_CATEGORY_SYSTEM: AlarmCategory
ALARM_CATEGORY_TRADE_PERFORMANCE: AlarmCategory
ALARM_CATEGORY_UNSPECIFIED: AlarmCategory
ALARM_CATEGORY_VOLATILITY: AlarmCategory
ALARM_STATE_ACTIVE: AlarmState
ALARM_STATE_CLEARED: AlarmState
ALARM_STATE_RESOLVED: AlarmState
ALARM_STATE_UNSPECIFIED: AlarmState
ALARM_TRANSITION_ACKNOWLEDGED: AlarmTransition
ALARM_TRANSITION_CLEARED: AlarmTransition
ALARM_TRANSITION_DEESCALATED: AlarmTransition
ALARM_TRANSITION_ESCALATED: AlarmTransition
ALARM_TRANSITION_RAISED: AlarmTransition
ALARM_TRANSITION_REPEATED: AlarmTransition
ALARM_TRANSITION_RESOLVED: AlarmTransition
ALARM_TRANSITION_UNSPECIFIED: AlarmTransition
COMPARISON_EQ: Comparison
COMPARISON_GT: Comparison
COMPARISON_GTE: Comparison
COMPARISON_LT: Comparison
COMPARISON_LTE: Comparison
COMPARISON_UNSPECIFIED: Comparison
DESCRIPTOR: _descriptor.FileDescriptor
SEVERITY_CRITICAL: Severity
SEVERITY_EMERGENCY: Severity
SEVERITY_INFO: Severity
SEVERITY_UNSPECIFIED: Severity
SEVERITY_WARNING: Severity

class Alarm(_message.Message):
    __slots__ = ["account", "acknowledged", "acknowledged_at", "acknowledged_by", "action_taken", "alarm_id", "category", "current_value", "ended_at", "message", "metadata", "metric", "name", "occurrences", "sequence", "severity", "state", "strategy", "threshold_value", "timestamp"]
    class MetadataEntry(_message.Message):
        __slots__ = ["key", "value"]
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_AT_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_BY_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_FIELD_NUMBER: _ClassVar[int]
    ACTION_TAKEN_FIELD_NUMBER: _ClassVar[int]
    ALARM_ID_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    CURRENT_VALUE_FIELD_NUMBER: _ClassVar[int]
    ENDED_AT_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    METRIC_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    OCCURRENCES_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_VALUE_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    account: str
    acknowledged: bool
    acknowledged_at: _timestamp_pb2.Timestamp
    acknowledged_by: _common_pb2.Actor
    action_taken: str
    alarm_id: str
    category: AlarmCategory
    current_value: float
    ended_at: _timestamp_pb2.Timestamp
    message: str
    metadata: _containers.ScalarMap[str, str]
    metric: str
    name: str
    occurrences: int
    sequence: int
    severity: Severity
    state: AlarmState
    strategy: str
    threshold_value: float
    timestamp: _timestamp_pb2.Timestamp
    def __init__(self, alarm_id: _Optional[str] = ..., name: _Optional[str] = ..., account: _Optional[str] = ..., strategy: _Optional[str] = ..., severity: _Optional[_Union[int, Severity, str]] = ..., category: _Optional[_Union[int, AlarmCategory, str]] = ..., message: _Optional[str] = ..., timestamp: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[_Union[int, AlarmState, str]] = ..., metric: _Optional[str] = ..., current_value: _Optional[float] = ..., threshold_value: _Optional[float] = ..., acknowledged: _Optional[bool] = ..., acknowledged_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., acknowledged_by: _Optional[_Union[_common_pb2.Actor, _Mapping]] = ..., ended_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., occurrences: _Optional[int] = ..., action_taken: _Optional[str] = ..., metadata: _Optional[_Mapping[str, str]] = ..., sequence: _Optional[int] = ...) -> None: ...

class AlarmEvent(_message.Message):
    __slots__ = ["actor", "alarm", "note", "silenced", "transition"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ALARM_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    SILENCED_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_FIELD_NUMBER: _ClassVar[int]
    actor: _common_pb2.Actor
    alarm: Alarm
    note: str
    silenced: bool
    transition: AlarmTransition
    def __init__(self, alarm: _Optional[_Union[Alarm, _Mapping]] = ..., transition: _Optional[_Union[int, AlarmTransition, str]] = ..., actor: _Optional[_Union[_common_pb2.Actor, _Mapping]] = ..., note: _Optional[str] = ..., silenced: _Optional[bool] = ...) -> None: ...

class Escalation(_message.Message):
    __slots__ = ["action", "severity", "threshold_value"]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_VALUE_FIELD_NUMBER: _ClassVar[int]
    action: AlarmAction
    severity: Severity
    threshold_value: float
    def __init__(self, threshold_value: _Optional[float] = ..., severity: _Optional[_Union[int, Severity, str]] = ..., action: _Optional[_Union[int, AlarmAction, str]] = ...) -> None: ...

class Silence(_message.Message):
    __slots__ = ["account", "actor", "name", "reason", "sequence", "silence_id", "since", "strategy", "until"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SILENCE_ID_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    account: str
    actor: _common_pb2.Actor
    name: str
    reason: str
    sequence: int
    silence_id: str
    since: _timestamp_pb2.Timestamp
    strategy: str
    until: _timestamp_pb2.Timestamp
    def __init__(self, silence_id: _Optional[str] = ..., account: _Optional[str] = ..., name: _Optional[str] = ..., strategy: _Optional[str] = ..., until: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., reason: _Optional[str] = ..., actor: _Optional[_Union[_common_pb2.Actor, _Mapping]] = ..., since: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., sequence: _Optional[int] = ...) -> None: ...

class Threshold(_message.Message):
    __slots__ = ["account", "action", "built_in", "category", "comparison", "cooldown", "description", "enabled", "escalations", "hysteresis", "metric", "min_trades", "name", "sequence", "severity", "strategy", "threshold_value"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    BUILT_IN_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    COMPARISON_FIELD_NUMBER: _ClassVar[int]
    COOLDOWN_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    ENABLED_FIELD_NUMBER: _ClassVar[int]
    ESCALATIONS_FIELD_NUMBER: _ClassVar[int]
    HYSTERESIS_FIELD_NUMBER: _ClassVar[int]
    METRIC_FIELD_NUMBER: _ClassVar[int]
    MIN_TRADES_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_VALUE_FIELD_NUMBER: _ClassVar[int]
    account: str
    action: AlarmAction
    built_in: bool
    category: AlarmCategory
    comparison: Comparison
    cooldown: _duration_pb2.Duration
    description: str
    enabled: bool
    escalations: _containers.RepeatedCompositeFieldContainer[Escalation]
    hysteresis: float
    metric: str
    min_trades: int
    name: str
    sequence: int
    severity: Severity
    strategy: str
    threshold_value: float
    def __init__(self, name: _Optional[str] = ..., account: _Optional[str] = ..., strategy: _Optional[str] = ..., category: _Optional[_Union[int, AlarmCategory, str]] = ..., severity: _Optional[_Union[int, Severity, str]] = ..., metric: _Optional[str] = ..., comparison: _Optional[_Union[int, Comparison, str]] = ..., threshold_value: _Optional[float] = ..., enabled: _Optional[bool] = ..., description: _Optional[str] = ..., min_trades: _Optional[int] = ..., hysteresis: _Optional[float] = ..., cooldown: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., action: _Optional[_Union[int, AlarmAction, str]] = ..., escalations: _Optional[_Iterable[_Union[Escalation, _Mapping]]] = ..., built_in: _Optional[bool] = ..., sequence: _Optional[int] = ...) -> None: ...

class Severity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class AlarmCategory(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Comparison(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class AlarmAction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class AlarmState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class AlarmTransition(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
