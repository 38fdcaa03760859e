"""libnija, against a real nijad where it needs one: its programs, its installation, its examples, C++."""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
CLIENT = HERE.parent
ROOT = HERE.parents[2]
BIN = pathlib.Path(os.environ.get("NIJA_BIN", ROOT / ".build/debug"))
DEBUG, RELEASE = CLIENT / ".build/debug", CLIENT / ".build/release"
PREFIX = pathlib.Path(os.environ["NIJA_PREFIX"])
SECONDS_MAX = 120


class Daemon:
    """A nijad in a directory of its own, started with its block and killed at its end."""

    def __init__(self):
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="nija-"))
        self.socket = self.place / "s.sock"
        self.environment = dict(os.environ, NIJA_SOCKET=str(self.socket), LD_LIBRARY_PATH=str(PREFIX / "lib"))
        self.start()

    def start(self):
        command = [BIN / "nijad", "--data", self.place / "data", "--socket", self.socket, "--durability", "process"]
        with open(self.place / "log", "ab") as log:
            self.process = subprocess.Popen(command, stderr=log)
        end = time.monotonic() + 15
        while time.monotonic() < end:
            with socket.socket(socket.AF_UNIX) as probe:
                if probe.connect_ex(str(self.socket)) == 0:
                    return
            if self.process.poll() is not None:
                raise AssertionError((self.place / "log").read_text())
            os.sched_yield()
        raise AssertionError("nijad does not listen")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def control(self, *words):
        return subprocess.run([BIN / "nijactl", *words], env=self.environment, check=True, capture_output=True,
                              text=True).stdout

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        shutil.rmtree(self.place)


