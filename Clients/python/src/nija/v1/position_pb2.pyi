from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

BAR_POLICY_STOP_FIRST: BarPolicy
BAR_POLICY_TARGET_FIRST: BarPolicy
BAR_POLICY_UNSPECIFIED: BarPolicy
DESCRIPTOR: _descriptor.FileDescriptor
EXIT_MODE_CLOSE: ExitMode
EXIT_MODE_SIGNAL: ExitMode
EXIT_MODE_UNSPECIFIED: ExitMode
GAP_POLICY_LEVEL: GapPolicy
GAP_POLICY_PRICE: GapPolicy
GAP_POLICY_UNSPECIFIED: GapPolicy
GAP_POLICY_WORSE: GapPolicy
POSITION_STATUS_CANCELLED: PositionStatus
POSITION_STATUS_CLOSED: PositionStatus
POSITION_STATUS_FAILED: PositionStatus
POSITION_STATUS_OPEN: PositionStatus
POSITION_STATUS_PENDING: PositionStatus
POSITION_STATUS_STOPPED_OUT: PositionStatus
POSITION_STATUS_UNSPECIFIED: PositionStatus
PRICE_SOURCE_BOOK: PriceSource
PRICE_SOURCE_LAST: PriceSource
PRICE_SOURCE_MARK: PriceSource
PRICE_SOURCE_UNSPECIFIED: PriceSource

