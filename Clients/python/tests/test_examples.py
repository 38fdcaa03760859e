"""The bot of the examples, as a process of its own, obeys its operator."""
import os
import pathlib
import subprocess
import sys
import unittest

from nijad import Daemon

BOT = pathlib.Path(__file__).resolve().parents[1] / "examples/random_walk.py"


class RandomWalk(unittest.TestCase):
    def test_it_trades_and_reports_its_balance(self):
        with Daemon() as daemon, daemon.connect() as n:
            with self.bot(daemon, "--trades", "20", "--pause", "0") as bot:
                self.assertIn("done after 20 trades", bot.communicate(timeout=30)[0])
            account = n.get_account().account
            self.assertEqual((account.total_trades, account.balance), (20, 1000 + account.realized_pnl))
            self.assertFalse([trade.warnings for trade in n.iter_trades() if trade.warnings])

    def test_it_pauses_resumes_and_stops(self):
        with Daemon() as daemon, daemon.connect() as n, self.bot(daemon, "--pause", "0.01") as bot:
            self.wait_for(bot, "trade 3")
            n.pause_strategy("RANDOM_WALK", reason="let me look")
            self.wait_for(bot, "PAUSED: let me look")
            resting = n.get_account().account.total_trades
            self.assertEqual(n.get_account().account.total_trades, resting)
            n.resume_strategy("RANDOM_WALK")
            self.wait_for(bot, f"trade {resting + 2}")
            n.stop_all("enough")
            self.wait_for(bot, "STOPPED: enough")
            self.assertEqual(bot.wait(10), 0)

    def test_it_survives_a_killed_daemon(self):
        with Daemon() as daemon, self.bot(daemon, "--pause", "0.01") as bot:
            self.wait_for(bot, "trade 3")
            daemon.kill()
            daemon.start()
            with daemon.connect() as n:
                self.wait_for(bot, f"trade {n.get_account().account.total_trades + 2}")
                n.stop_strategy("RANDOM_WALK")
            self.assertEqual(bot.wait(10), 0)

    @staticmethod
    def bot(daemon, *arguments):
        environment = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path), NIJA_SOCKET=daemon.socket)
        return subprocess.Popen([sys.executable, BOT, *arguments], env=environment, stdout=subprocess.PIPE, text=True)

    def wait_for(self, bot, words):
        for line in bot.stdout:
            if line.startswith(words):
                return
        self.fail(f"the bot ended without saying {words!r}")


if __name__ == "__main__":
    unittest.main()
