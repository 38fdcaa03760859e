"""nijactl against a real daemon: every example of its help, its formats, its exit codes, imports."""
import csv
import io
import json
import os
import pathlib
import pty
import re
import subprocess
import termios
import unittest

from daemon import BIN, Daemon
from wire import ROOT


class Ctl(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon()
        cls.daemon.ctl("trade", "record", "--strategy", "APEX_V71", "--symbol", "BTC-USD", "--profit", "50.0",
                       "--fees", "1.0", "--trade-id", "first")

    @classmethod
    def tearDownClass(cls):
        cls.daemon.kill()

    def json(self, *words):
        return json.loads(self.daemon.ctl(*words, "-o", "json").stdout)

    def test_json_is_the_response_with_the_names_of_the_proto(self):
        kpis = self.json("kpi", "show")["kpis"]
        self.assertEqual((kpis["total_trades"], kpis["net_profit"], kpis["win_rate"]), (1, "49", 100))
        self.assertIsNone(kpis["profit_factor"])
        self.assertIn({"metric": "profit_factor", "reason": "UNDEFINED_REASON_NO_LOSSES"}, kpis["undefined"])
        self.assertEqual(self.json("trade", "get", "first")["trade"]["profit"], "50")

    def test_formats(self):
        rows = list(csv.DictReader(io.StringIO(self.daemon.ctl("trade", "list", "-o", "csv").stdout)))
        self.assertEqual(rows[0]["trade_id"], "first")
        lines = self.daemon.ctl("trade", "list", "-o", "ndjson").stdout.splitlines()
        self.assertEqual(json.loads(lines[0])["trade_id"], "first")
        self.assertIn("default", self.daemon.ctl("account", "list", "-o", "id").stdout.split())
        table = self.daemon.ctl("trade", "list", "--columns", "trade-id,profit").stdout
        self.assertEqual(table.splitlines()[0].split(), ["TRADE", "PROFIT"])

    def test_exit_codes(self):
        for code, words in ((2, ["trade", "lst"]), (2, ["trade", "get"]), (2, ["kpi", "show", "--nonsense"]),
                            (3, ["trade", "get", "nothing"]), (1, ["trade", "record", "--strategy", "S", "--symbol",
                                                                  "X", "--profit", "abc"]),
                            (0, ["health"]), (0, ["version", "--client"]), (2, ["stop-all"])):
            self.assertEqual(self.daemon.ctl(*words, check=False, stdin=subprocess.DEVNULL).returncode, code, words)
        unreachable = subprocess.run([BIN / "nijactl", "health", "--socket", "/nonexistent/s"], capture_output=True)
        self.assertEqual(unreachable.returncode, 5)

    def test_errors_for_programs(self):
        failed = self.daemon.ctl("trade", "record", "--strategy", "S", "--symbol", "X", "--profit", "1e5", "-o",
                                 "json", check=False)
        self.assertEqual(failed.stdout, "")
        error = json.loads(failed.stderr)["error"]
        self.assertEqual(error["code"], "INVALID_ARGUMENT")
        self.assertEqual(error["fields"][0]["field"], "trade.profit")

    def test_did_you_mean(self):
        self.assertIn("trade list", self.daemon.ctl("trade", "lst", check=False).stderr)
        self.assertIn("--strategy", self.daemon.ctl("kpi", "show", "--stratgy", "x", check=False).stderr)

    def test_the_history_is_imported_once(self):
        self.daemon.ctl("account", "create", "history", "--initial-capital", "10000")
        path = str(ROOT / "Examples/history.csv")
        for expected in ({"recorded": 3000, "duplicates": 0}, {"recorded": 0, "duplicates": 3000}):
            said = json.loads(self.daemon.ctl("trade", "import", path, "--account", "history", "-o", "json").stdout)
            self.assertEqual({key: said[key] for key in expected}, expected)
        exported = self.daemon.ctl("trade", "export", "--account", "history", "-o", "csv").stdout
        self.daemon.ctl("account", "create", "copy", "--initial-capital", "10000")
        self.daemon.ctl("trade", "import", "-", "--account", "copy", input=exported)
        first, second = self.json("kpi", "show", "--account", "history"), self.json("kpi", "show", "--account", "copy")
        for name in ("net_profit", "win_rate", "sharpe_ratio", "max_drawdown", "longest_losing_streak"):
            self.assertEqual(first["kpis"][name], second["kpis"][name], name)

    def test_bad_lines_are_named_and_kept(self):
        self.daemon.ctl("account", "create", "bad", "--initial-capital", "1")
        text = "strategy,symbol,profit\nS,X,1\nS,,2\nS,X,abc\n"
        rejects = self.daemon.place / "rejects"
        said = self.daemon.ctl("trade", "import", "-", "--account", "bad", "--rejects", str(rejects), input=text, check=False)
        self.assertEqual(said.returncode, 1)
        self.assertIn("line 3:", said.stderr)
        self.assertIn("line 4:", said.stderr)
        self.assertEqual(rejects.read_text().splitlines(), ["strategy,symbol,profit", "S,,2", "S,X,abc"])
        unknown = self.daemon.ctl("trade", "import", "-", input="strategy,sybol,profit\nS,X,1\n", check=False)
        self.assertIn("did you mean symbol", unknown.stderr)

    def test_an_account_import_gives_the_series_of_its_rows(self):
        self.daemon.ctl("account", "create", "equity", "--initial-capital", "1000")
        text = ("time,balance,equity,cash_flow\n2026-01-01,1010,1010,\n2026-01-02T00:00:00Z,1100,1100,50\n"
                "2026-01-03,1050,1050,\n")
        for _ in range(2):
            self.daemon.ctl("account", "import", "-", "--account", "equity", input=text)
        days = self.json("account", "equity", "--daily", "--account", "equity")["days"]
        self.assertEqual([day["day"] for day in days], ["2026-01-01", "2026-01-02", "2026-01-03"])
        self.assertEqual([day["equity"] for day in days], ["1010", "1100", "1050"])
        # (1100 - 50) / 1010 - 1: the deposit is no performance.
        self.assertAlmostEqual(days[1]["daily_return"], 100 * (1050 / 1010 - 1), 9)

    def test_a_stream_hands_events_to_a_command(self):
        said = self.daemon.ctl("stream", "trades", "--after-sequence", "0", "--count", "1", "--exec", "cat")
        self.assertEqual(json.loads(said.stdout)["trade_recorded"]["trade_id"], "first")

    def test_reports(self):
        for form, begins in (("json", "{"), ("csv", "scope,"), ("md", "# "), ("html", "<!doctype html>")):
            self.assertTrue(self.daemon.ctl("kpi", "export", "--format", form).stdout.startswith(begins), form)

    def test_a_backup_is_a_sound_database(self):
        path = self.daemon.place / "backup.db"
        self.daemon.ctl("backup", str(path))
        said = subprocess.run(["sqlite3", path, "PRAGMA integrity_check; SELECT count(*) > 0 FROM trades"],
                              capture_output=True, text=True, check=True)
        self.assertEqual(said.stdout.split(), ["ok", "1"])

    def test_every_command_has_help_and_completion(self):
        overview = self.daemon.ctl("help").stdout
        self.assertIn("trade record", overview)
        for shell in ("bash", "zsh", "fish"):
            self.assertIn("trade", self.daemon.ctl("completion", shell).stdout)
        self.assertIn(".TH NIJACTL 1", self.daemon.ctl("help", "--man").stdout)


class AnyMethod(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon()

    def tearDown(self):
        self.daemon.kill()

    def test_any_method_in_json(self):
        methods = self.daemon.ctl("rpc", "list", "-o", "id").stdout.split()
        self.assertIn("nija.v1.TradeService.RecordTrade", methods)
        trade = '{"trade": {"trade_id": "rpc-1", "strategy": "RPC", "symbol": "X", "profit": 1.5}}'
        answer = json.loads(self.daemon.ctl("rpc", "call", "RecordTrade", "-d", trade).stdout)
        self.assertEqual((answer["trade"]["profit"], answer["duplicate"]), ("1.5", False))
        lines = "\n".join(json.dumps({"trade": {"trade_id": f"rpc-{n}", "strategy": "RPC", "symbol": "X", "profit": "1.5"}})
                          for n in range(1, 4))
        answer = json.loads(self.daemon.ctl("rpc", "call", "TradeService/RecordTrades", "-d", "@-", input=lines).stdout)
        self.assertEqual((answer["recorded"], answer["duplicates"]), (2, 1))
        stream = self.daemon.ctl("rpc", "call", "nija.v1.TradeService.StreamTrades", "-d",
                                 '{"filter": {"strategy": "RPC"}, "after_sequence": 0}', "--count", "2").stdout
        self.assertEqual([json.loads(line)["event"]["trade_recorded"]["trade_id"] for line in stream.splitlines()],
                         ["rpc-1", "rpc-2"])
        for code, words in ((3, ["call", "RecordTrad"]), (2, ["call", "GetTrade", "-d", '{"trade": 1}']),
                            (2, ["call", "GetTrade", "-d", "{"]), (3, ["describe", "Nothing"]), (3, ["list", "Nobody"]),
                            (3, ["call", "GetTrade", "-d", '{"trade_id": "nothing"}'])):
            self.assertEqual(self.daemon.ctl("rpc", *words, check=False).returncode, code, words)
        self.assertIn("Did you mean", self.daemon.ctl("rpc", "call", "RecordTrad", check=False).stderr)

    def test_both_ends_say_what_they_were_built_from(self):
        said = self.daemon.ctl("version", "-o", "json")
        both = json.loads(said.stdout)
        self.assertEqual((both["client_version"], both["client_commit"]), (both["version"], both["commit"]))
        self.assertGreater(both["schema_version"], 0)
        self.assertEqual(said.stderr, "")
        client = self.daemon.ctl("version", "--client").stdout
        self.assertTrue(client.startswith(f"nijactl {both['version']}"), client)
        self.assertIn(both["commit"], client)


class Examples(unittest.TestCase):
    """Every example of the help runs, in the sequence in which the help lists them."""

    # These go on until they are interrupted.
    ENDLESS = ("stream trades --symbol", "stream kpis --strategy", "stream strategies --name", "dashboard --watch",
               "stream events --topic", "stream alarms", "portfolio show --watch")

    def environment(self, daemon):
        home = daemon.place / "home"
        (home / "nija").mkdir(parents=True, exist_ok=True)
        (home / "nija/nijactl.json").write_text('{"timeout": "10s"}')
        for name in ("Examples", "packaging"):
            if not (daemon.place / name).exists():
                (daemon.place / name).symlink_to(ROOT / name)
        return {"PATH": f"{pathlib.Path(BIN).resolve()}:/usr/bin:/bin", "NIJA_SOCKET": str(daemon.socket),
                "XDG_CONFIG_HOME": str(home), "HOME": str(home)}

    def run_full_screen(self, daemon, example):
        """On a terminal of its own; ends with the key q and leaves the terminal as it was."""
        master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (40, 120))
        environment = self.environment(daemon) | {"TERM": "xterm-256color"}
        process = subprocess.Popen(["bash", "-c", example], env=environment, cwd=daemon.place, stdin=slave, stdout=slave,
                                   stderr=slave, start_new_session=True)
        os.close(slave)
        shown = b""
        while b"q quit" not in shown:
            shown += os.read(master, 65536)
        os.write(master, b"q")
        try:
            while part := os.read(master, 65536):
                shown += part
        except OSError:
            pass  # the other end is closed
        self.assertEqual(process.wait(10), 0, shown)
        os.close(master)
        self.assertIn(b"Strategies", shown)
        self.assertIn(b"\x1b[?1049l", shown, "the screen from before was not restored")

    def run_example(self, daemon, example):
        if example.startswith("nijactl top"):
            return self.run_full_screen(daemon, example)
        is_endless = any(f"nijactl {words}" in example for words in self.ENDLESS) and "--count" not in example
        try:
            said = subprocess.run(["bash", "-c", example], env=self.environment(daemon), cwd=daemon.place,
                                  capture_output=True, text=True, stdin=subprocess.DEVNULL,
                                  timeout=1 if is_endless else 120)
        except subprocess.TimeoutExpired:
            self.assertTrue(is_endless, example)
            return
        self.assertFalse(is_endless, f"{example}\n{said.stderr}")
        self.assertEqual(said.returncode, 0, f"{example}\n{said.stdout}\n{said.stderr}")

    def test_every_example_runs(self):
        with Daemon() as daemon:
            examples = daemon.ctl("help", "examples").stdout.splitlines()
            self.assertGreater(len(examples), 150)
            for name in ("one", "two", "three"):
                daemon.ctl("alarm", "raise", name, "--severity", "WARNING", "--category", "API", "--message", "m")
            for example in examples:
                if "nijactl shutdown" not in example:
                    self.run_example(daemon, example)
        for example in (line for line in examples if "nijactl shutdown" in line):
            with Daemon() as daemon:
                self.run_example(daemon, example)
                self.assertEqual(daemon.process.wait(10), 0)


if __name__ == "__main__":
    unittest.main()
