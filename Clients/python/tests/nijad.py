"""A real nijad in a directory of its own, and a proxy before it that can be cut."""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

import nija

ROOT = pathlib.Path(__file__).resolve().parents[3]
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


class Proxy:
    """Stands before a daemon and passes bytes on, until `answers` bytes of answers went through: then it cuts.

    None never cuts, and 0 lets every request through and no answer back.
    """

    def __init__(self, behind, answers=None):
        self.behind = behind
        self.answers = answers
        #: Connections that were passed on.
        self.count = 0
        self.socket = str(pathlib.Path(behind).parent / "proxy.sock")
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self.socket)
        self._listener.listen(16)
        self._pairs = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(self.behind)
            except OSError:
                near.close()
                continue
            pair = (near, far)
            self._pairs.append(pair)
            self.count += 1
            threading.Thread(target=self._pass, args=(near, far, None, pair), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, self.answers, pair), daemon=True).start()

    def _pass(self, source, target, left, pair):
        try:
            while True:
                data = source.recv(65536)
                if not data:
                    break
                if left is not None:
                    target.sendall(data[:left])
                    left -= len(data)
                    if left <= 0:
                        break
                else:
                    target.sendall(data)
        except OSError:
            pass
        self._cut(pair)

    def cut(self):
        """Ends every connection that there is."""
        for pair in self._pairs:
            self._cut(pair)

    @staticmethod
    def _cut(pair):
        for end in pair:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        os.unlink(self.socket)
