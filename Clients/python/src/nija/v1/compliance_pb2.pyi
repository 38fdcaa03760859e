from nija.v1 import common_pb2 as _common_pb2
from nija.v1 import fill_pb2 as _fill_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

AUDIT_RESULT_FAIL: AuditResult
AUDIT_RESULT_FLAG: AuditResult
AUDIT_RESULT_PASS: AuditResult
AUDIT_RESULT_PENDING: AuditResult
AUDIT_RESULT_SKIPPED: AuditResult
AUDIT_RESULT_UNSPECIFIED: AuditResult
DESCRIPTOR: _descriptor.FileDescriptor

class AssetClasses(_message.Message):
    __slots__ = ["classes"]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    classes: _containers.RepeatedScalarFieldContainer[_common_pb2.AssetClass]
    def __init__(self, classes: _Optional[_Iterable[_Union[int, _common_pb2.AssetClass, str]]] = ...) -> None: ...

class Audit(_message.Message):
    __slots__ = ["disallowed_loss", "fill", "reason", "related_fill_ids", "result", "rule_id"]
    DISALLOWED_LOSS_FIELD_NUMBER: _ClassVar[int]
    FILL_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RELATED_FILL_IDS_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    disallowed_loss: str
    fill: _fill_pb2.Fill
    reason: str
    related_fill_ids: _containers.RepeatedScalarFieldContainer[str]
    result: AuditResult
    rule_id: str
    def __init__(self, fill: _Optional[_Union[_fill_pb2.Fill, _Mapping]] = ..., rule_id: _Optional[str] = ..., result: _Optional[_Union[int, AuditResult, str]] = ..., reason: _Optional[str] = ..., related_fill_ids: _Optional[_Iterable[str]] = ..., disallowed_loss: _Optional[str] = ...) -> None: ...

class ComplianceRule(_message.Message):
    __slots__ = ["account", "asset_classes", "breach", "effective_from", "effective_until", "enabled", "rule_id", "sequence", "source", "summary", "threshold_meanings", "thresholds"]
    class ThresholdMeaningsEntry(_message.Message):
        __slots__ = ["key", "value"]
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class ThresholdsEntry(_message.Message):
        __slots__ = ["key", "value"]
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ASSET_CLASSES_FIELD_NUMBER: _ClassVar[int]
    BREACH_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_UNTIL_FIELD_NUMBER: _ClassVar[int]
    ENABLED_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    THRESHOLDS_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_MEANINGS_FIELD_NUMBER: _ClassVar[int]
    account: str
    asset_classes: AssetClasses
    breach: AuditResult
    effective_from: str
    effective_until: str
    enabled: bool
    rule_id: str
    sequence: int
    source: str
    summary: str
    threshold_meanings: _containers.ScalarMap[str, str]
    thresholds: _containers.ScalarMap[str, str]
    def __init__(self, rule_id: _Optional[str] = ..., account: _Optional[str] = ..., enabled: _Optional[bool] = ..., thresholds: _Optional[_Mapping[str, str]] = ..., asset_classes: _Optional[_Union[AssetClasses, _Mapping]] = ..., effective_from: _Optional[str] = ..., effective_until: _Optional[str] = ..., summary: _Optional[str] = ..., source: _Optional[str] = ..., breach: _Optional[_Union[int, AuditResult, str]] = ..., threshold_meanings: _Optional[_Mapping[str, str]] = ..., sequence: _Optional[int] = ...) -> None: ...

class AuditResult(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
