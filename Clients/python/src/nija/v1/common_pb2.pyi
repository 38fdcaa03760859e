from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

ASSET_CLASS_CRYPTO: AssetClass
ASSET_CLASS_EQUITY: AssetClass
ASSET_CLASS_FOREX: AssetClass
ASSET_CLASS_FUTURE: AssetClass
ASSET_CLASS_OPTION: AssetClass
ASSET_CLASS_OTHER: AssetClass
ASSET_CLASS_UNSPECIFIED: AssetClass
BASIS_GROSS: Basis
BASIS_NET: Basis
BASIS_UNSPECIFIED: Basis
DESCRIPTOR: _descriptor.FileDescriptor
EXIT_REASON_LIQUIDATION: ExitReason
EXIT_REASON_MANUAL: ExitReason
EXIT_REASON_SL_HIT: ExitReason
EXIT_REASON_TIMEOUT: ExitReason
EXIT_REASON_TP_HIT: ExitReason
EXIT_REASON_TRAILING_STOP: ExitReason
EXIT_REASON_UNSPECIFIED: ExitReason
ROLE_OBSERVER: Role
ROLE_OPERATOR: Role
ROLE_TRADER: Role
ROLE_UNSPECIFIED: Role
SIDE_LONG: Side
SIDE_SHORT: Side
SIDE_UNSPECIFIED: Side

class Actor(_message.Message):
    __slots__ = ["daemon", "gid", "pid", "uid"]
    DAEMON_FIELD_NUMBER: _ClassVar[int]
    GID_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    UID_FIELD_NUMBER: _ClassVar[int]
    daemon: bool
    gid: int
    pid: int
    uid: int
    def __init__(self, uid: _Optional[int] = ..., gid: _Optional[int] = ..., pid: _Optional[int] = ..., daemon: _Optional[bool] = ...) -> None: ...

class TimeRange(_message.Message):
    __slots__ = ["to"]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    to: _timestamp_pb2.Timestamp
    def __init__(self, to: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., **kwargs) -> None: ...

class Side(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class AssetClass(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class ExitReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Basis(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Role(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
