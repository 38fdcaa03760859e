"""The completions, in the shells that they are made for: words, options, and names that the daemon knows."""
import os
import pathlib
import pty
import select
import subprocess
import time
import unittest

from daemon import BIN, Daemon


class Shells(unittest.TestCase):
    # What is typed, and what the only word is that it can become.
    CASES = (("nijactl tr", "trade"), ("nijactl trade re", "record"), ("nijactl alarm rule de", "delete"),
             ("nijactl trade record --exit-re", "--exit-reason"), ("nijactl trade record --side L", "LONG"),
             ("nijactl status --soc", "--socket"), ("nijactl completion f", "fish"),
             # These the daemon is asked for.
             ("nijactl kpi show --account li", "live"), ("nijactl account show li", "live"),
             ("nijactl kpi show --strategy GR", "GRID"), ("nijactl strategy pause GR", "GRID"),
             ("nijactl kpi compare TREND GR", "GRID"))
    ASKING = ("nijactl account show li", "nijactl kpi show --strategy GR")

    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon()
        cls.daemon.ctl("account", "create", "live", "--initial-capital", "1")
        for strategy in ("GRID", "TREND"):
            cls.daemon.ctl("trade", "record", "--strategy", strategy, "--symbol", "X", "--profit", "1")

    @classmethod
    def tearDownClass(cls):
        cls.daemon.kill()

    def environment(self, socket=None):
        return {"PATH": f"{pathlib.Path(BIN).resolve()}:/usr/bin:/bin", "NIJA_SOCKET": str(socket or self.daemon.socket),
                "HOME": str(self.daemon.place), "TERM": "dumb", "LANG": "C.UTF-8"}

    def run_shell(self, *words, socket=None):
        said = subprocess.run(words, env=self.environment(socket), capture_output=True, text=True, check=True, timeout=60)
        self.assertEqual(said.stderr, "")
        return said.stdout.split("\n")

    def bash(self, typed, socket=None):
        words = typed.split(" ")
        script = (f"source <(nijactl completion bash); COMP_WORDS=({' '.join(repr(word) for word in words)}); "
                  f"COMP_CWORD={len(words) - 1}; _nijactl; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
        return [word for word in self.run_shell("bash", "-c", script, socket=socket) if word]

    def fish(self, typed, socket=None):
        lines = self.run_shell("fish", "--no-config", "-c", f"nijactl completion fish | source; complete -C '{typed}'",
                               socket=socket)
        return [line.split("\t")[0] for line in lines if line]

    def test_bash(self):
        for typed, word in self.CASES:
            self.assertEqual(self.bash(typed), [word], typed)
        self.assertEqual(self.bash("nijactl alarm rule "), ["list", "set", "delete"])

    def test_fish(self):
        for typed, word in self.CASES:
            self.assertEqual(self.fish(typed), [word], typed)
        self.assertEqual(sorted(self.fish("nijactl alarm rule ")), ["delete", "list", "set"])

    def test_nothing_is_offered_and_nothing_said_without_a_daemon(self):
        for shell in (self.bash, self.fish):
            for typed in self.ASKING:
                self.assertEqual(shell(typed, socket="/nonexistent/s"), [], typed)

    def test_zsh(self):
        with Terminal("zsh", "-f", "-i", environment=self.environment()) as zsh:
            zsh.type("PROMPT='ready> '; autoload -U compinit; compinit -u -D; source <(nijactl completion zsh)\n")
            zsh.wait_for("ready> ")
            zsh.wait_for("ready> ")
            for typed, word in self.CASES:
                zsh.type(typed + "\t")
                # The word stands there with a space behind it: it was the only one.
                zsh.wait_for(typed[:typed.rindex(" ") + 1] + word + " ")
                zsh.type("\x15")


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, *words, environment):
        pid, self.fd = pty.fork()
        if pid == 0:
            os.execvpe(words[0], words, environment)
        self.pid, self.seen = pid, ""

    def type(self, text):
        os.write(self.fd, text.encode())

    def wait_for(self, text, limit=30):
        end = time.monotonic() + limit
        while text not in self.seen.replace("\b", ""):
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                raise AssertionError(f"{text!r} does not come: {self.seen!r}")
            self.seen += os.read(self.fd, 65536).decode(errors="replace")
        self.seen = self.seen.replace("\b", "").split(text, 1)[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.fd)
        os.waitpid(self.pid, 0)


if __name__ == "__main__":
    unittest.main()
