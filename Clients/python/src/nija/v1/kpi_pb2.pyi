from google.protobuf import timestamp_pb2 as _timestamp_pb2
from nija.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
SERIES_SOURCE_REALIZED_PNL: SeriesSource
SERIES_SOURCE_REPORTED_EQUITY: SeriesSource
SERIES_SOURCE_UNSPECIFIED: SeriesSource
UNDEFINED_REASON_NON_POSITIVE_EQUITY: UndefinedReason
UNDEFINED_REASON_NOT_APPLICABLE: UndefinedReason
UNDEFINED_REASON_NOT_REPORTED: UndefinedReason
UNDEFINED_REASON_NO_BENCHMARK: UndefinedReason
UNDEFINED_REASON_NO_DOWNSIDE: UndefinedReason
UNDEFINED_REASON_NO_DRAWDOWN: UndefinedReason
UNDEFINED_REASON_NO_LOSSES: UndefinedReason
UNDEFINED_REASON_NO_PRICE: UndefinedReason
UNDEFINED_REASON_NO_STOP: UndefinedReason
UNDEFINED_REASON_NO_TRADES: UndefinedReason
UNDEFINED_REASON_NO_WINS: UndefinedReason
UNDEFINED_REASON_TOO_FEW_OBSERVATIONS: UndefinedReason
UNDEFINED_REASON_UNSPECIFIED: UndefinedReason
UNDEFINED_REASON_ZERO_VARIANCE: UndefinedReason

