"""A real daemon under attack: what honest clients get meanwhile. `make fuzz-live` also holds how long it takes."""
import subprocess
import unittest

from wire import ROOT


class Siege(unittest.TestCase):
    def besiege(self, *options):
        done = subprocess.run([ROOT / "Fuzz/live/siege", "--smoke", "--rounds", "1", "--seconds", "2", *options],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_attacks_of_every_kind_change_no_answer(self):
        self.besiege("--attack", "mixed", "--pause", "0.001")

    def test_a_crowd_that_drips_changes_no_answer(self):
        self.besiege("--attack", "loris", "--peers", "200")


if __name__ == "__main__":
    unittest.main()
