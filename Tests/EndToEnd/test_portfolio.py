"""Hours and days of accounts, over the socket and by nijactl."""
import json
import unittest
from decimal import Decimal

from daemon import Daemon
from wire import ROOT, portfolio_service_pb2 as portfolio


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


if __name__ == "__main__":
    unittest.main()
