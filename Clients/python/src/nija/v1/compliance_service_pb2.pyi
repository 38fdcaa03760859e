from nija.v1 import common_pb2 as _common_pb2
from nija.v1 import compliance_pb2 as _compliance_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ComplianceSummary(_message.Message):
    __slots__ = ["day_trades_remaining", "failed", "fills", "flagged", "from_trades", "passed", "pending", "sequence", "skipped", "total_checks", "trades_left_out"]
    DAY_TRADES_REMAINING_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    FILLS_FIELD_NUMBER: _ClassVar[int]
    FLAGGED_FIELD_NUMBER: _ClassVar[int]
    FROM_TRADES_FIELD_NUMBER: _ClassVar[int]
    PASSED_FIELD_NUMBER: _ClassVar[int]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FIELD_NUMBER: _ClassVar[int]
    TOTAL_CHECKS_FIELD_NUMBER: _ClassVar[int]
    TRADES_LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    day_trades_remaining: int
    failed: int
    fills: int
    flagged: int
    from_trades: bool
    passed: int
    pending: int
    sequence: int
    skipped: int
    total_checks: int
    trades_left_out: int
    def __init__(self, total_checks: _Optional[int] = ..., passed: _Optional[int] = ..., flagged: _Optional[int] = ..., failed: _Optional[int] = ..., skipped: _Optional[int] = ..., pending: _Optional[int] = ..., fills: _Optional[int] = ..., from_trades: _Optional[bool] = ..., trades_left_out: _Optional[int] = ..., sequence: _Optional[int] = ..., day_trades_remaining: _Optional[int] = ...) -> None: ...

class GetComplianceRequest(_message.Message):
    __slots__ = ["account", "executed_at", "page_size", "page_token", "results", "rule_ids", "symbol", "user_id"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    EXECUTED_AT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    RULE_IDS_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    account: str
    executed_at: _common_pb2.TimeRange
    page_size: int
    page_token: str
    results: _containers.RepeatedScalarFieldContainer[_compliance_pb2.AuditResult]
    rule_ids: _containers.RepeatedScalarFieldContainer[str]
    symbol: str
    user_id: str
    def __init__(self, account: _Optional[str] = ..., user_id: _Optional[str] = ..., results: _Optional[_Iterable[_Union[int, _compliance_pb2.AuditResult, str]]] = ..., rule_ids: _Optional[_Iterable[str]] = ..., symbol: _Optional[str] = ..., executed_at: _Optional[_Union[_common_pb2.TimeRange, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class GetComplianceResponse(_message.Message):
    __slots__ = ["audits", "next_page_token", "summary"]
    AUDITS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    audits: _containers.RepeatedCompositeFieldContainer[_compliance_pb2.Audit]
    next_page_token: str
    summary: ComplianceSummary
    def __init__(self, summary: _Optional[_Union[ComplianceSummary, _Mapping]] = ..., audits: _Optional[_Iterable[_Union[_compliance_pb2.Audit, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetUserMetricsRequest(_message.Message):
    __slots__ = ["account", "user_id"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    account: str
    user_id: str
    def __init__(self, account: _Optional[str] = ..., user_id: _Optional[str] = ...) -> None: ...

class GetUserMetricsResponse(_message.Message):
    __slots__ = ["disallowed_losses", "open_cost", "realized_pnl", "returns_percent", "sequence", "total_invested", "total_trades", "unknown_cost_fills"]
    DISALLOWED_LOSSES_FIELD_NUMBER: _ClassVar[int]
    OPEN_COST_FIELD_NUMBER: _ClassVar[int]
    REALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    RETURNS_PERCENT_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_INVESTED_FIELD_NUMBER: _ClassVar[int]
    TOTAL_TRADES_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_COST_FILLS_FIELD_NUMBER: _ClassVar[int]
    disallowed_losses: str
    open_cost: str
    realized_pnl: str
    returns_percent: float
    sequence: int
    total_invested: str
    total_trades: int
    unknown_cost_fills: int
    def __init__(self, total_trades: _Optional[int] = ..., total_invested: _Optional[str] = ..., realized_pnl: _Optional[str] = ..., returns_percent: _Optional[float] = ..., open_cost: _Optional[str] = ..., disallowed_losses: _Optional[str] = ..., unknown_cost_fills: _Optional[int] = ..., sequence: _Optional[int] = ...) -> None: ...

class ListRulesRequest(_message.Message):
    __slots__ = ["account"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: str
    def __init__(self, account: _Optional[str] = ...) -> None: ...

class ListRulesResponse(_message.Message):
    __slots__ = ["rules"]
    RULES_FIELD_NUMBER: _ClassVar[int]
    rules: _containers.RepeatedCompositeFieldContainer[_compliance_pb2.ComplianceRule]
    def __init__(self, rules: _Optional[_Iterable[_Union[_compliance_pb2.ComplianceRule, _Mapping]]] = ...) -> None: ...

class PutRuleRequest(_message.Message):
    __slots__ = ["rule"]
    RULE_FIELD_NUMBER: _ClassVar[int]
    rule: _compliance_pb2.ComplianceRule
    def __init__(self, rule: _Optional[_Union[_compliance_pb2.ComplianceRule, _Mapping]] = ...) -> None: ...

class PutRuleResponse(_message.Message):
    __slots__ = ["duplicate", "rule"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    rule: _compliance_pb2.ComplianceRule
    def __init__(self, rule: _Optional[_Union[_compliance_pb2.ComplianceRule, _Mapping]] = ..., duplicate: _Optional[bool] = ...) -> None: ...

class RerunComplianceRequest(_message.Message):
    __slots__ = ["account", "user_id"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    account: str
    user_id: str
    def __init__(self, account: _Optional[str] = ..., user_id: _Optional[str] = ...) -> None: ...

class RerunComplianceResponse(_message.Message):
    __slots__ = ["alarm_ids", "summary"]
    ALARM_IDS_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    alarm_ids: _containers.RepeatedScalarFieldContainer[str]
    summary: ComplianceSummary
    def __init__(self, summary: _Optional[_Union[ComplianceSummary, _Mapping]] = ..., alarm_ids: _Optional[_Iterable[str]] = ...) -> None: ...
