from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import common_pb2 as _common_pb2
from nija.v1 import kpi_pb2 as _kpi_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
STRATEGY_STATUS_ACTIVE: StrategyStatus
STRATEGY_STATUS_PAUSED: StrategyStatus
STRATEGY_STATUS_STOPPED: StrategyStatus
STRATEGY_STATUS_UNSPECIFIED: StrategyStatus

class Strategy(_message.Message):
    __slots__ = ["account", "allocation", "description", "name", "parameters", "performance", "registered_at", "sequence", "status", "status_actor", "status_reason", "status_since"]
    class ParametersEntry(_message.Message):
        __slots__ = ["key", "value"]
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ALLOCATION_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PARAMETERS_FIELD_NUMBER: _ClassVar[int]
    PERFORMANCE_FIELD_NUMBER: _ClassVar[int]
    REGISTERED_AT_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    STATUS_ACTOR_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    STATUS_REASON_FIELD_NUMBER: _ClassVar[int]
    STATUS_SINCE_FIELD_NUMBER: _ClassVar[int]
    account: str
    allocation: str
    description: str
    name: str
    parameters: _containers.ScalarMap[str, str]
    performance: _kpi_pb2.KpiSnapshot
    registered_at: _timestamp_pb2.Timestamp
    sequence: int
    status: StrategyStatus
    status_actor: _common_pb2.Actor
    status_reason: str
    status_since: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., account: _Optional[str] = ..., description: _Optional[str] = ..., parameters: _Optional[_Mapping[str, str]] = ..., allocation: _Optional[str] = ..., status: _Optional[_Union[int, StrategyStatus, str]] = ..., status_reason: _Optional[str] = ..., status_since: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., status_actor: _Optional[_Union[_common_pb2.Actor, _Mapping]] = ..., registered_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., sequence: _Optional[int] = ..., performance: _Optional[_Union[_kpi_pb2.KpiSnapshot, _Mapping]] = ...) -> None: ...

class StrategyEvent(_message.Message):
    __slots__ = ["actor", "previous_status", "reason", "strategy"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_STATUS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    actor: _common_pb2.Actor
    previous_status: StrategyStatus
    reason: str
    strategy: Strategy
    def __init__(self, strategy: _Optional[_Union[Strategy, _Mapping]] = ..., previous_status: _Optional[_Union[int, StrategyStatus, str]] = ..., actor: _Optional[_Union[_common_pb2.Actor, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class StrategyStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
