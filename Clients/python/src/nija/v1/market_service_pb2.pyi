from google.protobuf import duration_pb2 as _duration_pb2
from nija.rpc import status_pb2 as _status_pb2
from nija.v1 import event_pb2 as _event_pb2
from nija.v1 import market_pb2 as _market_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GetPricesRequest(_message.Message):
    __slots__ = ["symbols"]
    SYMBOLS_FIELD_NUMBER: _ClassVar[int]
    symbols: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, symbols: _Optional[_Iterable[str]] = ...) -> None: ...

class GetPricesResponse(_message.Message):
    __slots__ = ["prices"]
    PRICES_FIELD_NUMBER: _ClassVar[int]
    prices: _containers.RepeatedCompositeFieldContainer[_market_pb2.Price]
    def __init__(self, prices: _Optional[_Iterable[_Union[_market_pb2.Price, _Mapping]]] = ...) -> None: ...

class PriceOutcome(_message.Message):
    __slots__ = ["exits_requested", "late", "positions_closed", "positions_marked"]
    EXITS_REQUESTED_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_CLOSED_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_MARKED_FIELD_NUMBER: _ClassVar[int]
    exits_requested: int
    late: bool
    positions_closed: int
    positions_marked: int
    def __init__(self, positions_marked: _Optional[int] = ..., positions_closed: _Optional[int] = ..., exits_requested: _Optional[int] = ..., late: _Optional[bool] = ...) -> None: ...

class PushPriceRequest(_message.Message):
    __slots__ = ["price"]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    price: _market_pb2.Price
    def __init__(self, price: _Optional[_Union[_market_pb2.Price, _Mapping]] = ...) -> None: ...

class PushPriceResponse(_message.Message):
    __slots__ = ["outcome"]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    outcome: PriceOutcome
    def __init__(self, outcome: _Optional[_Union[PriceOutcome, _Mapping]] = ...) -> None: ...

class PushPricesRequest(_message.Message):
    __slots__ = ["price"]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    price: _market_pb2.Price
    def __init__(self, price: _Optional[_Union[_market_pb2.Price, _Mapping]] = ...) -> None: ...

class PushPricesResponse(_message.Message):
    __slots__ = ["accepted", "exits_requested", "late", "positions_closed", "refused", "rejections"]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    EXITS_REQUESTED_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_CLOSED_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    REJECTIONS_FIELD_NUMBER: _ClassVar[int]
    accepted: int
    exits_requested: int
    late: int
    positions_closed: int
    refused: int
    rejections: _containers.RepeatedCompositeFieldContainer[RejectedPrice]
    def __init__(self, accepted: _Optional[int] = ..., refused: _Optional[int] = ..., late: _Optional[int] = ..., positions_closed: _Optional[int] = ..., exits_requested: _Optional[int] = ..., rejections: _Optional[_Iterable[_Union[RejectedPrice, _Mapping]]] = ...) -> None: ...

class RejectedPrice(_message.Message):
    __slots__ = ["error", "index"]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    error: _status_pb2.Status
    index: int
    def __init__(self, index: _Optional[int] = ..., error: _Optional[_Union[_status_pb2.Status, _Mapping]] = ...) -> None: ...

class StreamPricesRequest(_message.Message):
    __slots__ = ["heartbeat_interval", "min_interval", "symbols"]
    HEARTBEAT_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    MIN_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    SYMBOLS_FIELD_NUMBER: _ClassVar[int]
    heartbeat_interval: _duration_pb2.Duration
    min_interval: _duration_pb2.Duration
    symbols: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, symbols: _Optional[_Iterable[str]] = ..., min_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., heartbeat_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class StreamPricesResponse(_message.Message):
    __slots__ = ["event"]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: _event_pb2.Event
    def __init__(self, event: _Optional[_Union[_event_pb2.Event, _Mapping]] = ...) -> None: ...
