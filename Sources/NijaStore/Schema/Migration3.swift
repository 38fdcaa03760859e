extension Migration {
    /// Positions and prices.
    ///
    /// What was said when a position was opened stands once; what happened to it since are rows of their own, each with
    /// the whole of what can change, so that the last row of a position is the position as it is.
    static let positions = Migration(
        version: 3, statements: [positionTables, priceTables] + positionViews)

    private static let positionTables = """
        CREATE TABLE position (
          \(start),
          account TEXT NOT NULL, position_id TEXT NOT NULL, strategy TEXT NOT NULL, symbol TEXT NOT NULL, venue TEXT,
          side INTEGER NOT NULL, is_pending INTEGER NOT NULL, quantity TEXT NOT NULL, entry_time INTEGER NOT NULL,
          entry_price TEXT, fees TEXT NOT NULL, leverage TEXT, intended_entry_price TEXT,
          maintenance_margin_percent TEXT, stop_loss TEXT, take_profit TEXT, trailing_amount TEXT,
          trailing_percent TEXT, timeout INTEGER, mode INTEGER NOT NULL, gap INTEGER NOT NULL, bar INTEGER NOT NULL,
          source INTEGER NOT NULL, asset_class INTEGER, bot_id TEXT, prompt_id TEXT, user_id TEXT,
          user_principal_id TEXT, subscription_id TEXT, order_id TEXT, confidence REAL, tags TEXT, reason TEXT,
          UNIQUE (account, position_id)
        ) STRICT;
        CREATE TABLE position_change (
          \(start),
          position_sequence INTEGER NOT NULL, transition INTEGER NOT NULL, previous_status INTEGER NOT NULL,
          status INTEGER NOT NULL, request_id TEXT, quantity TEXT, price TEXT, fees TEXT,
          entry_quantity TEXT NOT NULL, entry_cost TEXT NOT NULL, open_quantity TEXT NOT NULL,
          open_cost TEXT NOT NULL, exit_proceeds TEXT NOT NULL, total_fees TEXT NOT NULL, entry_time INTEGER NOT NULL,
          initial_entry_price TEXT, initial_stop_loss TEXT, stop_loss TEXT, take_profit TEXT, trailing_amount TEXT,
          trailing_percent TEXT, timeout INTEGER, high_price TEXT, low_price TEXT, trailed_price TEXT,
          last_price TEXT, last_price_time INTEGER, request_reason INTEGER, request_level TEXT, request_price TEXT,
          requested_at INTEGER, exit_time INTEGER, exit_reason INTEGER, intended_exit_price TEXT, trade_id TEXT,
          note TEXT
        ) STRICT;
        CREATE UNIQUE INDEX position_change_by_position ON position_change (position_sequence, request_id);
        CREATE TABLE exit_rules_change (
          \(start),
          account TEXT NOT NULL, mode INTEGER NOT NULL, gap INTEGER NOT NULL, bar INTEGER NOT NULL,
          source INTEGER NOT NULL
        ) STRICT;
        """

    /// Prices that have moved a trailing stop are events; the newest price of each symbol is state.
    private static let priceTables = """
        CREATE TABLE price_mark (
          \(start), \(price)
        ) STRICT;
        CREATE TABLE price (
          \(price), PRIMARY KEY (symbol, venue)
        ) STRICT, WITHOUT ROWID;
        """

    private static let price = """
        symbol TEXT NOT NULL, venue TEXT NOT NULL, time INTEGER NOT NULL, received_at INTEGER NOT NULL,
          last TEXT, bid TEXT, ask TEXT, mark TEXT, bar_open TEXT, bar_high TEXT, bar_low TEXT, bar_close TEXT
        """
}