class KpiScope(_message.Message):
    __slots__ = ["account", "bot_id", "prompt_id", "strategy", "symbol", "tag", "venue"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BOT_ID_FIELD_NUMBER: _ClassVar[int]
    PROMPT_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    TAG_FIELD_NUMBER: _ClassVar[int]
    VENUE_FIELD_NUMBER: _ClassVar[int]
    account: str
    bot_id: str
    prompt_id: str
    strategy: str
    symbol: str
    tag: str
    venue: str
    def __init__(self, account: _Optional[str] = ..., strategy: _Optional[str] = ..., symbol: _Optional[str] = ..., bot_id: _Optional[str] = ..., prompt_id: _Optional[str] = ..., venue: _Optional[str] = ..., tag: _Optional[str] = ...) -> None: ...

class KpiSnapshot(_message.Message):
    __slots__ = ["account_balance", "account_equity", "account_growth", "active_days", "active_strategies", "average_holding_seconds", "average_loss", "average_win", "basis", "best_day", "best_strategy", "break_even_trades", "cagr", "cagr_calendar", "calmar_ratio", "conditional_value_at_risk_95", "currency", "current_drawdown", "current_streak", "daily_return", "day_count", "excess_kurtosis", "expectancy", "expectancy_r", "exposure_percentage", "first_trade_time", "gross_pnl", "initial_capital", "last_trade_time", "longest_losing_streak", "longest_winning_streak", "losing_trades", "max_drawdown", "monthly_return", "net_profit", "notes", "omega_ratio", "periods_per_year", "profit_deviation", "profit_factor", "profit_per_trade", "risk_free_rate", "risk_reward_ratio", "roi_percentage", "scope", "sequence", "series", "series_basis", "sharpe_ratio", "skewness", "sortino_ratio", "sqn", "tail_ratio", "time_weighted_return", "timestamp", "total_fees", "total_loss", "total_profit", "total_trades", "trades_per_calendar_day", "trades_per_day", "ulcer_index", "undefined", "value_at_risk_95", "value_at_risk_99", "volatility", "weekly_return", "win_rate", "window", "winning_trades", "worst_day", "worst_strategy"]
    ACCOUNT_BALANCE_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_EQUITY_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_GROWTH_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_DAYS_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_STRATEGIES_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_HOLDING_SECONDS_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_LOSS_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_WIN_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    BEST_DAY_FIELD_NUMBER: _ClassVar[int]
    BEST_STRATEGY_FIELD_NUMBER: _ClassVar[int]
    BREAK_EVEN_TRADES_FIELD_NUMBER: _ClassVar[int]
    CAGR_CALENDAR_FIELD_NUMBER: _ClassVar[int]
    CAGR_FIELD_NUMBER: _ClassVar[int]
    CALMAR_RATIO_FIELD_NUMBER: _ClassVar[int]
    CONDITIONAL_VALUE_AT_RISK_95_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    CURRENT_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    CURRENT_STREAK_FIELD_NUMBER: _ClassVar[int]
    DAILY_RETURN_FIELD_NUMBER: _ClassVar[int]
    DAY_COUNT_FIELD_NUMBER: _ClassVar[int]
    EXCESS_KURTOSIS_FIELD_NUMBER: _ClassVar[int]
    EXPECTANCY_FIELD_NUMBER: _ClassVar[int]
    EXPECTANCY_R_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    FIRST_TRADE_TIME_FIELD_NUMBER: _ClassVar[int]
    GROSS_PNL_FIELD_NUMBER: _ClassVar[int]
    INITIAL_CAPITAL_FIELD_NUMBER: _ClassVar[int]
    LAST_TRADE_TIME_FIELD_NUMBER: _ClassVar[int]
    LONGEST_LOSING_STREAK_FIELD_NUMBER: _ClassVar[int]
    LONGEST_WINNING_STREAK_FIELD_NUMBER: _ClassVar[int]
    LOSING_TRADES_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    MONTHLY_RETURN_FIELD_NUMBER: _ClassVar[int]
    NET_PROFIT_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    OMEGA_RATIO_FIELD_NUMBER: _ClassVar[int]
    PERIODS_PER_YEAR_FIELD_NUMBER: _ClassVar[int]
    PROFIT_DEVIATION_FIELD_NUMBER: _ClassVar[int]
    PROFIT_FACTOR_FIELD_NUMBER: _ClassVar[int]
    PROFIT_PER_TRADE_FIELD_NUMBER: _ClassVar[int]
    RISK_FREE_RATE_FIELD_NUMBER: _ClassVar[int]
    RISK_REWARD_RATIO_FIELD_NUMBER: _ClassVar[int]
    ROI_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SERIES_BASIS_FIELD_NUMBER: _ClassVar[int]
    SERIES_FIELD_NUMBER: _ClassVar[int]
    SHARPE_RATIO_FIELD_NUMBER: _ClassVar[int]
    SKEWNESS_FIELD_NUMBER: _ClassVar[int]
    SORTINO_RATIO_FIELD_NUMBER: _ClassVar[int]
    SQN_FIELD_NUMBER: _ClassVar[int]
    TAIL_RATIO_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    TIME_WEIGHTED_RETURN_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FEES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_LOSS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PROFIT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_TRADES_FIELD_NUMBER: _ClassVar[int]
    TRADES_PER_CALENDAR_DAY_FIELD_NUMBER: _ClassVar[int]
    TRADES_PER_DAY_FIELD_NUMBER: _ClassVar[int]
    ULCER_INDEX_FIELD_NUMBER: _ClassVar[int]
    UNDEFINED_FIELD_NUMBER: _ClassVar[int]
    VALUE_AT_RISK_95_FIELD_NUMBER: _ClassVar[int]
    VALUE_AT_RISK_99_FIELD_NUMBER: _ClassVar[int]
    VOLATILITY_FIELD_NUMBER: _ClassVar[int]
    WEEKLY_RETURN_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    WINNING_TRADES_FIELD_NUMBER: _ClassVar[int]
    WIN_RATE_FIELD_NUMBER: _ClassVar[int]
    WORST_DAY_FIELD_NUMBER: _ClassVar[int]
    WORST_STRATEGY_FIELD_NUMBER: _ClassVar[int]
    account_balance: str
    account_equity: str
    account_growth: float
    active_days: int
    active_strategies: int
    average_holding_seconds: float
    average_loss: str
    average_win: str
    basis: _common_pb2.Basis
    best_day: float
    best_strategy: str
    break_even_trades: int
    cagr: float
    cagr_calendar: float
    calmar_ratio: float
    conditional_value_at_risk_95: float
    currency: str
    current_drawdown: float
    current_streak: int
    daily_return: float
    day_count: int
    excess_kurtosis: float
    expectancy: str
    expectancy_r: float
    exposure_percentage: float
    first_trade_time: _timestamp_pb2.Timestamp
    gross_pnl: str
    initial_capital: str
    last_trade_time: _timestamp_pb2.Timestamp
    longest_losing_streak: int
    longest_winning_streak: int
    losing_trades: int
    max_drawdown: float
    monthly_return: float
    net_profit: str
    notes: _containers.RepeatedScalarFieldContainer[str]
    omega_ratio: float
    periods_per_year: int
    profit_deviation: float
    profit_factor: float
    profit_per_trade: str
    risk_free_rate: float
    risk_reward_ratio: float
    roi_percentage: float
    scope: KpiScope
    sequence: int
    series: SeriesSource
    series_basis: _common_pb2.Basis
    sharpe_ratio: float
    skewness: float
    sortino_ratio: float
    sqn: float
    tail_ratio: float
    time_weighted_return: float
    timestamp: _timestamp_pb2.Timestamp
    total_fees: str
    total_loss: str
    total_profit: str
    total_trades: int
    trades_per_calendar_day: float
    trades_per_day: float
    ulcer_index: float
    undefined: _containers.RepeatedCompositeFieldContainer[UndefinedMetric]
    value_at_risk_95: float
    value_at_risk_99: float
    volatility: float
    weekly_return: float
    win_rate: float
    window: KpiWindow
    winning_trades: int
    worst_day: float
    worst_strategy: str
    def __init__(self, scope: _Optional[_Union[KpiScope, _Mapping]] = ..., window: _Optional[_Union[KpiWindow, _Mapping]] = ..., basis: _Optional[_Union[int, _common_pb2.Basis, str]] = ..., timestamp: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., sequence: _Optional[int] = ..., series: _Optional[_Union[int, SeriesSource, str]] = ..., periods_per_year: _Optional[int] = ..., risk_free_rate: _Optional[float] = ..., currency: _Optional[str] = ..., day_count: _Optional[int] = ..., first_trade_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., last_trade_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., undefined: _Optional[_Iterable[_Union[UndefinedMetric, _Mapping]]] = ..., notes: _Optional[_Iterable[str]] = ..., series_basis: _Optional[_Union[int, _common_pb2.Basis, str]] = ..., total_trades: _Optional[int] = ..., winning_trades: _Optional[int] = ..., losing_trades: _Optional[int] = ..., break_even_trades: _Optional[int] = ..., win_rate: _Optional[float] = ..., profit_factor: _Optional[float] = ..., total_profit: _Optional[str] = ..., total_loss: _Optional[str] = ..., net_profit: _Optional[str] = ..., total_fees: _Optional[str] = ..., average_win: _Optional[str] = ..., average_loss: _Optional[str] = ..., expectancy: _Optional[str] = ..., expectancy_r: _Optional[float] = ..., risk_reward_ratio: _Optional[float] = ..., profit_per_trade: _Optional[str] = ..., roi_percentage: _Optional[float] = ..., trades_per_day: _Optional[float] = ..., active_days: _Optional[int] = ..., trades_per_calendar_day: _Optional[float] = ..., longest_winning_streak: _Optional[int] = ..., longest_losing_streak: _Optional[int] = ..., current_streak: _Optional[int] = ..., sqn: _Optional[float] = ..., profit_deviation: _Optional[float] = ..., average_holding_seconds: _Optional[float] = ..., gross_pnl: _Optional[str] = ..., volatility: _Optional[float] = ..., sharpe_ratio: _Optional[float] = ..., sortino_ratio: _Optional[float] = ..., cagr: _Optional[float] = ..., cagr_calendar: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., current_drawdown: _Optional[float] = ..., calmar_ratio: _Optional[float] = ..., value_at_risk_95: _Optional[float] = ..., value_at_risk_99: _Optional[float] = ..., conditional_value_at_risk_95: _Optional[float] = ..., omega_ratio: _Optional[float] = ..., ulcer_index: _Optional[float] = ..., tail_ratio: _Optional[float] = ..., skewness: _Optional[float] = ..., excess_kurtosis: _Optional[float] = ..., best_day: _Optional[float] = ..., worst_day: _Optional[float] = ..., daily_return: _Optional[float] = ..., weekly_return: _Optional[float] = ..., monthly_return: _Optional[float] = ..., time_weighted_return: _Optional[float] = ..., initial_capital: _Optional[str] = ..., account_balance: _Optional[str] = ..., account_equity: _Optional[str] = ..., account_growth: _Optional[float] = ..., exposure_percentage: _Optional[float] = ..., active_strategies: _Optional[int] = ..., best_strategy: _Optional[str] = ..., worst_strategy: _Optional[str] = ...) -> None: ...

class KpiWindow(_message.Message):
    __slots__ = ["name", "range"]
    class Name(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = []
    NAME_1D: KpiWindow.Name
    NAME_1M: KpiWindow.Name
    NAME_1W: KpiWindow.Name
    NAME_1Y: KpiWindow.Name
    NAME_ALL: KpiWindow.Name
    NAME_FIELD_NUMBER: _ClassVar[int]
    NAME_UNSPECIFIED: KpiWindow.Name
    RANGE_FIELD_NUMBER: _ClassVar[int]
    name: KpiWindow.Name
    range: _common_pb2.TimeRange
    def __init__(self, name: _Optional[_Union[int, KpiWindow.Name, str]] = ..., range: _Optional[_Union[_common_pb2.TimeRange, _Mapping]] = ...) -> None: ...

class RiskManagementPerformance(_message.Message):
    __slots__ = ["avg_actual_rr", "avg_planned_rr", "avg_slippage", "liquidation_rate", "manual_exit_rate", "reached_plan_rate", "risk_reward_count", "rr_achievement_rate", "scope", "sequence", "sl_hit_rate", "slippage_count", "timeout_rate", "total_trades", "tp_hit_rate", "trailing_stop_rate", "undefined", "window"]
    AVG_ACTUAL_RR_FIELD_NUMBER: _ClassVar[int]
    AVG_PLANNED_RR_FIELD_NUMBER: _ClassVar[int]
    AVG_SLIPPAGE_FIELD_NUMBER: _ClassVar[int]
    LIQUIDATION_RATE_FIELD_NUMBER: _ClassVar[int]
    MANUAL_EXIT_RATE_FIELD_NUMBER: _ClassVar[int]
    REACHED_PLAN_RATE_FIELD_NUMBER: _ClassVar[int]
    RISK_REWARD_COUNT_FIELD_NUMBER: _ClassVar[int]
    RR_ACHIEVEMENT_RATE_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SLIPPAGE_COUNT_FIELD_NUMBER: _ClassVar[int]
    SL_HIT_RATE_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_RATE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_TRADES_FIELD_NUMBER: _ClassVar[int]
    TP_HIT_RATE_FIELD_NUMBER: _ClassVar[int]
    TRAILING_STOP_RATE_FIELD_NUMBER: _ClassVar[int]
    UNDEFINED_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    avg_actual_rr: float
    avg_planned_rr: float
    avg_slippage: float
    liquidation_rate: float
    manual_exit_rate: float
    reached_plan_rate: float
    risk_reward_count: int
    rr_achievement_rate: float
    scope: KpiScope
    sequence: int
    sl_hit_rate: float
    slippage_count: int
    timeout_rate: float
    total_trades: int
    tp_hit_rate: float
    trailing_stop_rate: float
    undefined: _containers.RepeatedCompositeFieldContainer[UndefinedMetric]
    window: KpiWindow
    def __init__(self, scope: _Optional[_Union[KpiScope, _Mapping]] = ..., window: _Optional[_Union[KpiWindow, _Mapping]] = ..., total_trades: _Optional[int] = ..., tp_hit_rate: _Optional[float] = ..., sl_hit_rate: _Optional[float] = ..., manual_exit_rate: _Optional[float] = ..., timeout_rate: _Optional[float] = ..., liquidation_rate: _Optional[float] = ..., trailing_stop_rate: _Optional[float] = ..., avg_planned_rr: _Optional[float] = ..., avg_actual_rr: _Optional[float] = ..., rr_achievement_rate: _Optional[float] = ..., reached_plan_rate: _Optional[float] = ..., avg_slippage: _Optional[float] = ..., risk_reward_count: _Optional[int] = ..., slippage_count: _Optional[int] = ..., undefined: _Optional[_Iterable[_Union[UndefinedMetric, _Mapping]]] = ..., sequence: _Optional[int] = ...) -> None: ...

class UndefinedMetric(_message.Message):
    __slots__ = ["metric", "reason"]
    METRIC_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    metric: str
    reason: UndefinedReason
    def __init__(self, metric: _Optional[str] = ..., reason: _Optional[_Union[int, UndefinedReason, str]] = ...) -> None: ...

class UndefinedReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class SeriesSource(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
