from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import account_pb2 as _account_pb2
from nija.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateAccountRequest(_message.Message):
    __slots__ = ["account"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: _account_pb2.Account
    def __init__(self, account: _Optional[_Union[_account_pb2.Account, _Mapping]] = ...) -> None: ...

class CreateAccountResponse(_message.Message):
    __slots__ = ["account", "duplicate"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    account: _account_pb2.Account
    duplicate: bool
    def __init__(self, account: _Optional[_Union[_account_pb2.Account, _Mapping]] = ..., duplicate: _Optional[bool] = ...) -> None: ...

class GetAccountRequest(_message.Message):
    __slots__ = ["name"]
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class GetAccountResponse(_message.Message):
    __slots__ = ["account"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: _account_pb2.Account
    def __init__(self, account: _Optional[_Union[_account_pb2.Account, _Mapping]] = ...) -> None: ...

class ListAccountsRequest(_message.Message):
    __slots__ = ["page_size", "page_token"]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListAccountsResponse(_message.Message):
    __slots__ = ["accounts", "next_page_token"]
    ACCOUNTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    accounts: _containers.RepeatedCompositeFieldContainer[_account_pb2.Account]
    next_page_token: str
    def __init__(self, accounts: _Optional[_Iterable[_Union[_account_pb2.Account, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListEquityRequest(_message.Message):
    __slots__ = ["account", "interval", "page_size", "page_token", "time"]
    class Interval(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = []
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_DAY: ListEquityRequest.Interval
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_REPORT: ListEquityRequest.Interval
    INTERVAL_UNSPECIFIED: ListEquityRequest.Interval
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    account: str
    interval: ListEquityRequest.Interval
    page_size: int
    page_token: str
    time: _common_pb2.TimeRange
    def __init__(self, account: _Optional[str] = ..., time: _Optional[_Union[_common_pb2.TimeRange, _Mapping]] = ..., interval: _Optional[_Union[int, ListEquityRequest.Interval, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListEquityResponse(_message.Message):
    __slots__ = ["days", "next_page_token", "reports"]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REPORTS_FIELD_NUMBER: _ClassVar[int]
    days: _containers.RepeatedCompositeFieldContainer[_account_pb2.EquityDay]
    next_page_token: str
    reports: _containers.RepeatedCompositeFieldContainer[_account_pb2.BalanceReport]
    def __init__(self, reports: _Optional[_Iterable[_Union[_account_pb2.BalanceReport, _Mapping]]] = ..., days: _Optional[_Iterable[_Union[_account_pb2.EquityDay, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RecordCashFlowRequest(_message.Message):
    __slots__ = ["account", "amount", "note", "request_id", "time"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    account: str
    amount: str
    note: str
    request_id: str
    time: _timestamp_pb2.Timestamp
    def __init__(self, account: _Optional[str] = ..., amount: _Optional[str] = ..., time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., note: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class RecordCashFlowResponse(_message.Message):
    __slots__ = ["cash_flow", "duplicate"]
    CASH_FLOW_FIELD_NUMBER: _ClassVar[int]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    cash_flow: _account_pb2.CashFlow
    duplicate: bool
    def __init__(self, cash_flow: _Optional[_Union[_account_pb2.CashFlow, _Mapping]] = ..., duplicate: _Optional[bool] = ...) -> None: ...

class UpdateAccountRequest(_message.Message):
    __slots__ = ["currency", "initial_capital", "name", "periods_per_year", "risk_free_rate", "strict"]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    INITIAL_CAPITAL_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PERIODS_PER_YEAR_FIELD_NUMBER: _ClassVar[int]
    RISK_FREE_RATE_FIELD_NUMBER: _ClassVar[int]
    STRICT_FIELD_NUMBER: _ClassVar[int]
    currency: str
    initial_capital: str
    name: str
    periods_per_year: int
    risk_free_rate: float
    strict: bool
    def __init__(self, name: _Optional[str] = ..., initial_capital: _Optional[str] = ..., currency: _Optional[str] = ..., periods_per_year: _Optional[int] = ..., risk_free_rate: _Optional[float] = ..., strict: _Optional[bool] = ...) -> None: ...

class UpdateAccountResponse(_message.Message):
    __slots__ = ["account"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: _account_pb2.Account
    def __init__(self, account: _Optional[_Union[_account_pb2.Account, _Mapping]] = ...) -> None: ...

class UpdateBalanceRequest(_message.Message):
    __slots__ = ["account", "balance", "equity", "exposure", "margin", "request_id", "time"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    EQUITY_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    MARGIN_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    account: str
    balance: str
    equity: str
    exposure: str
    margin: str
    request_id: str
    time: _timestamp_pb2.Timestamp
    def __init__(self, account: _Optional[str] = ..., balance: _Optional[str] = ..., equity: _Optional[str] = ..., exposure: _Optional[str] = ..., margin: _Optional[str] = ..., time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class UpdateBalanceResponse(_message.Message):
    __slots__ = ["duplicate", "report"]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    duplicate: bool
    report: _account_pb2.BalanceReport
    def __init__(self, report: _Optional[_Union[_account_pb2.BalanceReport, _Mapping]] = ..., duplicate: _Optional[bool] = ...) -> None: ...
