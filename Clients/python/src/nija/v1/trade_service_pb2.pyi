from google.protobuf import duration_pb2 as _duration_pb2
from nija.rpc import status_pb2 as _status_pb2
from nija.v1 import event_pb2 as _event_pb2
from nija.v1 import trade_pb2 as _trade_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BatchRecordTradesRequest(_message.Message):
    __slots__ = ["all_or_nothing", "strict", "trades"]
    ALL_OR_NOTHING_FIELD_NUMBER: _ClassVar[int]
    STRICT_FIELD_NUMBER: _ClassVar[int]
    TRADES_FIELD_NUMBER: _ClassVar[int]
    all_or_nothing: bool
    strict: bool
    trades: _containers.RepeatedCompositeFieldContainer[_trade_pb2.Trade]
    def __init__(self, trades: _Optional[_Iterable[_Union[_trade_pb2.Trade, _Mapping]]] = ..., strict: _Optional[bool] = ..., all_or_nothing: _Optional[bool] = ...) -> None: ...

class BatchRecordTradesResponse(_message.Message):
    __slots__ = ["duplicates", "recorded", "rejected", "results"]
    DUPLICATES_FIELD_NUMBER: _ClassVar[int]
    RECORDED_FIELD_NUMBER: _ClassVar[int]
    REJECTED_FIELD_NUMBER: _ClassVar[int]
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    duplicates: int
    recorded: int
    rejected: int
    results: _containers.RepeatedCompositeFieldContainer[TradeResult]
    def __init__(self, results: _Optional[_Iterable[_Union[TradeResult, _Mapping]]] = ..., recorded: _Optional[int] = ..., duplicates: _Optional[int] = ..., rejected: _Optional[int] = ...) -> None: ...

class GetTradeRequest(_message.Message):
    __slots__ = ["account", "trade_id"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    TRADE_ID_FIELD_NUMBER: _ClassVar[int]
    account: str
    trade_id: str
    def __init__(self, account: _Optional[str] = ..., trade_id: _Optional[str] = ...) -> None: ...

class GetTradeResponse(_message.Message):
    __slots__ = ["trade"]
    TRADE_FIELD_NUMBER: _ClassVar[int]
    trade: _trade_pb2.Trade
    def __init__(self, trade: _Optional[_Union[_trade_pb2.Trade, _Mapping]] = ...) -> None: ...

class ListTradesRequest(_message.Message):
    __slots__ = ["filter", "order_by", "page_size", "page_token"]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    filter: _trade_pb2.TradeFilter
    order_by: str
    page_size: int
    page_token: str
    def __init__(self, filter: _Optional[_Union[_trade_pb2.TradeFilter, _Mapping]] = ..., order_by: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListTradesResponse(_message.Message):
    __slots__ = ["next_page_token", "trades"]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TRADES_FIELD_NUMBER: _ClassVar[int]
    next_page_token: str
    trades: _containers.RepeatedCompositeFieldContainer[_trade_pb2.Trade]
    def __init__(self, trades: _Optional[_Iterable[_Union[_trade_pb2.Trade, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RecordTradeRequest(_message.Message):
    __slots__ = ["strict", "trade"]
    STRICT_FIELD_NUMBER: _ClassVar[int]
    TRADE_FIELD_NUMBER: _ClassVar[int]
    strict: bool
    trade: _trade_pb2.Trade
    def __init__(self, trade: _Optional[_Union[_trade_pb2.Trade, _Mapping]] = ..., strict: _Optional[bool] = ...) -> None: ...

class RecordTradeResponse(_message.Message):
    __slots__ = ["duplicate", "trade"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    TRADE_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    trade: _trade_pb2.Trade
    def __init__(self, trade: _Optional[_Union[_trade_pb2.Trade, _Mapping]] = ..., duplicate: _Optional[bool] = ...) -> None: ...

class RecordTradesRequest(_message.Message):
    __slots__ = ["strict", "trade"]
    STRICT_FIELD_NUMBER: _ClassVar[int]
    TRADE_FIELD_NUMBER: _ClassVar[int]
    strict: bool
    trade: _trade_pb2.Trade
    def __init__(self, trade: _Optional[_Union[_trade_pb2.Trade, _Mapping]] = ..., strict: _Optional[bool] = ...) -> None: ...

class RecordTradesResponse(_message.Message):
    __slots__ = ["duplicates", "last_sequence", "recorded", "rejected", "rejections"]
    DUPLICATES_FIELD_NUMBER: _ClassVar[int]
    LAST_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    RECORDED_FIELD_NUMBER: _ClassVar[int]
    REJECTED_FIELD_NUMBER: _ClassVar[int]
    REJECTIONS_FIELD_NUMBER: _ClassVar[int]
    duplicates: int
    last_sequence: int
    recorded: int
    rejected: int
    rejections: _containers.RepeatedCompositeFieldContainer[RejectedTrade]
    def __init__(self, recorded: _Optional[int] = ..., duplicates: _Optional[int] = ..., rejected: _Optional[int] = ..., rejections: _Optional[_Iterable[_Union[RejectedTrade, _Mapping]]] = ..., last_sequence: _Optional[int] = ...) -> None: ...

class RejectedTrade(_message.Message):
    __slots__ = ["error", "index", "trade_id"]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    TRADE_ID_FIELD_NUMBER: _ClassVar[int]
    error: _status_pb2.Status
    index: int
    trade_id: str
    def __init__(self, index: _Optional[int] = ..., trade_id: _Optional[str] = ..., error: _Optional[_Union[_status_pb2.Status, _Mapping]] = ...) -> None: ...

class StreamTradesRequest(_message.Message):
    __slots__ = ["after_sequence", "filter", "heartbeat_interval"]
    AFTER_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    after_sequence: int
    filter: _trade_pb2.TradeFilter
    heartbeat_interval: _duration_pb2.Duration
    def __init__(self, filter: _Optional[_Union[_trade_pb2.TradeFilter, _Mapping]] = ..., after_sequence: _Optional[int] = ..., heartbeat_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class StreamTradesResponse(_message.Message):
    __slots__ = ["event"]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: _event_pb2.Event
    def __init__(self, event: _Optional[_Union[_event_pb2.Event, _Mapping]] = ...) -> None: ...

class TradeResult(_message.Message):
    __slots__ = ["duplicate", "error", "sequence", "trade_id", "warnings"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    TRADE_ID_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    error: _status_pb2.Status
    sequence: int
    trade_id: str
    warnings: _containers.RepeatedCompositeFieldContainer[_trade_pb2.TradeWarning]
    def __init__(self, trade_id: _Optional[str] = ..., sequence: _Optional[int] = ..., duplicate: _Optional[bool] = ..., error: _Optional[_Union[_status_pb2.Status, _Mapping]] = ..., warnings: _Optional[_Iterable[_Union[_trade_pb2.TradeWarning, _Mapping]]] = ...) -> None: ...

class VoidTradeRequest(_message.Message):
    __slots__ = ["account", "reason", "trade_id"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TRADE_ID_FIELD_NUMBER: _ClassVar[int]
    account: str
    reason: str
    trade_id: str
    def __init__(self, account: _Optional[str] = ..., trade_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class VoidTradeResponse(_message.Message):
    __slots__ = ["duplicate", "sequence", "trade"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    TRADE_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    sequence: int
    trade: _trade_pb2.Trade
    def __init__(self, trade: _Optional[_Union[_trade_pb2.Trade, _Mapping]] = ..., sequence: _Optional[int] = ..., duplicate: _Optional[bool] = ...) -> None: ...
