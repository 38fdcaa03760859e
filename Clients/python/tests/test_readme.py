"""Every example of the README runs."""
import contextlib
import io
import os
import pathlib
import re
import unittest

import nija
from nijad import ROOT, Daemon

README = pathlib.Path(__file__).resolve().parents[1] / "README.md"


class Readme(unittest.TestCase):
    def test_the_example_of_the_project_runs(self):
        example, = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
        with Daemon() as daemon, daemon.connect() as n:
            os.environ["NIJA_SOCKET"] = daemon.socket
            exec(compile(example, "README.md", "exec"), {"nija": nija})
            self.assertEqual(n.get_account().account.realized_pnl, 49)

    def test_the_examples_run_in_the_given_sequence(self):
        examples = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
        self.assertEqual(len(examples), 4)
        with Daemon() as daemon, daemon.connect() as n:
            os.environ["NIJA_SOCKET"] = daemon.socket
            printed, names = io.StringIO(), {"nija": nija}
            with contextlib.redirect_stdout(printed):
                for example in examples:
                    exec(compile(example, str(README), "exec"), names)
                    # What follows the first example goes on with its client.
                    names["n"] = n
        for line in ("2 trades, net 28.5, win rate 50.0 %", "trade_recorded", "trade.profit is \"a lot\"", "\n-1\n"):
            self.assertIn(line, printed.getvalue())


if __name__ == "__main__":
    unittest.main()
