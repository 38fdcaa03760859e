"""A real nijad in a directory of its own."""
import os
import pathlib
import signal
import subprocess
import tempfile
import time

from wire import Client, ROOT

BIN = pathlib.Path(os.environ.get("NIJA_BIN", ROOT / ".build/debug"))


class Daemon:
    def __init__(self, data=None, durability="process", arguments=(), environment=None):
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="nija-"))
        self.socket = self.place / "nijad.sock"
        self.data = pathlib.Path(data) if data else self.place / "data"
        self.durability = durability
        self.arguments = list(arguments)
        self.environment = dict(os.environ, **environment or {})
        self.process = None
        self.start()

    def command(self):
        return [BIN / "nijad", "--data", self.data, "--socket", self.socket, "--durability", self.durability,
                *self.arguments]

    def start(self):
        with open(self.place / "log", "ab") as log:
            self.process = subprocess.Popen(self.command(), stderr=log, env=self.environment)
        self.wait_until_ready()

    def wait_until_ready(self, limit=15):
        end = time.monotonic() + limit
        while time.monotonic() < end:
            try:
                Client(self.socket).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise AssertionError((self.place / "log").read_text())
                os.sched_yield()
        raise AssertionError("nijad does not listen")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def terminate(self, limit=10):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(limit)

    def client(self):
        return Client(self.socket)

    def ctl(self, *words, check=True, **options):
        return subprocess.run([BIN / "nijactl", *words, "--socket", str(self.socket)], capture_output=True, text=True,
                              check=check, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()
