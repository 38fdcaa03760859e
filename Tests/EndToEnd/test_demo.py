"""`make run`: three bots replay a history, obey, and end with a summary."""
import json
import os
import re
import subprocess
import tempfile
import unittest

from daemon import BIN, Daemon
from wire import ROOT


class Demonstration(unittest.TestCase):
    def demonstrate(self, path, seconds=4):
        with tempfile.TemporaryDirectory() as place:
            said = subprocess.run([ROOT / "scripts/demo", BIN, path], capture_output=True, text=True, timeout=60,
                                  env=dict(os.environ, DEMO_SECONDS=str(seconds), TMPDIR=place), stdin=subprocess.DEVNULL)
            self.assertEqual(os.listdir(place), [], "something was left behind")
        return said

    def test_the_history_is_replayed(self):
        said = self.demonstrate(ROOT / "Examples/history.csv")
        self.assertEqual((said.returncode, said.stderr), (0, ""))
        bots = re.findall(r"^    bot-[123]: (\d+) trades recorded, (\d+) passed up", said.stdout, re.MULTILINE)
        self.assertEqual(len(bots), 3, said.stdout)
        # Each trade was recorded, or passed up because its strategy had to rest.
        self.assertEqual(sum(int(count) for bot in bots for count in bot), 3000)
        recorded = re.search(r"^(\d+) trades recorded, \d+ calls, median call", said.stdout, re.MULTILINE)
        self.assertEqual(int(recorded[1]), sum(int(bot[0]) for bot in bots))

    def test_a_file_that_is_not_there(self):
        said = self.demonstrate("/nonexistent.csv")
        self.assertEqual(said.returncode, 1)
        self.assertIn("/nonexistent.csv", said.stderr)

    def test_an_export_of_freqtrade_is_replayed(self):
        trades = [{"pair": f"{coin}/BTC", "amount": 10.0, "open_rate": 0.0001, "close_rate": 0.00011, "fee_open": 0.001,
                   "fee_close": 0.001, "open_date": f"2026-01-{day:02} 07:15:00+00:00", "profit_abs": 0.0000979,
                   "close_date": f"2026-01-{day:02} 08:15:00+00:00", "exit_reason": "roi", "is_short": False}
                  for day in range(1, 8) for coin in ("TRX", "ETH")]
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump({"strategy": {"Sample": {"starting_balance": 0.01, "trades": trades}}}, file)
            file.flush()
            said = self.demonstrate(file.name, seconds=2)
        self.assertEqual((said.returncode, said.stderr), (0, ""))
        self.assertIn("14 trades recorded", said.stdout)


class Bot(unittest.TestCase):
    """A bot obeys what StreamStrategies tells it."""

    def test_it_opens_nothing_while_its_strategy_is_paused(self):
        with Daemon() as daemon:
            daemon.ctl("account", "create", "demo", "--initial-capital", "1000")
            trades = daemon.place / "trades"
            trades.write_text("".join(
                json.dumps({"trade_id": f"t{index}", "strategy": "GRID", "symbol": "X", "profit": "1",
                            "exit_time": f"2026-01-01T00:{index // 60:02}:{index % 60:02}Z"}) + "\n" for index in range(2000)))
            bot = subprocess.Popen([BIN / "nija-demo-bot", "--trades", trades, "--bot", "1", "--of", "1", "--seconds", "8",
                                    "--socket", daemon.socket], stdout=subprocess.PIPE, text=True)
            daemon.ctl("stream", "trades", "--account", "demo", "--after-sequence", "0", "--count", "3")
            paused = daemon.ctl("strategy", "pause", "GRID", "--account", "demo", "--reason", "lunch", "-o", "json")
            self.assertEqual(bot.stdout.readline(), "bot-1 opens nothing new with GRID: PAUSED, lunch\n")
            count = self.trades(daemon)
            self.assertLess(count, 2000)
            daemon.ctl("strategy", "resume", "GRID", "--account", "demo", "--reason", "back")
            self.assertEqual(bot.stdout.readline(), "bot-1 trades again with GRID: ACTIVE, back\n")
            said = re.match(r"bot-1: (\d+) trades recorded, (\d+) passed up", bot.communicate()[0])
            self.assertEqual(int(said[1]) + int(said[2]), 2000)
            self.assertEqual(int(said[1]), self.trades(daemon))
            self.assertGreaterEqual(int(said[1]), count)
            self.assertEqual(bot.returncode, 0)
            # A trade or two may have been on their way when the pause came; the ledger has flagged them.
            sequence = int(json.loads(paused.stdout)["strategy"]["sequence"])
            late = [trade for trade in json.loads(daemon.ctl("trade", "list", "--account", "demo", "--limit", "2000", "-o",
                                                             "json").stdout)["trades"] if trade["warnings"]]
            self.assertLessEqual(len(late), 2)
            for trade in late:
                self.assertGreater(int(trade["sequence"]), sequence)

    def trades(self, daemon):
        return json.loads(daemon.ctl("kpi", "show", "--account", "demo", "-o", "json").stdout)["kpis"]["total_trades"]

    def test_wrong_usage(self):
        for words in ([], ["--trades", "x"], ["--trades", "x", "--bot", "4"], ["--trades", "x", "--bot", "no"]):
            self.assertEqual(subprocess.run([BIN / "nija-demo-bot", *words], capture_output=True).returncode, 2, words)
        said = subprocess.run([BIN / "nija-demo-bot", "--trades", "/nonexistent", "--bot", "1"], capture_output=True, text=True)
        self.assertEqual(said.returncode, 1)
        self.assertIn("cannot read /nonexistent", said.stderr)


if __name__ == "__main__":
    unittest.main()
