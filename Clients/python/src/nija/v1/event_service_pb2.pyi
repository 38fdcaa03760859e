from google.protobuf import duration_pb2 as _duration_pb2
from nija.v1 import alarm_pb2 as _alarm_pb2
from nija.v1 import event_pb2 as _event_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
TOPIC_ACCOUNT: Topic
TOPIC_ALARMS: Topic
TOPIC_COMPLIANCE: Topic
TOPIC_KPIS: Topic
TOPIC_PORTFOLIO: Topic
TOPIC_POSITIONS: Topic
TOPIC_PRICES: Topic
TOPIC_STRATEGIES: Topic
TOPIC_TRADES: Topic
TOPIC_UNSPECIFIED: Topic

class SubscribeRequest(_message.Message):
    __slots__ = ["account", "after_sequence", "heartbeat_interval", "min_kpi_interval", "min_portfolio_interval", "min_price_interval", "min_severity", "strategy", "subscription_id", "symbol", "topics"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    AFTER_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    MIN_KPI_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    MIN_PORTFOLIO_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    MIN_PRICE_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    MIN_SEVERITY_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIPTION_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    TOPICS_FIELD_NUMBER: _ClassVar[int]
    account: str
    after_sequence: int
    heartbeat_interval: _duration_pb2.Duration
    min_kpi_interval: _duration_pb2.Duration
    min_portfolio_interval: _duration_pb2.Duration
    min_price_interval: _duration_pb2.Duration
    min_severity: _alarm_pb2.Severity
    strategy: str
    subscription_id: str
    symbol: str
    topics: _containers.RepeatedScalarFieldContainer[Topic]
    def __init__(self, topics: _Optional[_Iterable[_Union[int, Topic, str]]] = ..., account: _Optional[str] = ..., strategy: _Optional[str] = ..., symbol: _Optional[str] = ..., min_severity: _Optional[_Union[int, _alarm_pb2.Severity, str]] = ..., after_sequence: _Optional[int] = ..., heartbeat_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., min_kpi_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., subscription_id: _Optional[str] = ..., min_price_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., min_portfolio_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class SubscribeResponse(_message.Message):
    __slots__ = ["event"]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: _event_pb2.Event
    def __init__(self, event: _Optional[_Union[_event_pb2.Event, _Mapping]] = ...) -> None: ...

class UnsubscribeRequest(_message.Message):
    __slots__ = ["subscription_id"]
    SUBSCRIPTION_ID_FIELD_NUMBER: _ClassVar[int]
    subscription_id: str
    def __init__(self, subscription_id: _Optional[str] = ...) -> None: ...

class UnsubscribeResponse(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class Topic(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
