"""Benchmarks over the socket and by nijactl: prices that are kept, comparisons, and what is refused."""
import json
import sqlite3
import unittest

from daemon import Daemon
from wire import ROOT, Refused, benchmark_service_pb2 as benchmarks

MARKET = str(ROOT / "Examples/market.csv")


def put(client, symbol, prices, **fields):
    request = benchmarks.PutBenchmarkPricesRequest(symbol=symbol, **fields)
    for date, close in prices:
        request.prices.add(date=date, close=close)
    said = client.call("BenchmarkService", "PutBenchmarkPrices", request, benchmarks.PutBenchmarkPricesResponse)
    return said.inserted, said.unchanged, said.replaced


def compare(client, *symbols, account="a", **fields):
    request = benchmarks.GetComparisonRequest(account=account, benchmarks=symbols, **fields)
    return client.call("BenchmarkService", "GetComparison", request, benchmarks.GetComparisonResponse)


class Prices(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon()

    @classmethod
    def tearDownClass(cls):
        cls.daemon.kill()

    def refusal(self, call, *arguments, **fields):
        with self.daemon.client() as client, self.assertRaises(Refused) as caught:
            call(client, *arguments, **fields)
        return caught.exception

    def test_prices_are_kept_once_and_another_price_changes_nothing(self):
        with self.daemon.client() as client:
            self.assertEqual(put(client, "ONCE", [("2025-01-03", "10"), ("2025-01-02", "9.5")]), (2, 0, 0))
            self.assertEqual(put(client, "ONCE", [("2025-01-02", "9.50"), ("2025-01-06", "11")]), (1, 1, 0))
            other = [("2025-01-07", "12"), ("2025-01-06", "11.5")]
            error = self.refusal(put, "ONCE", other)
            self.assertEqual((error.code, error.reason), (6, "BENCHMARK_PRICE_EXISTS"))
            self.assertIn("2025-01-06 is kept as 11, not 11.5", str(error))
            self.assertEqual(put(client, "ONCE", other, replace=True), (1, 0, 1))

    def test_prices_survive_a_kill_and_are_readable_by_others(self):
        with Daemon() as daemon:
            with daemon.client() as client:
                put(client, "SPY", [("2025-01-02", "584.64")], source="a.csv")
            daemon.kill()
            daemon.start()
            with daemon.client() as client:
                self.assertEqual(put(client, "SPY", [("2025-01-02", "584.64")]), (0, 1, 0))
            rows = sqlite3.connect(daemon.data / "nija.db").execute(
                "SELECT symbol, date, close, source FROM benchmark_prices").fetchall()
            self.assertEqual(rows, [("SPY", "2025-01-02", 584.64, "a.csv")])

    def test_all_that_is_wrong_is_said_at_once(self):
        bad = [("2025-13-01", "1"), ("", "-1"), ("2025-01-02", "1e5"), ("2025-01-02", "0"), ("2999-01-01", "1")]
        error = self.refusal(put, "S P Y", bad)
        self.assertEqual(error.code, 3)
        for name in ("symbol", "prices[0].date", "prices[1].date", "prices[1].close", "prices[2].close",
                     "prices[3].close", "prices[4].date"):
            self.assertIn(name, error.fields)
        self.assertEqual(self.refusal(put, "", []).fields, ["symbol", "prices"])
        many = [(f"{1900 + day // 360}-{day // 30 % 12 + 1:02}-{day % 30 % 28 + 1:02}", "1") for day in range(5001)]
        self.assertEqual(self.refusal(put, "SPY", many).fields, ["prices"])
        twice = [("2025-01-02", "1"), ("2025-01-02", "1")]
        self.assertIn("two closes of 2025-01-02", str(self.refusal(put, "SPY", twice)))

    def test_a_list_in_pages(self):
        with self.daemon.client() as client:
            for symbol in ("PAGE-A", "PAGE-B", "PAGE-C"):
                put(client, symbol, [("2025-01-02", "1"), ("2025-01-10", "2")], source="x")
            token, found = "PAGE-", []
            while token:
                said = client.call("BenchmarkService", "ListBenchmarks", benchmarks.ListBenchmarksRequest(
                    page_size=2, page_token=token), benchmarks.ListBenchmarksResponse)
                found += said.benchmarks
                token = said.next_page_token
        found = [benchmark for benchmark in found if benchmark.symbol.startswith("PAGE-")]
        self.assertEqual([benchmark.symbol for benchmark in found], ["PAGE-A", "PAGE-B", "PAGE-C"])
        first = found[0]
        self.assertEqual((first.first_date, first.last_date, first.days, first.longest_gap_days, first.last_close),
                         ("2025-01-02", "2025-01-10", 2, 8, "2"))
        self.assertTrue(first.stale)
        self.assertGreater(first.age_days, 300)


class Comparisons(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon()
        cls.daemon.ctl("account", "create", "a", "--initial-capital", "10000")
        # The sample of S4: bought for 10,000, sold for 11,500; the benchmark gained 10 %.
        cls.daemon.ctl("trade", "record", "--account", "a", "--strategy", "S", "--symbol", "AAPL", "--side", "LONG",
                       "--quantity", "10", "--entry-price", "1000", "--exit-price", "1150", "--profit", "1500",
                       "--fees", "0", "--exit-time", "2025-01-03T12:00:00Z")
        cls.daemon.ctl("account", "create", "empty", "--initial-capital", "1")
        with cls.daemon.client() as client:
            put(client, "SPY", [("2025-01-02", "500"), ("2025-01-03", "550")], source="spy.csv")
            put(client, "LATE", [("2025-01-06", "1")])
            put(client, "ENDED", [("2024-12-30", "1"), ("2025-01-02", "1")])

    @classmethod
    def tearDownClass(cls):
        cls.daemon.kill()

    def refusal(self, *symbols, **fields):
        with self.daemon.client() as client, self.assertRaises(Refused) as caught:
            compare(client, *symbols, **fields)
        return caught.exception

    def test_the_sample_of_the_comparison(self):
        with self.daemon.client() as client:
            said = compare(client, "SPY", include_curve=True)
        user, found = said.user_performance, said.comparisons[0]
        self.assertEqual((user.buy_value, user.sell_value, user.profit_dollar), ("10000", "11500", "1500"))
        self.assertAlmostEqual(user.profit_percent, 15, 9)
        self.assertEqual(found.benchmark_performance.symbol, "SPY")
        self.assertAlmostEqual(found.benchmark_performance.returns_percent, 10, 9)
        self.assertAlmostEqual(found.comparison.time_weighted_return, 15, 9)
        self.assertAlmostEqual(found.comparison.difference_percent, 5, 9)
        self.assertTrue(found.comparison.outperformance)
        self.assertEqual(found.comparison.status, benchmarks.COMPARISON_STATUS_OUTPERFORMED)
        self.assertEqual((found.benchmark_performance.start.date, found.benchmark_performance.start.close),
                         ("2025-01-02", "500"))
        self.assertEqual(list(found.benchmark_performance.sources), ["spy.csv"])
        self.assertEqual(found.matching, benchmarks.CALENDAR_MATCHING_COMMON_DAYS)
        self.assertEqual([(point.date, round(point.account, 9), round(point.benchmark, 9)) for point in found.curve],
                         [("2025-01-03", 115, 110)])
        self.assertIn("beta", [figure.metric for figure in found.undefined])
        self.assertFalse(found.HasField("beta"))

    def test_missing_prices_are_an_error_and_old_ones_are_marked(self):
        error = self.refusal("LATE")
        self.assertEqual((error.code, error.reason), (9, "PRICES_MISSING"))
        self.assertIn("no close on 2025-01-02", str(error))
        error = self.refusal("ENDED")
        self.assertEqual((error.code, error.reason), (9, "PRICES_MISSING"))
        with self.daemon.client() as client:
            found = compare(client, "SPY", end_date="2025-02-01").comparisons[0]
        self.assertTrue(found.benchmark_performance.stale)
        self.assertEqual((found.benchmark_performance.age_days, found.end_date), (29, "2025-01-03"))
        self.assertTrue(found.notes[0].startswith("STALE"))
        # One that cannot be compared fails all: half an answer would hide it.
        self.assertEqual(self.refusal("SPY", "LATE").code, 9)

    def test_what_is_refused(self):
        self.assertEqual((self.refusal("NONE").code, self.refusal("NONE").reason), (5, "BENCHMARK_NOT_FOUND"))
        self.assertEqual(self.refusal("SPY", account="nobody").code, 5)
        self.assertEqual(self.refusal("SPY", strategy="nothing").code, 5)
        self.assertEqual(self.refusal("SPY", account="empty").reason, "NO_ACTIVITY")
        self.assertEqual(self.refusal().fields, ["benchmarks"])
        self.assertEqual(self.refusal("SPY", "SPY").fields, ["benchmarks[1]"])
        self.assertEqual(self.refusal("SPY", end_date="tomorrow", periods_per_year=1001).fields,
                         ["end_date", "periods_per_year"])
        self.assertEqual(self.refusal("SPY", end_date="2999-01-01").fields, ["end_date"])
        self.assertEqual(self.refusal("SPY", end_date="2024-01-01").fields, ["end_date"])
        self.assertEqual(self.refusal("SPY", start_date="2025-01-05", end_date="2025-01-04").fields, ["end_date"])
        self.assertEqual(self.refusal("SPY", matching=9).fields, ["matching"])


class Loading(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon()

    @classmethod
    def tearDownClass(cls):
        cls.daemon.kill()

    def load(self, text, *words):
        return self.daemon.ctl("benchmark", "load", "-", "--symbol", "X", *words, input=text, check=False)

    def test_a_file_is_loaded_and_compared(self):
        self.daemon.ctl("account", "create", "b", "--initial-capital", "10000")
        self.daemon.ctl("trade", "import", str(ROOT / "Examples/history.csv"), "--account", "b")
        for expected in ({"inserted": 177, "unchanged": 0}, {"inserted": 0, "unchanged": 177}):
            said = json.loads(self.daemon.ctl("benchmark", "load", MARKET, "-o", "json").stdout)
            self.assertEqual({name: said[name] for name in expected}, expected)
        listed = json.loads(self.daemon.ctl("benchmark", "list", "-o", "json").stdout)["benchmarks"]
        market = next(row for row in listed if row["symbol"] == "MARKET")
        self.assertEqual((market["last_close"], market["source"]), ("616.63", "market.csv"))
        self.assertIn("UNDERPERFORMED", self.daemon.ctl("benchmark", "compare", "MARKET", "--account", "b").stdout)
        other = self.daemon.ctl("benchmark", "load", MARKET, "--price", "close", check=False)
        self.assertEqual(other.returncode, 1)
        self.assertIn("nothing was changed", other.stderr)

    def test_files_as_others_write_them(self):
        for text in ("Date,Open,High,Low,Close,Volume\n2025-01-02,1,2,1,1.5,9\n",
                     "date,close\n2025-01-02,1.5\n",
                     "\ufeffDate,Close,Adj Close\r\n2025-01-02 00:00:00-05:00,9,1.5\r\n2025-01-03,null,null\r\n"):
            said = self.load(text)
            self.assertEqual(said.returncode, 0, said.stderr)
        self.assertIn("1 lines have no close", said.stderr)

    def test_bad_files_are_refused_whole(self):
        for text, reason in (("", "the file is empty"), ("Date,Open\n", "none for the close"),
                             ("Day,Close\n", "none for the date"), ("Date,Close\n", "has no close"),
                             ("Date,Close\n2025-01-02,1\n02/01/2025,1\n2025-01-03,-1\n2025-01-04\n",
                              "line 3: the date is"),
                             ("Date,Close\n2025-01-02,1\n2025-01-03,-1\n", "line 3: the close is")):
            said = self.load(text)
            self.assertEqual(said.returncode, 1, text)
            self.assertIn(reason, said.stderr)
        self.assertEqual(self.daemon.ctl("benchmark", "load", "-", input="", check=False).returncode, 2)


if __name__ == "__main__":
    unittest.main()
