"""Charts by nijactl: in the terminal and as files."""
import subprocess
import unittest
import xml.dom.minidom

from daemon import BIN, Daemon
from wire import ROOT


class Charts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon()
        cls.daemon.ctl("account", "create", "c", "--initial-capital", "10000", "--currency", "EUR")
        cls.daemon.ctl("trade", "import", str(ROOT / "Examples/history.csv"), "--account", "c")
        cls.daemon.ctl("benchmark", "load", str(ROOT / "Examples/market.csv"))

    @classmethod
    def tearDownClass(cls):
        cls.daemon.kill()

    def chart(self, *words, **options):
        return self.daemon.ctl("chart", *words, "--account", "c", **options)

    def test_the_terminal(self):
        for name, title in (("equity", "Equity, EUR, 2025-01-01 to 2025-08-28"),
                            ("drawdown", "Drawdown, %, 2025-01-01 to 2025-08-28"),
                            ("returns", "Daily returns, %, 2025-01-01 to 2025-08-28"),
                            ("monthly", "Monthly returns, %")):
            lines = self.chart(name).stdout.splitlines()
            self.assertEqual(lines[0], title)
            self.assertTrue(all(len(line) <= 108 for line in lines), name)
            self.assertNotIn("\x1b", "".join(lines))
        self.assertIn("\x1b[31m", self.chart("drawdown", "--color", "always").stdout)
        self.assertTrue(self.chart("equity", "--ascii").stdout.isascii())
        self.assertTrue(self.chart("equity", env={"LC_ALL": "C"}).stdout.isascii())
        self.assertIn("2025-03-01 to 2025-04-30",
                      self.chart("equity", "--from", "2025-03-01", "--to", "2025-05-01").stdout)

    def test_files(self):
        for name in ("equity", "drawdown", "returns", "monthly"):
            paths = {kind: self.daemon.place / f"{name}.{kind}" for kind in ("svg", "png", "pdf")}
            words = [word for kind, path in paths.items() for word in (f"--{kind}", str(path))]
            self.assertEqual(self.chart(name, *words).stdout, "")
            xml.dom.minidom.parse(str(paths["svg"]))
            self.assertTrue(paths["png"].read_bytes().startswith(b"\x89PNG"))
            self.assertTrue(paths["pdf"].read_bytes().startswith(b"%PDF"))
        said = self.chart("equity", "--png", "/nonexistent/x.png", check=False)
        self.assertEqual(said.returncode, 1)
        self.assertIn("cannot write /nonexistent/x.png", said.stderr)

    def test_an_account_without_days(self):
        for name in ("equity", "drawdown", "returns", "monthly"):
            said = self.daemon.ctl("chart", name, check=False)
            self.assertEqual(said.returncode, 1)
            self.assertIn("day", said.stderr)

    def test_both_curves_of_a_comparison(self):
        said = self.daemon.ctl("benchmark", "compare", "MARKET", "--account", "c").stdout
        self.assertIn("c beside MARKET, start = 100", said)
        path = self.daemon.place / "both.svg"
        self.daemon.ctl("benchmark", "compare", "MARKET", "--account", "c", "--svg", str(path))
        self.assertIn("stroke-dasharray", path.read_text())
        self.assertNotIn("curve", subprocess.run(
            [BIN / "nijactl", "benchmark", "compare", "MARKET", "--account", "c", "-o", "csv", "--socket",
             self.daemon.socket], capture_output=True, text=True, check=True).stdout)

    def test_the_report_has_the_same_charts(self):
        report = self.daemon.ctl("kpi", "export", "--format", "html", "--account", "c").stdout
        self.assertEqual(report.count("<svg"), 3)
        self.assertIn(">Monthly returns, %</text>", report)


if __name__ == "__main__":
    unittest.main()
