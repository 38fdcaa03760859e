"""A proxy on a Unix socket that cuts its connections, for trying what clients make of it."""
import os
import pathlib
import socket
import threading


class Proxy:
    """Stands before a daemon and passes bytes on, until `answers` bytes of answers went through: then it cuts.

    None never cuts, and 0 lets every request through and no answer back. A list holds for one connection after the
    other, its last entry for all that follow.
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
            left = self.answers
            if isinstance(left, list):
                left = left[min(self.count, len(left) - 1)]
            self._pairs.append(pair)
            self.count += 1
            threading.Thread(target=self._pass, args=(near, far, None, pair), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, left, pair), daemon=True).start()

    def _pass(self, source, target, left, pair):
        try:
            while True:
                data = source.recv(65536)
                if not data:
                    break
                target.sendall(data if left is None else data[:left])
                if left is not None:
                    left -= len(data)
                    if left <= 0:
                        break
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
