from nija.rpc import status_pb2 as _status_pb2
from nija.v1 import compliance_pb2 as _compliance_pb2
from nija.v1 import fill_pb2 as _fill_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BatchRecordFillsRequest(_message.Message):
    __slots__ = ["fills"]
    FILLS_FIELD_NUMBER: _ClassVar[int]
    fills: _containers.RepeatedCompositeFieldContainer[_fill_pb2.Fill]
    def __init__(self, fills: _Optional[_Iterable[_Union[_fill_pb2.Fill, _Mapping]]] = ...) -> None: ...

class BatchRecordFillsResponse(_message.Message):
    __slots__ = ["duplicates", "recorded", "rejected", "results"]
    DUPLICATES_FIELD_NUMBER: _ClassVar[int]
    RECORDED_FIELD_NUMBER: _ClassVar[int]
    REJECTED_FIELD_NUMBER: _ClassVar[int]
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    duplicates: int
    recorded: int
    rejected: int
    results: _containers.RepeatedCompositeFieldContainer[FillResult]
    def __init__(self, results: _Optional[_Iterable[_Union[FillResult, _Mapping]]] = ..., recorded: _Optional[int] = ..., duplicates: _Optional[int] = ..., rejected: _Optional[int] = ...) -> None: ...

class FillResult(_message.Message):
    __slots__ = ["duplicate", "error", "fill_id", "sequence"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    FILL_ID_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    error: _status_pb2.Status
    fill_id: str
    sequence: int
    def __init__(self, fill_id: _Optional[str] = ..., sequence: _Optional[int] = ..., duplicate: _Optional[bool] = ..., error: _Optional[_Union[_status_pb2.Status, _Mapping]] = ...) -> None: ...

class ListFillsRequest(_message.Message):
    __slots__ = ["filter", "page_size", "page_token"]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    filter: _fill_pb2.FillFilter
    page_size: int
    page_token: str
    def __init__(self, filter: _Optional[_Union[_fill_pb2.FillFilter, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListFillsResponse(_message.Message):
    __slots__ = ["fills", "next_page_token"]
    FILLS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fills: _containers.RepeatedCompositeFieldContainer[_fill_pb2.Fill]
    next_page_token: str
    def __init__(self, fills: _Optional[_Iterable[_Union[_fill_pb2.Fill, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RecordFillRequest(_message.Message):
    __slots__ = ["fill"]
    FILL_FIELD_NUMBER: _ClassVar[int]
    fill: _fill_pb2.Fill
    def __init__(self, fill: _Optional[_Union[_fill_pb2.Fill, _Mapping]] = ...) -> None: ...

class RecordFillResponse(_message.Message):
    __slots__ = ["audits", "duplicate", "fill", "rerun_needed", "revised"]
    AUDITS_FIELD_NUMBER: _ClassVar[int]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    FILL_FIELD_NUMBER: _ClassVar[int]
    RERUN_NEEDED_FIELD_NUMBER: _ClassVar[int]
    REVISED_FIELD_NUMBER: _ClassVar[int]
    audits: _containers.RepeatedCompositeFieldContainer[_compliance_pb2.Audit]
    duplicate: bool
    fill: _fill_pb2.Fill
    rerun_needed: bool
    revised: _containers.RepeatedCompositeFieldContainer[_compliance_pb2.Audit]
    def __init__(self, fill: _Optional[_Union[_fill_pb2.Fill, _Mapping]] = ..., duplicate: _Optional[bool] = ..., audits: _Optional[_Iterable[_Union[_compliance_pb2.Audit, _Mapping]]] = ..., revised: _Optional[_Iterable[_Union[_compliance_pb2.Audit, _Mapping]]] = ..., rerun_needed: _Optional[bool] = ...) -> None: ...
