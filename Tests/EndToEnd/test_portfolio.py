"""Portfolios, and hours and days of accounts, over the socket and by nijactl."""
import json
import subprocess
import unittest
from decimal import Decimal

from daemon import BIN, Daemon
from wire import ROOT, market_service_pb2 as market, portfolio_service_pb2 as portfolio


def aggregates(client, account, interval, page_size=1000):
    request = portfolio.GetAggregatesRequest(account=account, interval=interval, page_size=page_size)
    found = []
    while True:
        page = client.call("PortfolioService", "GetAggregates", request, portfolio.GetAggregatesResponse)
        found += page.aggregates
        if not page.next_page_token:
            return found
        request.page_token = page.next_page_token


class Aggregates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon()
        cls.daemon.ctl("account", "create", "h", "--initial-capital", "10000")
        cls.daemon.ctl("trade", "import", str(ROOT / "Examples/history.csv"), "--account", "h")

    @classmethod
    def tearDownClass(cls):
        cls.daemon.kill()

    def test_days_are_those_of_the_daily_series(self):
        with self.daemon.client() as client:
            days = aggregates(client, "h", portfolio.AGGREGATE_INTERVAL_DAY)
        series = json.loads(self.daemon.ctl("account", "equity", "--daily", "--account", "h", "-o", "json").stdout)["days"]
        self.assertEqual([(day.equity_close, day.net_profit, day.trades) for day in days],
                         [(row["equity"], row["net_profit"], row["trades"]) for row in series])
        for day, row in zip(days, series):
            self.assertAlmostEqual(day.return_percent, row["daily_return"], 9)

    def test_hours_add_up_to_days_on_every_page_size(self):
        with self.daemon.client() as client:
            days = aggregates(client, "h", portfolio.AGGREGATE_INTERVAL_DAY)
            hours = aggregates(client, "h", portfolio.AGGREGATE_INTERVAL_HOUR)
            self.assertEqual(hours, aggregates(client, "h", portfolio.AGGREGATE_INTERVAL_HOUR, page_size=7))
        self.assertEqual(sum(hour.trades for hour in hours), 3000)
        self.assertEqual(sum(Decimal(hour.net_profit) for hour in hours),
                         sum(Decimal(day.net_profit) for day in days))
        self.assertEqual(hours[0].equity_open, "10000")
        for before, after in zip(hours, hours[1:]):
            self.assertEqual(before.equity_close, after.equity_open)
            self.assertLessEqual(Decimal(after.equity_low), Decimal(after.equity_high))

    def test_late_voided_and_reported_things_count_at_once_and_after_a_kill(self):
        with Daemon() as daemon:
            for number, (profit, time) in enumerate((("100", "2026-01-05T10:10:00Z"), ("-30", "2026-01-05T12:00:00Z"),
                                                     ("50", "2026-01-05T10:40:00Z"), ("7", "2026-01-06T09:00:00Z"))):
                daemon.ctl("trade", "record", "--trade-id", f"t{number}", "--strategy", "S", "--symbol", "X",
                           "--profit", profit, "--exit-time", time)
            daemon.ctl("account", "cash-flow", "--amount", "500", "--time", "2026-01-05T12:30:00Z")
            daemon.ctl("account", "balance", "--balance", "2000", "--equity", "2000", "--time", "2026-01-06T08:00:00Z")
            daemon.ctl("trade", "void", "t1", "--reason", "wrong", "--yes")
            for _ in range(2):
                with daemon.client() as client:
                    days = aggregates(client, "", portfolio.AGGREGATE_INTERVAL_DAY)
                    hours = aggregates(client, "", portfolio.AGGREGATE_INTERVAL_HOUR)
                self.assertEqual([(day.equity_open, day.equity_high, day.equity_low, day.equity_close, day.trades)
                                  for day in days],
                                 [("1000", "1650", "1000", "1650", 2), ("1650", "2007", "1650", "2007", 1)])
                self.assertAlmostEqual(days[0].return_percent, 15, 9)
                self.assertEqual([hour.start.seconds % 86400 // 3600 for hour in hours], [10, 12, 8, 9])
                daemon.kill()
                daemon.start()

    def test_the_command(self):
        said = self.daemon.ctl("portfolio", "history", "--account", "h", "--from", "2025-03-01", "--to", "2025-03-04")
        self.assertEqual([line.split()[0] for line in said.stdout.splitlines()[1:]],
                         ["2025-03-01", "2025-03-02", "2025-03-03"])


def push(client, last, symbol="BTC-USD"):
    request = market.PushPriceRequest()
    request.price.symbol, request.price.last = symbol, str(last)
    client.call("MarketService", "PushPrice", request, market.PushPriceResponse)


def shown(client, **fields):
    request = portfolio.GetPortfolioRequest(**fields)
    return client.call("PortfolioService", "GetPortfolio", request, portfolio.GetPortfolioResponse)


class Portfolios(unittest.TestCase):
    def open_two(self, daemon):
        for name, symbol, side, quantity in (("p1", "BTC-USD", "LONG", "2"), ("p2", "ETH-USD", "SHORT", "1")):
            daemon.ctl("position", "open", "--position-id", name, "--strategy", f"S-{name}", "--symbol", symbol,
                       "--side", side, "--quantity", quantity, "--entry-price", "100", "--fees", "0.5")

    def test_is_worth_capital_trades_and_what_is_open(self):
        with Daemon() as daemon, daemon.client() as client:
            self.assertEqual(shown(client).portfolio.total_value, "1000")
            daemon.ctl("trade", "record", "--strategy", "S", "--symbol", "X", "--profit", "50", "--fees", "1")
            self.open_two(daemon)
            found = shown(client).portfolio
            self.assertEqual((found.total_value, found.open_positions, found.unpriced_positions), ("1048", 2, 2))
            self.assertFalse(found.HasField("unrealized_pnl"))
            self.assertIn("unrealized_pnl", [each.metric for each in found.undefined])
            push(client, 110)
            push(client, 90, "ETH-USD")
            found = shown(client).portfolio
            self.assertEqual((found.total_value, found.cash, found.unrealized_pnl), ("1078", "1048", "30"))
            self.assertEqual((found.realized_pnl, found.daily_pnl, found.total_pnl), ("48", "78", "78"))
            self.assertEqual((found.long_exposure, found.short_exposure, found.exposure), ("220", "90", "310"))
            self.assertEqual((found.margin_used, found.buying_power), ("300", "778"))
            self.assertAlmostEqual(found.daily_pnl_percentage, 7.8)
            self.assertAlmostEqual(found.exposure_percentage, 100 * 310 / 1078)
            self.assertEqual((found.win_rate, found.active_strategies), (100, 1))
            self.assertEqual([(part.key, part.exposure) for part in found.by_symbol],
                             [("BTC-USD", "220"), ("ETH-USD", "90")])
            self.assertEqual([part.key for part in found.by_strategy], ["S-p1", "S-p2"])
            self.assertEqual([part.key for part in shown(client, exposures=1).portfolio.by_symbol], ["BTC-USD"])
            positions = shown(client, positions=10).positions
            self.assertEqual([(each.position_id, each.unrealized_pnl) for each in positions], [("p2", "10"), ("p1", "20")])

    def test_a_report_and_a_kill_and_a_close_leave_it_where_it_is(self):
        with Daemon() as daemon:
            self.open_two(daemon)
            with daemon.client() as client:
                push(client, 110)
                push(client, 90, "ETH-USD")
            daemon.ctl("account", "balance", "--balance", "1000", "--equity", "1033")
            with daemon.client() as client:
                self.assertEqual(shown(client).portfolio.total_value, "1033")
                push(client, 115)
                self.assertEqual(shown(client).portfolio.total_value, "1043")
                # The prices must be kept before the kill: that is done once a second.
                while not self.kept(daemon, "115"):
                    pass
            daemon.kill()
            daemon.start()
            with daemon.client() as client:
                found = shown(client).portfolio
                self.assertEqual((found.total_value, found.cash), ("1043", "1000"))
            daemon.ctl("position", "close", "p1")
            with daemon.client() as client:
                self.assertEqual(shown(client).portfolio.total_value, "1043")

    def kept(self, daemon, price):
        rows = subprocess.run(["sqlite3", "-readonly", daemon.data / "nija.db", "SELECT last FROM price"],
                              capture_output=True, text=True, check=True)
        return price in rows.stdout.split()

    def test_health_names_what_is_missing_and_what_is_old(self):
        with Daemon() as daemon:
            self.assertEqual(daemon.ctl("portfolio", "health").stdout, "HEALTHY\n")
            self.open_two(daemon)
            with daemon.client() as client:
                push(client, 110)
            said = daemon.ctl("portfolio", "health", check=False)
            self.assertEqual(said.returncode, 1)
            self.assertIn("1 open position has no price yet: ETH-USD", said.stdout)
            daemon.ctl("account", "balance", "--balance", "1000")
            said = daemon.ctl("portfolio", "health", "--max-price-age", "0s", "--max-balance-age", "0s", "-o", "json",
                              check=False)
            answer = json.loads(said.stdout)
            self.assertEqual([each["kind"] for each in answer["problems"]],
                             ["KIND_UNPRICED_POSITIONS", "KIND_STALE_PRICES", "KIND_STALE_BALANCE"])
            self.assertEqual(answer["problems"][1]["symbols"], ["BTC-USD"])

    def test_summary_adds_accounts_up_by_currency(self):
        with Daemon() as daemon:
            daemon.ctl("account", "create", "swing", "--initial-capital", "500")
            daemon.ctl("account", "create", "euro", "--initial-capital", "70", "--currency", "EUR")
            answer = json.loads(daemon.ctl("portfolio", "summary", "-o", "json").stdout)
            self.assertEqual([each["account"] for each in answer["accounts"]], ["default", "euro", "swing"])
            self.assertEqual([(each["currency"], each["total_value"]) for each in answer["totals"]],
                             [("EUR", "70"), ("USD", "1500")])

    def test_watch_and_stream_follow_prices(self):
        with Daemon() as daemon, daemon.client() as client:
            self.open_two(daemon)
            for words in (("portfolio", "show", "--watch"), ("stream", "portfolio", "--min-interval", "0s")):
                push(client, 100)
                with subprocess.Popen([BIN / "nijactl", *words, "--socket", str(daemon.socket)], text=True,
                                      stdout=subprocess.PIPE) as process:
                    def worth():
                        value = json.loads(process.stdout.readline())
                        return value.get("portfolio", value)["total_value"]
                    self.assertEqual(worth(), "999")
                    push(client, 110)
                    self.assertEqual(worth(), "1019")
                    process.kill()

    def test_show_lists_exposures_and_positions_for_people(self):
        with Daemon() as daemon, daemon.client() as client:
            self.open_two(daemon)
            push(client, 110)
            said = daemon.ctl("portfolio", "show").stdout
            for part in ("total value", "1019", "buying power", "BTC-USD", "S-p1", "Open positions", "p2"):
                self.assertIn(part, said)
            self.assertNotIn("Open positions", daemon.ctl("portfolio", "show", "--positions", "0").stdout)


if __name__ == "__main__":
    unittest.main()