def run(*command, **options):
    """What a program says on its output. It must end well, and in time."""
    done = subprocess.run([*map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=SECONDS_MAX, **options)
    if done.returncode:
        raise AssertionError(f"{command}: exit {done.returncode}\n{done.stdout}")
    return done.stdout


VALGRIND = ["valgrind", "--quiet", "--leak-check=full", "--error-exitcode=99"]


class Programs(unittest.TestCase):
    def test_core(self):
        run(DEBUG / "core")

    def test_conformance(self):
        run(DEBUG / "conformance", ROOT / "Protos/conformance")

    def test_peers_that_are_no_nijad_or_not_in_time(self):
        run(DEBUG / "peer")

    def test_every_scenario(self):
        names = run(DEBUG / "scenario").split()
        self.assertGreater(len(names), 10)
        for name in names:
            if name != "every_trade_is_followed_once":
                with self.subTest(name), Daemon() as daemon:
                    run(DEBUG / "scenario", name, env=daemon.environment)

    def test_every_allocation_that_fails(self):
        with Daemon() as daemon:
            run(DEBUG / "faults", env=daemon.environment)

    def test_valgrind(self):
        run(*VALGRIND, RELEASE / "core")
        run(*VALGRIND, RELEASE / "conformance", ROOT / "Protos/conformance")
        with Daemon() as daemon:
            for name in ("a_trade_is_recorded_once", "a_stream_begins_with_the_next_event"):
                run(*VALGRIND, RELEASE / "scenario", name, env=daemon.environment)
            run(*VALGRIND, RELEASE / "random_walk", "--trades", 20, "--pause", 0, env=daemon.environment)

    def test_kills_lose_and_double_nothing(self):
        with Daemon() as daemon:
            command = [DEBUG / "scenario", "every_trade_is_followed_once"]
            with subprocess.Popen(command, env=daemon.environment, stdout=subprocess.PIPE, text=True) as program:
                for line in program.stdout:
                    if line.strip() in ("trade 20", "trade 21", "trade 90", "trade 200"):
                        daemon.kill()
                        daemon.start()
                self.assertEqual(program.wait(SECONDS_MAX), 0)
            self.assertEqual(line, "seen 300\n")
            self.assertEqual(len(daemon.control("trade", "list", "--limit", "1000", "-o", "ndjson").splitlines()), 300)


class Installation(unittest.TestCase):
    """As a user has it: nothing but what was installed, found by pkg-config."""

    def build(self, compiler, source, suffix):
        place = tempfile.mkdtemp(prefix="nija-")
        self.addCleanup(shutil.rmtree, place)
        path = pathlib.Path(place, "bot" + suffix)
        path.write_text(source)
        flags = run("pkg-config", "--cflags", "--libs", "libnija",
                    env=dict(os.environ, PKG_CONFIG_PATH=str(PREFIX / "lib/pkgconfig"))).split()
        run(*compiler, "-Wall", "-Wextra", "-Werror", path, *flags, "-o", path.with_suffix(""))
        return path.with_suffix("")

    @staticmethod
    def examples():
        """The program of the README, and that program with its fragments at its end."""
        first, *fragments = re.findall(r"```c\n(.*?)```", (CLIENT / "README.md").read_text(), re.DOTALL)
        whole, end = first.split("    nija_close(client);\n}")
        return first, "#include <poll.h>\n" + whole + "".join(fragments) + "    nija_close(client);\n}" + end

    def test_the_first_trade_of_the_readme_in_c_and_cpp(self):
        first, _ = self.examples()
        for compiler, suffix in ((["cc", "-std=c11"], ".c"), (["c++", "-std=c++17", "-pedantic"], ".cpp")):
            with self.subTest(suffix), Daemon() as daemon:
                said = run(self.build(compiler, first, suffix), env=daemon.environment)
                self.assertRegex(said, "^recorded [0-9a-f-]{36}: net 49\n$")
                daemon.kill()
                self.assertIn("cannot connect to", self.fails(daemon, compiler, first, suffix))
                daemon.start()

    def fails(self, daemon, compiler, source, suffix):
        done = subprocess.run([self.build(compiler, source, suffix)], env=daemon.environment, capture_output=True,
                              text=True, timeout=SECONDS_MAX)
        self.assertEqual(done.returncode, 1)
        return done.stderr

    def test_the_fragments_of_the_readme(self):
        _, whole = self.examples()
        with Daemon() as daemon:
            said = run(self.build(["cc", "-std=c11"], whole, ".c"), env=daemon.environment).splitlines()
        self.assertEqual(said[1:3], ["APEX_V71 earned 50", "net profit 49"])
        self.assertEqual(said[3][:25], 'trade.profit is "a lot"; ')

    def test_the_shared_library_shows_what_the_headers_declare(self):
        shown = run("nm", "-D", "--defined-only", PREFIX / "lib/libnija.so").split("\n")
        names = {line.split()[-1] for line in shown if line}
        declared = set(re.findall(r"\b(nija_\w+)(?=\(|;)", (PREFIX / "include/nija/nija.h").read_text() +
                                  (PREFIX / "include/nija/nija_methods.h").read_text()))
        own = {name for name in names if re.match("nija_(?!_v1__)", name)}
        self.assertGreater(len(own), 100)
        self.assertEqual(own - declared, set())
        self.assertIn("libnija.so.0", run("readelf", "-d", PREFIX / "lib/libnija.so"))


class RandomWalk(unittest.TestCase):
    """The bot of the examples obeys its operator."""

    def test_it_trades_and_reports_its_balance(self):
        with Daemon() as daemon:
            said = run(DEBUG / "random_walk", "--trades", 20, "--pause", 0, env=daemon.environment)
            self.assertIn("done after 20 trades", said)
            balance = re.findall("balance (.*)", said)[-1]
            self.assertIn(f'"balance":"{balance}"', daemon.control("account", "show", "-o", "ndjson"))
            self.assertEqual(len(daemon.control("trade", "list", "-o", "ndjson").splitlines()), 20)

    def test_it_pauses_resumes_and_stops(self):
        with Daemon() as daemon, self.bot(daemon) as bot:
            self.wait_for(bot, "trade 3")
            daemon.control("strategy", "pause", "RANDOM_WALK", "--reason", "let me look")
            self.wait_for(bot, "PAUSED: let me look")
            daemon.control("strategy", "resume", "RANDOM_WALK")
            self.wait_for(bot, "ACTIVE: ")
            self.wait_for(bot, "trade ")
            daemon.control("strategy", "stop", "RANDOM_WALK", "--reason", "enough")
            self.wait_for(bot, "STOPPED: enough")
            self.assertEqual(bot.wait(10), 0)

    def test_it_survives_a_killed_daemon(self):
        with Daemon() as daemon, self.bot(daemon) as bot:
            self.wait_for(bot, "trade 3")
            daemon.kill()
            daemon.start()
            self.wait_for(bot, "trade 10:")
            daemon.control("strategy", "stop", "RANDOM_WALK")
            self.assertEqual(bot.wait(10), 0)

    @staticmethod
    def bot(daemon):
        return subprocess.Popen([DEBUG / "random_walk", "--pause", "10"], env=daemon.environment,
                                stdout=subprocess.PIPE, text=True)

    def wait_for(self, bot, words):
        for line in bot.stdout:
            if line.startswith(words):
                return
        self.fail(f"the bot ended without saying {words!r}")


if __name__ == "__main__":
    unittest.main()
