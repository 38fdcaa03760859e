CREATE TABLE trades (
    trade_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, strategy TEXT NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL,
    quantity NUMERIC NOT NULL, entry_price NUMERIC NOT NULL, exit_price NUMERIC NOT NULL, exit_time TIMESTAMPTZ NOT NULL,
    profit NUMERIC NOT NULL, fees NUMERIC NOT NULL);
CREATE INDEX trades_by_time ON trades (exit_time);
