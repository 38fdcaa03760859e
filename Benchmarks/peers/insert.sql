\set number random(1, 1000000000)
INSERT INTO trades (strategy, symbol, side, quantity, entry_price, exit_price, exit_time, profit, fees)
VALUES ('S' || :number % 4, 'BTC-USD', 'LONG', 0.1, 45000, 45010, now(), 1, 0.05);
