"""A real nijad in a directory of its own."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import nija

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "Protos/conformance"))

from proxy import Proxy  # noqa: E402,F401

BIN = pathlib.Path(os.environ.get("NIJA_BIN", ROOT / ".build/debug"))


class Daemon:
    """Started with its block and killed at its end."""

    def __init__(self, *arguments):
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="nija-"))
        self.socket = str(self.place / "nijad.sock")
        self.arguments = arguments
        self.start()

    def start(self, limit=15):
        command = [BIN / "nijad", "--data", self.place / "data", "--socket", self.socket, "--durability", "process"]
        with open(self.place / "log", "ab") as log:
            self.process = subprocess.Popen([*command, *self.arguments], stderr=log)
        end = time.monotonic() + limit
        while time.monotonic() < end:
            try:
                nija.connect(self.socket).close()
                return
            except nija.Unreachable:
                if self.process.poll() is not None:
                    raise AssertionError((self.place / "log").read_text()) from None
                os.sched_yield()
        raise AssertionError("nijad does not listen")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def terminate(self, limit=10):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(limit)

    def connect(self, timeout=10.0):
        return nija.connect(self.socket, timeout=timeout)

    def connect_async(self, timeout=10.0):
        return nija.connect_async(self.socket, timeout=timeout)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.place, ignore_errors=True)
