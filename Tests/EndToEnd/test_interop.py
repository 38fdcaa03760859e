"""The driver of the interop cases tells a client that holds from one that cannot and one that fails."""
import importlib.machinery
import importlib.util
import pathlib
import sys
import tempfile
import unittest

from wire import ROOT

sys.path.insert(0, str(ROOT / "Protos/conformance"))
sys.dont_write_bytecode = True


def driver():
    loader = importlib.machinery.SourceFileLoader("interop", str(ROOT / "Protos/conformance/interop"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("interop", loader))
    loader.exec_module(module)
    return module


class Interop(unittest.TestCase):
    def test_the_exit_of_a_client_is_its_verdict(self):
        interop = driver()
        client = pathlib.Path(tempfile.mkdtemp()) / "interop-fake"
        client.write_text('#!/bin/sh\necho "$1 said" >&2\n[ -S "$NIJA_INTEROP" ] && [ -S "$NIJA_SOCKET" ] && '
                          '[ -S "$NIJA_PROXY" ] && exit "$1"\nexit 9\n')
        client.chmod(0o700)
        with interop.Server("nija-interop", "{socket}") as echo:
            for code, verdict in (("0", "ok"), ("77", "cannot"), ("1", "FAILS")):
                self.assertEqual(interop.run(client, {"name": code}, echo), (verdict, f"{code} said"))


if __name__ == "__main__":
    unittest.main()
