"""What `make install` puts where, and what systemd says of its units."""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest

from daemon import BIN
from wire import ROOT

FILES = {
    "etc/nija/nijad.json": 0o644, "usr/bin/nijactl": 0o755, "usr/bin/nijad": 0o755,
    "usr/lib/systemd/system/nijad.service": 0o644, "usr/lib/systemd/system/nijad.socket": 0o644,
    "usr/lib/sysusers.d/nija.conf": 0o644, "usr/share/bash-completion/completions/nijactl": 0o644,
    "usr/share/fish/vendor_completions.d/nijactl.fish": 0o644, "usr/share/man/man1/nijactl.1": 0o644,
    "usr/share/man/man5/nija.conf.5": 0o644, "usr/share/man/man8/nijad.8": 0o644,
    "usr/share/zsh/site-functions/_nijactl": 0o644,
}


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = pathlib.Path(tempfile.mkdtemp(prefix="nija-root-"))
        cls.install()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.root)

    @classmethod
    def install(cls, *words):
        environment = dict(os.environ, BIN=str(pathlib.Path(BIN).resolve()), DESTDIR=str(cls.root), PREFIX="/usr")
        subprocess.run([ROOT / "scripts/install", *words], env=environment, check=True, capture_output=True)

    def files(self):
        return {str(path.relative_to(self.root)): path.stat().st_mode & 0o777
                for path in self.root.rglob("*") if path.is_file()}

    def test_files(self):
        self.assertEqual(self.files(), FILES)

    def test_a_configuration_stays_and_the_rest_goes(self):
        configuration = self.root / "etc/nija/nijad.json"
        shipped = configuration.read_text()
        configuration.write_text('{"workers": 3}')
        try:
            self.install()
            self.assertEqual(configuration.read_text(), '{"workers": 3}')
            self.install("--remove")
            self.assertEqual(list(self.files()), ["etc/nija/nijad.json"])
        finally:
            configuration.write_text(shipped)
            self.install()

    def test_manual_pages(self):
        for page in sorted(self.root.glob("usr/share/man/*/*")):
            said = subprocess.run(["man", "--warnings", "--local-file", page], capture_output=True, text=True,
                                  env=dict(os.environ, MANWIDTH="100", LC_ALL="C.UTF-8"))
            self.assertEqual((said.returncode, said.stderr), (0, ""), page)
            self.assertIn("NAME", said.stdout)

    # systemd

    def units(self):
        """The units as they would stand in the system, with the program where it is here."""
        place = self.root / "units"
        place.mkdir(exist_ok=True)
        self.addCleanup(shutil.rmtree, place)
        for unit in (self.root / "usr/lib/systemd/system").iterdir():
            text = unit.read_text().replace("=/usr/bin/", f"={self.root}/usr/bin/")
            (place / unit.name).write_text(text)
        return sorted(place.iterdir())

    def analyze(self, *words):
        return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True,
                              env=dict(os.environ, MANPATH=f"{self.root}/usr/share/man", SYSTEMD_COLORS="0"))

    def test_units_are_sound(self):
        said = self.analyze("verify", *self.units())
        self.assertEqual((said.returncode, said.stdout + said.stderr), (0, ""))

    def test_the_service_is_confined(self):
        service = next(unit for unit in self.units() if unit.suffix == ".service")
        said = self.analyze("security", "--offline=yes", service)
        exposure = re.search(r"Overall exposure level for nijad.service: ([\d.]+)", said.stdout)
        self.assertIsNotNone(exposure, said.stdout + said.stderr)
        self.assertLessEqual(float(exposure[1]), 2.0)

    def test_the_user_of_the_service_is_made(self):
        subprocess.run(["systemd-sysusers", f"--root={self.root}"], check=True, capture_output=True)
        self.addCleanup(lambda: [path.unlink() for path in (self.root / "etc").glob("*") if path.is_file()])
        self.assertIn("\nnija:", "\n" + (self.root / "etc/passwd").read_text())
        user = re.search(r"^User=(.*)$", (self.root / "usr/lib/systemd/system/nijad.service").read_text(), re.MULTILINE)
        self.assertEqual(user[1], "nija")

    def test_socket_activation_readiness_and_watchdog(self):
        place = self.root / "run"
        place.mkdir(mode=0o700)
        self.addCleanup(shutil.rmtree, place)
        notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notices.bind(str(place / "notify"))
        notices.settimeout(20)
        path = place / "nijad.sock"
        # It starts the daemon, with the configuration that is shipped, when the first client comes.
        activator = subprocess.Popen(
            ["systemd-socket-activate", "--listen", path, "--setenv", f"NOTIFY_SOCKET={place}/notify",
             "--setenv", "WATCHDOG_USEC=400000", self.root / "usr/bin/nijad", "--config",
             self.root / "etc/nija/nijad.json", "--data", place / "data"], stderr=subprocess.PIPE)
        try:
            # It says so once it listens.
            activator.stderr.readline()
            health = subprocess.run([self.root / "usr/bin/nijactl", "health", "--socket", path], capture_output=True,
                                    text=True)
            self.assertEqual((health.returncode, health.stdout), (0, "SERVING\n"))
            said = set()
            while {"READY=1", "WATCHDOG=1"} - said:
                said |= set(notices.recv(4096).decode().split("\n"))
            # The activator has become the daemon.
            activator.send_signal(signal.SIGTERM)
            self.assertEqual(activator.wait(20), 0)
            while "STOPPING=1" not in said:
                said |= set(notices.recv(4096).decode().split("\n"))
        finally:
            activator.kill()
            activator.wait()
            activator.stderr.close()
            notices.close()


class Stamped(unittest.TestCase):
    """What a build says that it was made of."""

    def stamp(self, place):
        subprocess.run([place / "scripts/commit-stamp", place / "out"], check=True)
        return re.search('stampedCommit = "(.*)"', (place / "out/Commit.swift").read_text())[1]

    def test_the_commit_of_its_own_history_and_no_other(self):
        with tempfile.TemporaryDirectory() as outer:
            place = pathlib.Path(outer) / "copy"
            (place / "scripts").mkdir(parents=True)
            shutil.copy(ROOT / "scripts/commit-stamp", place / "scripts")

            def git(where, *words):
                who = ("-c", "user.name=n", "-c", "user.email=n@example.org")
                return subprocess.run(["git", *who, "-C", where, *words], check=True, capture_output=True, text=True).stdout

            git(outer, "init")
            git(outer, "add", ".")
            git(outer, "commit", "-m", "somebody else's")
            self.assertEqual(self.stamp(place), "")
            git(place, "init")
            git(place, "add", "scripts")
            git(place, "commit", "-m", "its own")
            commit = git(place, "rev-parse", "HEAD")[:12]
            self.assertEqual(self.stamp(place), commit)
            with open(place / "scripts/commit-stamp", "a") as script:
                script.write("# changed\n")
            self.assertEqual(self.stamp(place), commit + "-dirty")


if __name__ == "__main__":
    unittest.main()
