from google.protobuf import duration_pb2 as _duration_pb2
from nija.v1 import common_pb2 as _common_pb2
from nija.v1 import event_pb2 as _event_pb2
from nija.v1 import position_pb2 as _position_pb2
from nija.v1 import trade_pb2 as _trade_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CancelPositionRequest(_message.Message):
    __slots__ = ["account", "failed", "note", "position_id"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    account: str
    failed: bool
    note: str
    position_id: str
    def __init__(self, account: _Optional[str] = ..., position_id: _Optional[str] = ..., failed: _Optional[bool] = ..., note: _Optional[str] = ...) -> None: ...

class CancelPositionResponse(_message.Message):
    __slots__ = ["duplicate", "position"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    position: _position_pb2.Position
    def __init__(self, position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ..., duplicate: _Optional[bool] = ...) -> None: ...

class ClosePositionRequest(_message.Message):
    __slots__ = ["account", "fees", "intended_price", "note", "position_id", "price", "quantity", "reason", "request_id"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    INTENDED_PRICE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    account: str
    fees: str
    intended_price: str
    note: str
    position_id: str
    price: str
    quantity: str
    reason: _common_pb2.ExitReason
    request_id: str
    def __init__(self, account: _Optional[str] = ..., position_id: _Optional[str] = ..., request_id: _Optional[str] = ..., quantity: _Optional[str] = ..., price: _Optional[str] = ..., fees: _Optional[str] = ..., reason: _Optional[_Union[int, _common_pb2.ExitReason, str]] = ..., intended_price: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class ClosePositionResponse(_message.Message):
    __slots__ = ["duplicate", "position", "trade"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    TRADE_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    position: _position_pb2.Position
    trade: _trade_pb2.Trade
    def __init__(self, position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ..., trade: _Optional[_Union[_trade_pb2.Trade, _Mapping]] = ..., duplicate: _Optional[bool] = ...) -> None: ...

class FillPositionRequest(_message.Message):
    __slots__ = ["account", "fees", "position_id", "price", "quantity", "request_id"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    account: str
    fees: str
    position_id: str
    price: str
    quantity: str
    request_id: str
    def __init__(self, account: _Optional[str] = ..., position_id: _Optional[str] = ..., request_id: _Optional[str] = ..., quantity: _Optional[str] = ..., price: _Optional[str] = ..., fees: _Optional[str] = ...) -> None: ...

class FillPositionResponse(_message.Message):
    __slots__ = ["duplicate", "position"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    position: _position_pb2.Position
    def __init__(self, position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ..., duplicate: _Optional[bool] = ...) -> None: ...

class GetPositionRequest(_message.Message):
    __slots__ = ["account", "position_id"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    account: str
    position_id: str
    def __init__(self, account: _Optional[str] = ..., position_id: _Optional[str] = ...) -> None: ...

class GetPositionResponse(_message.Message):
    __slots__ = ["position"]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    position: _position_pb2.Position
    def __init__(self, position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ...) -> None: ...

class ListPositionsRequest(_message.Message):
    __slots__ = ["filter", "include_ended", "page_size", "page_token", "status"]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_ENDED_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    filter: PositionFilter
    include_ended: bool
    page_size: int
    page_token: str
    status: _position_pb2.PositionStatus
    def __init__(self, filter: _Optional[_Union[PositionFilter, _Mapping]] = ..., status: _Optional[_Union[int, _position_pb2.PositionStatus, str]] = ..., include_ended: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListPositionsResponse(_message.Message):
    __slots__ = ["next_page_token", "positions"]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    next_page_token: str
    positions: _containers.RepeatedCompositeFieldContainer[_position_pb2.Position]
    def __init__(self, positions: _Optional[_Iterable[_Union[_position_pb2.Position, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class OpenPositionRequest(_message.Message):
    __slots__ = ["pending", "position"]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    pending: bool
    position: _position_pb2.Position
    def __init__(self, position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ..., pending: _Optional[bool] = ...) -> None: ...

class OpenPositionResponse(_message.Message):
    __slots__ = ["duplicate", "position"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    position: _position_pb2.Position
    def __init__(self, position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ..., duplicate: _Optional[bool] = ...) -> None: ...

class PositionDifference(_message.Message):
    __slots__ = ["applied", "kept_quantity", "kind", "position_ids", "problem", "side", "symbol", "venue_quantity"]
    class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = []
    APPLIED_FIELD_NUMBER: _ClassVar[int]
    KEPT_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    KIND_DIFFERENT: PositionDifference.Kind
    KIND_EXTRA: PositionDifference.Kind
    KIND_FIELD_NUMBER: _ClassVar[int]
    KIND_MISSING: PositionDifference.Kind
    KIND_UNSPECIFIED: PositionDifference.Kind
    POSITION_IDS_FIELD_NUMBER: _ClassVar[int]
    PROBLEM_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    VENUE_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    applied: bool
    kept_quantity: str
    kind: PositionDifference.Kind
    position_ids: _containers.RepeatedScalarFieldContainer[str]
    problem: str
    side: _common_pb2.Side
    symbol: str
    venue_quantity: str
    def __init__(self, kind: _Optional[_Union[int, PositionDifference.Kind, str]] = ..., symbol: _Optional[str] = ..., side: _Optional[_Union[int, _common_pb2.Side, str]] = ..., kept_quantity: _Optional[str] = ..., venue_quantity: _Optional[str] = ..., position_ids: _Optional[_Iterable[str]] = ..., applied: _Optional[bool] = ..., problem: _Optional[str] = ...) -> None: ...

class PositionFilter(_message.Message):
    __slots__ = ["account", "bot_id", "prompt_id", "strategy", "symbol", "venue"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BOT_ID_FIELD_NUMBER: _ClassVar[int]
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    VENUE_FIELD_NUMBER: _ClassVar[int]
    account: str
    bot_id: str
    prompt_id: str
    strategy: str
    symbol: str
    venue: str
    def __init__(self, account: _Optional[str] = ..., strategy: _Optional[str] = ..., symbol: _Optional[str] = ..., bot_id: _Optional[str] = ..., venue: _Optional[str] = ..., prompt_id: _Optional[str] = ...) -> None: ...

class ReconcilePositionsRequest(_message.Message):
    __slots__ = ["account", "apply", "positions", "venue"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    APPLY_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    VENUE_FIELD_NUMBER: _ClassVar[int]
    account: str
    apply: bool
    positions: _containers.RepeatedCompositeFieldContainer[VenuePosition]
    venue: str
    def __init__(self, account: _Optional[str] = ..., venue: _Optional[str] = ..., positions: _Optional[_Iterable[_Union[VenuePosition, _Mapping]]] = ..., apply: _Optional[bool] = ...) -> None: ...

class ReconcilePositionsResponse(_message.Message):
    __slots__ = ["checked", "differences"]
    CHECKED_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    checked: int
    differences: _containers.RepeatedCompositeFieldContainer[PositionDifference]
    def __init__(self, differences: _Optional[_Iterable[_Union[PositionDifference, _Mapping]]] = ..., checked: _Optional[int] = ...) -> None: ...

class RunMonitorRequest(_message.Message):
    __slots__ = ["account", "bot_id"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BOT_ID_FIELD_NUMBER: _ClassVar[int]
    account: str
    bot_id: str
    def __init__(self, account: _Optional[str] = ..., bot_id: _Optional[str] = ...) -> None: ...

class RunMonitorResponse(_message.Message):
    __slots__ = ["errors", "positions_closed", "positions_updated", "total_checked"]
    ERRORS_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_CLOSED_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_UPDATED_FIELD_NUMBER: _ClassVar[int]
    TOTAL_CHECKED_FIELD_NUMBER: _ClassVar[int]
    errors: _containers.RepeatedScalarFieldContainer[str]
    positions_closed: int
    positions_updated: int
    total_checked: int
    def __init__(self, total_checked: _Optional[int] = ..., positions_closed: _Optional[int] = ..., positions_updated: _Optional[int] = ..., errors: _Optional[_Iterable[str]] = ...) -> None: ...

class SetExitRulesRequest(_message.Message):
    __slots__ = ["account", "rules"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    account: str
    rules: _position_pb2.ExitRules
    def __init__(self, account: _Optional[str] = ..., rules: _Optional[_Union[_position_pb2.ExitRules, _Mapping]] = ...) -> None: ...

class SetExitRulesResponse(_message.Message):
    __slots__ = ["rules"]
    RULES_FIELD_NUMBER: _ClassVar[int]
    rules: _position_pb2.ExitRules
    def __init__(self, rules: _Optional[_Union[_position_pb2.ExitRules, _Mapping]] = ...) -> None: ...

class StreamPositionsRequest(_message.Message):
    __slots__ = ["after_sequence", "filter", "heartbeat_interval"]
    AFTER_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    after_sequence: int
    filter: PositionFilter
    heartbeat_interval: _duration_pb2.Duration
    def __init__(self, filter: _Optional[_Union[PositionFilter, _Mapping]] = ..., after_sequence: _Optional[int] = ..., heartbeat_interval: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class StreamPositionsResponse(_message.Message):
    __slots__ = ["event"]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: _event_pb2.Event
    def __init__(self, event: _Optional[_Union[_event_pb2.Event, _Mapping]] = ...) -> None: ...

class UpdatePositionRequest(_message.Message):
    __slots__ = ["account", "position_id", "stop_loss", "take_profit", "timeout", "trailing_stop"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    STOP_LOSS_FIELD_NUMBER: _ClassVar[int]
    TAKE_PROFIT_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_FIELD_NUMBER: _ClassVar[int]
    TRAILING_STOP_FIELD_NUMBER: _ClassVar[int]
    account: str
    position_id: str
    stop_loss: str
    take_profit: str
    timeout: _duration_pb2.Duration
    trailing_stop: _position_pb2.TrailingStop
    def __init__(self, account: _Optional[str] = ..., position_id: _Optional[str] = ..., stop_loss: _Optional[str] = ..., take_profit: _Optional[str] = ..., trailing_stop: _Optional[_Union[_position_pb2.TrailingStop, _Mapping]] = ..., timeout: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class UpdatePositionResponse(_message.Message):
    __slots__ = ["duplicate", "position"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    position: _position_pb2.Position
    def __init__(self, position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ..., duplicate: _Optional[bool] = ...) -> None: ...

class VenuePosition(_message.Message):
    __slots__ = ["entry_price", "quantity", "side", "symbol"]
    ENTRY_PRICE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    entry_price: str
    quantity: str
    side: _common_pb2.Side
    symbol: str
    def __init__(self, symbol: _Optional[str] = ..., side: _Optional[_Union[int, _common_pb2.Side, str]] = ..., quantity: _Optional[str] = ..., entry_price: _Optional[str] = ...) -> None: ...
