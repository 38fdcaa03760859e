from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
TRADE_OUTCOME_BREAK_EVEN: TradeOutcome
TRADE_OUTCOME_LOSS: TradeOutcome
TRADE_OUTCOME_UNSPECIFIED: TradeOutcome
TRADE_OUTCOME_WIN: TradeOutcome

class Trade(_message.Message):
    __slots__ = ["account", "actual_risk_reward", "asset_class", "bot_id", "confidence", "corrects_trade_id", "duration", "entry_price", "entry_time", "exit_price", "exit_reason", "exit_time", "fee_currency", "fees", "intended_entry_price", "intended_exit_price", "is_win", "leverage", "leveraged_pnl_percentage", "net_profit", "order_id", "planned_risk_reward", "pnl_percentage", "profit", "prompt_id", "quantity", "reason", "recorded_at", "sequence", "side", "slippage_percent", "stop_loss", "strategy", "subscription_id", "symbol", "tags", "take_profit", "trade_duration_minutes", "trade_id", "user_id", "user_principal_id", "venue", "void_reason", "voided", "voided_at", "warnings"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_RISK_REWARD_FIELD_NUMBER: _ClassVar[int]
    ASSET_CLASS_FIELD_NUMBER: _ClassVar[int]
    BOT_ID_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    CORRECTS_TRADE_ID_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    ENTRY_PRICE_FIELD_NUMBER: _ClassVar[int]
    ENTRY_TIME_FIELD_NUMBER: _ClassVar[int]
    EXIT_PRICE_FIELD_NUMBER: _ClassVar[int]
    EXIT_REASON_FIELD_NUMBER: _ClassVar[int]
    EXIT_TIME_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    FEE_CURRENCY_FIELD_NUMBER: _ClassVar[int]
    INTENDED_ENTRY_PRICE_FIELD_NUMBER: _ClassVar[int]
    INTENDED_EXIT_PRICE_FIELD_NUMBER: _ClassVar[int]
    IS_WIN_FIELD_NUMBER: _ClassVar[int]
    LEVERAGED_PNL_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    NET_PROFIT_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    PLANNED_RISK_REWARD_FIELD_NUMBER: _ClassVar[int]
    PNL_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    PROFIT_FIELD_NUMBER: _ClassVar[int]
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    SLIPPAGE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    STOP_LOSS_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIPTION_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    TAKE_PROFIT_FIELD_NUMBER: _ClassVar[int]
    TRADE_DURATION_MINUTES_FIELD_NUMBER: _ClassVar[int]
    TRADE_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    USER_PRINCIPAL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_FIELD_NUMBER: _ClassVar[int]
    VOIDED_AT_FIELD_NUMBER: _ClassVar[int]
    VOIDED_FIELD_NUMBER: _ClassVar[int]
    VOID_REASON_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    account: str
    actual_risk_reward: float
    asset_class: _common_pb2.AssetClass
    bot_id: str
    confidence: float
    corrects_trade_id: str
    duration: _duration_pb2.Duration
    entry_price: str
    entry_time: _timestamp_pb2.Timestamp
    exit_price: str
    exit_reason: _common_pb2.ExitReason
    exit_time: _timestamp_pb2.Timestamp
    fee_currency: str
    fees: str
    intended_entry_price: str
    intended_exit_price: str
    is_win: bool
    leverage: str
    leveraged_pnl_percentage: float
    net_profit: str
    order_id: str
    planned_risk_reward: float
    pnl_percentage: float
    profit: str
    prompt_id: str
    quantity: str
    reason: str
    recorded_at: _timestamp_pb2.Timestamp
    sequence: int
    side: _common_pb2.Side
    slippage_percent: float
    stop_loss: str
    strategy: str
    subscription_id: str
    symbol: str
    tags: _containers.RepeatedScalarFieldContainer[str]
    take_profit: str
    trade_duration_minutes: int
    trade_id: str
    user_id: str
    user_principal_id: str
    venue: str
    void_reason: str
    voided: bool
    voided_at: _timestamp_pb2.Timestamp
    warnings: _containers.RepeatedCompositeFieldContainer[TradeWarning]
    def __init__(self, trade_id: _Optional[str] = ..., account: _Optional[str] = ..., strategy: _Optional[str] = ..., symbol: _Optional[str] = ..., venue: _Optional[str] = ..., asset_class: _Optional[_Union[int, _common_pb2.AssetClass, str]] = ..., side: _Optional[_Union[int, _common_pb2.Side, str]] = ..., quantity: _Optional[str] = ..., leverage: _Optional[str] = ..., entry_price: _Optional[str] = ..., exit_price: _Optional[str] = ..., intended_entry_price: _Optional[str] = ..., intended_exit_price: _Optional[str] = ..., entry_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., exit_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., profit: _Optional[str] = ..., fees: _Optional[str] = ..., fee_currency: _Optional[str] = ..., is_win: _Optional[bool] = ..., stop_loss: _Optional[str] = ..., take_profit: _Optional[str] = ..., exit_reason: _Optional[_Union[int, _common_pb2.ExitReason, str]] = ..., bot_id: _Optional[str] = ..., prompt_id: _Optional[str] = ..., user_id: _Optional[str] = ..., user_principal_id: _Optional[str] = ..., subscription_id: _Optional[str] = ..., order_id: _Optional[str] = ..., confidence: _Optional[float] = ..., reason: _Optional[str] = ..., tags: _Optional[_Iterable[str]] = ..., corrects_trade_id: _Optional[str] = ..., net_profit: _Optional[str] = ..., pnl_percentage: _Optional[float] = ..., leveraged_pnl_percentage: _Optional[float] = ..., planned_risk_reward: _Optional[float] = ..., actual_risk_reward: _Optional[float] = ..., slippage_percent: _Optional[float] = ..., duration: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., trade_duration_minutes: _Optional[int] = ..., sequence: _Optional[int] = ..., recorded_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., warnings: _Optional[_Iterable[_Union[TradeWarning, _Mapping]]] = ..., voided: _Optional[bool] = ..., void_reason: _Optional[str] = ..., voided_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class TradeFilter(_message.Message):
    __slots__ = ["account", "bot_id", "exit_reason", "exit_time", "include_voided", "outcome", "prompt_id", "side", "strategy", "symbol", "tag", "user_id", "venue"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BOT_ID_FIELD_NUMBER: _ClassVar[int]
    EXIT_REASON_FIELD_NUMBER: _ClassVar[int]
    EXIT_TIME_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_VOIDED_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    TAG_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_FIELD_NUMBER: _ClassVar[int]
    account: str
    bot_id: str
    exit_reason: _common_pb2.ExitReason
    exit_time: _common_pb2.TimeRange
    include_voided: bool
    outcome: TradeOutcome
    prompt_id: str
    side: _common_pb2.Side
    strategy: str
    symbol: str
    tag: str
    user_id: str
    venue: str
    def __init__(self, account: _Optional[str] = ..., strategy: _Optional[str] = ..., symbol: _Optional[str] = ..., venue: _Optional[str] = ..., bot_id: _Optional[str] = ..., prompt_id: _Optional[str] = ..., tag: _Optional[str] = ..., side: _Optional[_Union[int, _common_pb2.Side, str]] = ..., exit_reason: _Optional[_Union[int, _common_pb2.ExitReason, str]] = ..., exit_time: _Optional[_Union[_common_pb2.TimeRange, _Mapping]] = ..., outcome: _Optional[_Union[int, TradeOutcome, str]] = ..., include_voided: _Optional[bool] = ..., user_id: _Optional[str] = ...) -> None: ...

class TradeWarning(_message.Message):
    __slots__ = ["code", "message"]
    class Code(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = []
    CODE_FIELD_NUMBER: _ClassVar[int]
    CODE_FOREIGN_FEES: TradeWarning.Code
    CODE_FUTURE_TIME: TradeWarning.Code
    CODE_IS_WIN_MISMATCH: TradeWarning.Code
    CODE_PNL_MISMATCH: TradeWarning.Code
    CODE_STRATEGY_NOT_ACTIVE: TradeWarning.Code
    CODE_UNSPECIFIED: TradeWarning.Code
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    code: TradeWarning.Code
    message: str
    def __init__(self, code: _Optional[_Union[int, TradeWarning.Code, str]] = ..., message: _Optional[str] = ...) -> None: ...

class TradeOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