class ExitRequest(_message.Message):
    __slots__ = ["price", "reason", "requested_at"]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_AT_FIELD_NUMBER: _ClassVar[int]
    price: str
    reason: _common_pb2.ExitReason
    requested_at: _timestamp_pb2.Timestamp
    def __init__(self, reason: _Optional[_Union[int, _common_pb2.ExitReason, str]] = ..., price: _Optional[str] = ..., requested_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ExitRules(_message.Message):
    __slots__ = ["bar", "gap", "mode", "source"]
    BAR_FIELD_NUMBER: _ClassVar[int]
    GAP_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    bar: BarPolicy
    gap: GapPolicy
    mode: ExitMode
    source: PriceSource
    def __init__(self, mode: _Optional[_Union[int, ExitMode, str]] = ..., gap: _Optional[_Union[int, GapPolicy, str]] = ..., bar: _Optional[_Union[int, BarPolicy, str]] = ..., source: _Optional[_Union[int, PriceSource, str]] = ...) -> None: ...

class Position(_message.Message):
    __slots__ = ["account", "actual_risk_reward", "asset_class", "bot_id", "confidence", "entry_price", "entry_quantity", "entry_time", "exit_price", "exit_quantity", "exit_reason", "exit_request", "exit_time", "fees", "high_price", "initial_entry_price", "initial_stop_loss", "intended_entry_price", "is_winning", "last_price", "last_price_time", "leverage", "leveraged_pnl_percentage", "liquidation_price", "low_price", "maintenance_margin_percent", "net_pnl", "opened_sequence", "order_id", "planned_risk_reward", "pnl_percentage", "position_id", "prompt_id", "quantity", "realized_pnl", "reason", "recorded_at", "rules", "sequence", "side", "slippage_percent", "status", "stop_loss", "stop_price", "strategy", "subscription_id", "symbol", "tags", "take_profit", "timeout", "timeout_time", "trade_duration_minutes", "trade_id", "trailing_stop", "unrealized_pnl", "user_id", "user_principal_id", "venue"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_RISK_REWARD_FIELD_NUMBER: _ClassVar[int]
    ASSET_CLASS_FIELD_NUMBER: _ClassVar[int]
    BOT_ID_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    ENTRY_PRICE_FIELD_NUMBER: _ClassVar[int]
    ENTRY_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    ENTRY_TIME_FIELD_NUMBER: _ClassVar[int]
    EXIT_PRICE_FIELD_NUMBER: _ClassVar[int]
    EXIT_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    EXIT_REASON_FIELD_NUMBER: _ClassVar[int]
    EXIT_REQUEST_FIELD_NUMBER: _ClassVar[int]
    EXIT_TIME_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    HIGH_PRICE_FIELD_NUMBER: _ClassVar[int]
    INITIAL_ENTRY_PRICE_FIELD_NUMBER: _ClassVar[int]
    INITIAL_STOP_LOSS_FIELD_NUMBER: _ClassVar[int]
    INTENDED_ENTRY_PRICE_FIELD_NUMBER: _ClassVar[int]
    IS_WINNING_FIELD_NUMBER: _ClassVar[int]
    LAST_PRICE_FIELD_NUMBER: _ClassVar[int]
    LAST_PRICE_TIME_FIELD_NUMBER: _ClassVar[int]
    LEVERAGED_PNL_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    LIQUIDATION_PRICE_FIELD_NUMBER: _ClassVar[int]
    LOW_PRICE_FIELD_NUMBER: _ClassVar[int]
    MAINTENANCE_MARGIN_PERCENT_FIELD_NUMBER: _ClassVar[int]
    NET_PNL_FIELD_NUMBER: _ClassVar[int]
    OPENED_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    PLANNED_RISK_REWARD_FIELD_NUMBER: _ClassVar[int]
    PNL_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    REALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    SLIPPAGE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    STOP_LOSS_FIELD_NUMBER: _ClassVar[int]
    STOP_PRICE_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIPTION_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    TAKE_PROFIT_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_TIME_FIELD_NUMBER: _ClassVar[int]
    TRADE_DURATION_MINUTES_FIELD_NUMBER: _ClassVar[int]
    TRADE_ID_FIELD_NUMBER: _ClassVar[int]
    TRAILING_STOP_FIELD_NUMBER: _ClassVar[int]
    UNREALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    USER_PRINCIPAL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_FIELD_NUMBER: _ClassVar[int]
    account: str
    actual_risk_reward: float
    asset_class: _common_pb2.AssetClass
    bot_id: str
    confidence: float
    entry_price: str
    entry_quantity: str
    entry_time: _timestamp_pb2.Timestamp
    exit_price: str
    exit_quantity: str
    exit_reason: _common_pb2.ExitReason
    exit_request: ExitRequest
    exit_time: _timestamp_pb2.Timestamp
    fees: str
    high_price: str
    initial_entry_price: str
    initial_stop_loss: str
    intended_entry_price: str
    is_winning: bool
    last_price: str
    last_price_time: _timestamp_pb2.Timestamp
    leverage: str
    leveraged_pnl_percentage: float
    liquidation_price: str
    low_price: str
    maintenance_margin_percent: str
    net_pnl: str
    opened_sequence: int
    order_id: str
    planned_risk_reward: float
    pnl_percentage: float
    position_id: str
    prompt_id: str
    quantity: str
    realized_pnl: str
    reason: str
    recorded_at: _timestamp_pb2.Timestamp
    rules: ExitRules
    sequence: int
    side: _common_pb2.Side
    slippage_percent: float
    status: PositionStatus
    stop_loss: str
    stop_price: str
    strategy: str
    subscription_id: str
    symbol: str
    tags: _containers.RepeatedScalarFieldContainer[str]
    take_profit: str
    timeout: _duration_pb2.Duration
    timeout_time: _timestamp_pb2.Timestamp
    trade_duration_minutes: int
    trade_id: str
    trailing_stop: TrailingStop
    unrealized_pnl: str
    user_id: str
    user_principal_id: str
    venue: str
    def __init__(self, position_id: _Optional[str] = ..., account: _Optional[str] = ..., strategy: _Optional[str] = ..., symbol: _Optional[str] = ..., venue: _Optional[str] = ..., asset_class: _Optional[_Union[int, _common_pb2.AssetClass, str]] = ..., side: _Optional[_Union[int, _common_pb2.Side, str]] = ..., quantity: _Optional[str] = ..., leverage: _Optional[str] = ..., entry_price: _Optional[str] = ..., intended_entry_price: _Optional[str] = ..., entry_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., stop_loss: _Optional[str] = ..., take_profit: _Optional[str] = ..., trailing_stop: _Optional[_Union[TrailingStop, _Mapping]] = ..., timeout: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., maintenance_margin_percent: _Optional[str] = ..., fees: _Optional[str] = ..., rules: _Optional[_Union[ExitRules, _Mapping]] = ..., bot_id: _Optional[str] = ..., prompt_id: _Optional[str] = ..., user_id: _Optional[str] = ..., user_principal_id: _Optional[str] = ..., subscription_id: _Optional[str] = ..., order_id: _Optional[str] = ..., confidence: _Optional[float] = ..., reason: _Optional[str] = ..., tags: _Optional[_Iterable[str]] = ..., status: _Optional[_Union[int, PositionStatus, str]] = ..., entry_quantity: _Optional[str] = ..., initial_entry_price: _Optional[str] = ..., initial_stop_loss: _Optional[str] = ..., last_price: _Optional[str] = ..., last_price_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., high_price: _Optional[str] = ..., low_price: _Optional[str] = ..., stop_price: _Optional[str] = ..., liquidation_price: _Optional[str] = ..., timeout_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., unrealized_pnl: _Optional[str] = ..., realized_pnl: _Optional[str] = ..., net_pnl: _Optional[str] = ..., pnl_percentage: _Optional[float] = ..., leveraged_pnl_percentage: _Optional[float] = ..., planned_risk_reward: _Optional[float] = ..., actual_risk_reward: _Optional[float] = ..., slippage_percent: _Optional[float] = ..., exit_price: _Optional[str] = ..., exit_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., exit_reason: _Optional[_Union[int, _common_pb2.ExitReason, str]] = ..., exit_quantity: _Optional[str] = ..., trade_duration_minutes: _Optional[int] = ..., is_winning: _Optional[bool] = ..., exit_request: _Optional[_Union[ExitRequest, _Mapping]] = ..., trade_id: _Optional[str] = ..., opened_sequence: _Optional[int] = ..., sequence: _Optional[int] = ..., recorded_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PositionEvent(_message.Message):
    __slots__ = ["actor", "note", "position", "previous_status", "price", "quantity", "request_id", "transition"]
    class Transition(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = []
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_STATUS_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_CANCELLED: PositionEvent.Transition
    TRANSITION_CLOSED: PositionEvent.Transition
    TRANSITION_EXIT_REQUESTED: PositionEvent.Transition
    TRANSITION_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_FILLED: PositionEvent.Transition
    TRANSITION_OPENED: PositionEvent.Transition
    TRANSITION_REDUCED: PositionEvent.Transition
    TRANSITION_UNSPECIFIED: PositionEvent.Transition
    TRANSITION_UPDATED: PositionEvent.Transition
    actor: _common_pb2.Actor
    note: str
    position: Position
    previous_status: PositionStatus
    price: str
    quantity: str
    request_id: str
    transition: PositionEvent.Transition
    def __init__(self, position: _Optional[_Union[Position, _Mapping]] = ..., transition: _Optional[_Union[int, PositionEvent.Transition, str]] = ..., previous_status: _Optional[_Union[int, PositionStatus, str]] = ..., request_id: _Optional[str] = ..., quantity: _Optional[str] = ..., price: _Optional[str] = ..., actor: _Optional[_Union[_common_pb2.Actor, _Mapping]] = ..., note: _Optional[str] = ...) -> None: ...

class TrailingStop(_message.Message):
    __slots__ = ["amount", "percent"]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    amount: str
    percent: str
    def __init__(self, amount: _Optional[str] = ..., percent: _Optional[str] = ...) -> None: ...

class PositionStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class ExitMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class GapPolicy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class BarPolicy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class PriceSource(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
