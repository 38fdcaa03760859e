from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
FILL_SIDE_BUY: FillSide
FILL_SIDE_COVER: FillSide
FILL_SIDE_SELL: FillSide
FILL_SIDE_SHORT: FillSide
FILL_SIDE_UNSPECIFIED: FillSide

class Fill(_message.Message):
    __slots__ = ["account", "asset_class", "equity", "executed_at", "fees", "fill_id", "order_id", "price", "qty", "recorded_at", "sequence", "side", "strategy", "symbol", "user_id", "venue"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ASSET_CLASS_FIELD_NUMBER: _ClassVar[int]
    EQUITY_FIELD_NUMBER: _ClassVar[int]
    EXECUTED_AT_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    FILL_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    QTY_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_FIELD_NUMBER: _ClassVar[int]
    account: str
    asset_class: _common_pb2.AssetClass
    equity: str
    executed_at: _timestamp_pb2.Timestamp
    fees: str
    fill_id: str
    order_id: str
    price: str
    qty: str
    recorded_at: _timestamp_pb2.Timestamp
    sequence: int
    side: FillSide
    strategy: str
    symbol: str
    user_id: str
    venue: str
    def __init__(self, fill_id: _Optional[str] = ..., account: _Optional[str] = ..., user_id: _Optional[str] = ..., symbol: _Optional[str] = ..., side: _Optional[_Union[int, FillSide, str]] = ..., qty: _Optional[str] = ..., price: _Optional[str] = ..., fees: _Optional[str] = ..., executed_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., asset_class: _Optional[_Union[int, _common_pb2.AssetClass, str]] = ..., strategy: _Optional[str] = ..., venue: _Optional[str] = ..., order_id: _Optional[str] = ..., equity: _Optional[str] = ..., sequence: _Optional[int] = ..., recorded_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class FillFilter(_message.Message):
    __slots__ = ["account", "executed_at", "side", "symbol", "user_id"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    EXECUTED_AT_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    account: str
    executed_at: _common_pb2.TimeRange
    side: FillSide
    symbol: str
    user_id: str
    def __init__(self, account: _Optional[str] = ..., user_id: _Optional[str] = ..., symbol: _Optional[str] = ..., side: _Optional[_Union[int, FillSide, str]] = ..., executed_at: _Optional[_Union[_common_pb2.TimeRange, _Mapping]] = ...) -> None: ...

class FillSide(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
