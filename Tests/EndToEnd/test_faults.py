"""What the world does to a daemon: damaged files, lost permissions, clocks that jump, ends at any time.

Each count is a fraction of the real one, unless the environment gives it: DAMAGED=1000, DRAINS=500, BACKUPS=100,
STARTS=10000. SEED=… makes the same choices again.
"""
import collections
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

from daemon import BIN, Daemon
from load import Load, record, stored
from wire import (Client, Refused, event_service_pb2 as events, kpi_service_pb2 as kpis,
                  system_service_pb2 as system, trade_service_pb2 as trades)

DAMAGED = int(os.environ.get("DAMAGED", 15))
DRAINS = int(os.environ.get("DRAINS", 3))
BACKUPS = int(os.environ.get("BACKUPS", 4))
STARTS = int(os.environ.get("STARTS", 8))
DATA_LOSS = 15
UNAVAILABLE = 14


def seeded(test):
    seed = int(os.environ.get("SEED", random.randrange(1 << 32)))
    print(f"{test.id().rsplit('.', 1)[1]}: SEED={seed}", file=sys.stderr)
    return seed


def summary(client, **scope):
    request = kpis.GetKpiSummaryRequest()
    for name, value in scope.items():
        setattr(request.scope, name, value)
    return client.call("KpiService", "GetKpiSummary", request, kpis.GetKpiSummaryResponse).kpis


def status(client):
    return client.call("SystemService", "GetStatus", system.GetStatusRequest(), system.GetStatusResponse)


class Ends(unittest.TestCase):
    def test_drains_under_load_lose_and_double_nothing(self):
        with Daemon() as daemon:
            load = Load(daemon, seeded(self))
            slowest = 0
            for _ in range(DRAINS):
                times = []

                def drain():
                    begun = time.monotonic()
                    self.assertEqual(daemon.terminate(), 0)
                    times.append(time.monotonic() - begun)

                new = load.until(drain)
                slowest = max(slowest, *times)
                self.assertEqual((daemon.data / "nija.db-wal").stat().st_size if
                                 (daemon.data / "nija.db-wal").exists() else 0, 0, "the log was not copied back")
                daemon.start()
                with daemon.client() as client:
                    for trade_id, profit in new.items():
                        self.assertEqual(stored(client, trade_id), profit)
                    for trade_id in load.refused:
                        with self.assertRaises(Refused):
                            stored(client, trade_id)
            with daemon.client() as client:
                whole, again = summary(client), summary(client, symbol="X")
                self.assertEqual((whole.total_trades, whole.net_profit), (again.total_trades, again.net_profit))
                # What was sent when the connection closed may have been read or not; nothing else may be there.
                self.assertGreaterEqual(whole.total_trades, len(load.acknowledged))
                self.assertLessEqual(whole.total_trades, len(load.sent) - len(load.refused))
            print(f"{DRAINS} drains, {len(load.acknowledged)} acknowledged, {len(load.refused)} refused, "
                  f"{whole.total_trades} there, slowest {slowest:.2f} s", file=sys.stderr)
            self.assertLess(slowest, 5)

    def test_of_daemons_that_start_at_once_one_serves(self):
        chance = random.Random(seeded(self))
        place = pathlib.Path(tempfile.mkdtemp(prefix="nija-"))
        self.addCleanup(shutil.rmtree, place)
        socket, lost = place / "nijad.sock", collections.Counter()
        command = [BIN / "nijad", "--data", place / "data", "--socket", socket, "--durability", "process"]
        serving = None
        for _ in range(STARTS):
            rivals = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
            if serving:
                # The one that serves goes while they come.
                serving.send_signal(chance.choice((signal.SIGKILL, signal.SIGTERM)))
                serving.communicate()
            while len(left := [rival for rival in rivals if rival.poll() is None]) > 1:
                self.assert_socket_is_private(socket)
            for rival in rivals:
                if rival not in left:
                    lost[rival.wait()] += 1
                    rival.stderr.close()
            serving = left[0] if left else None
            if serving is None or not self.serves(serving, socket):
                # All of them have met the old one, the last one of them late: one more start must do.
                if serving:
                    lost[serving.wait()] += 1
                    serving.stderr.close()
                serving = subprocess.Popen(command, stderr=subprocess.PIPE)
                self.assertTrue(self.serves(serving, socket), "it does not serve")
        serving.terminate()
        self.assertEqual((serving.wait(10), serving.stderr.close()), (0, None))
        print(f"{STARTS} rounds: {sum(lost.values())} daemons gave way", file=sys.stderr)
        self.assertEqual(set(lost), {3})

    def assert_socket_is_private(self, socket):
        try:
            self.assertEqual(os.stat(socket).st_mode & 0o077, 0)
        except FileNotFoundError:
            pass

    def serves(self, process, socket):
        """Whether it comes to serve, instead of ending."""
        end = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < end:
            self.assert_socket_is_private(socket)
            try:
                with Client(socket) as client:
                    status(client)
                    return True
            except (OSError, EOFError):
                os.sched_yield()
        return False


class Backups(unittest.TestCase):
    def test_backups_under_load_are_sound_and_whole(self):
        with Daemon() as daemon:
            load = Load(daemon, seeded(self))
            copies = []

            def back_up():
                with daemon.client() as client:
                    for number in range(BACKUPS):
                        before = dict(load.acknowledged)
                        path = daemon.place / f"copy-{number}"
                        path.mkdir()
                        request = system.BackupRequest(path=str(path / "nija.db"))
                        answer = client.call("SystemService", "Backup", request, system.BackupResponse)
                        copies.append((path, answer.sequence, before))
                daemon.kill()

            load.until(back_up)
            for path, sequence, before in copies:
                self.check(path, sequence, before, load.sent)

    def check(self, path, sequence, before, sent):
        database = sqlite3.connect(path / "nija.db")
        self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        database.close()
        with Daemon(data=path) as copy, copy.client() as client:
            self.assertGreaterEqual(status(client).sequence, sequence)
            whole, again = summary(client), summary(client, symbol="X")
            self.assertEqual((whole.total_trades, whole.net_profit), (again.total_trades, again.net_profit))
            self.assertGreaterEqual(whole.total_trades, len(before))
            for trade_id in random.Random(sequence).sample(sorted(before), min(50, len(before))):
                self.assertEqual(stored(client, trade_id), before[trade_id])
            self.assertLessEqual(whole.total_trades, len(sent))


class Damage(unittest.TestCase):
    """Bits that flip, pages that are swapped, files that are cut off, logs that are missing or another's."""

    @classmethod
    def setUpClass(cls):
        cls.place = pathlib.Path(tempfile.mkdtemp(prefix="nija-"))
        # The whole database in one file, and the same ledger with its last part in the log.
        cls.files, cls.totals = {}, {}
        for name in ("other", "sound"):
            with Daemon() as daemon:
                cls.fill(daemon, 200, name)
                daemon.terminate()
                daemon.start()
                cls.fill(daemon, 100, name + "-late")
                daemon.kill()
                cls.files[name] = {suffix: (daemon.data / f"nija.db{suffix}").read_bytes() for suffix in ("", "-wal")}

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.place)

    @staticmethod
    def fill(daemon, count, name):
        with daemon.client() as client:
            request = trades.BatchRecordTradesRequest()
            for number in range(count):
                trade = request.trades.add()
                trade.trade_id, trade.strategy, trade.symbol = f"{name}-{number}", "S", "X"
                trade.profit, trade.reason = str(number % 7 - 2), name * 20
            client.call("TradeService", "BatchRecordTrades", request, trades.BatchRecordTradesResponse)

    def flip_bits(self, chance, base, log):
        where = base if chance.random() < 0.7 else log
        for _ in range(chance.choice((1, 1, 8, 200))):
            place = chance.randrange(len(where))
            where[place] ^= 1 << chance.randrange(8)

    def cut_off(self, chance, base, log):
        where = base if chance.random() < 0.5 else log
        del where[chance.randrange(len(where)):]

    def swap_pages(self, chance, base, log):
        size = 2048
        one, two = (size * chance.randrange(len(base) // size) for _ in range(2))
        base[one:one + size], base[two:two + size] = base[two:two + size], base[one:one + size]

    def lose_the_log(self, chance, base, log):
        log.clear()

    def take_the_log_of_another(self, chance, base, log):
        log[:] = self.files["other"]["-wal"]

    def test_a_damaged_database_is_served_or_refused_and_never_changed_in_silence(self):
        chance, found = random.Random(seeded(self)), collections.Counter()
        harms = (self.flip_bits, self.cut_off, self.swap_pages, self.lose_the_log, self.take_the_log_of_another)
        for number in range(DAMAGED):
            harm = harms[number % len(harms)]
            base, log = (bytearray(self.files["sound"][suffix]) for suffix in ("", "-wal"))
            harm(chance, base, log)
            found[harm.__name__, self.outcome(bytes(base), bytes(log), f"{harm.__name__} of number {number}")] += 1
        for (harm, outcome), count in sorted(found.items()):
            print(f"{harm}: {outcome} {count}", file=sys.stderr)

    def outcome(self, base, log, harm):
        """Starts on these bytes; "refused", "data loss" once it is read, or "served"."""
        data = pathlib.Path(tempfile.mkdtemp(dir=self.place))
        (data / "nija.db").write_bytes(base)
        if log:
            (data / "nija.db-wal").write_bytes(log)
        with tempfile.TemporaryFile() as said:
            socket = data / "s"
            process = subprocess.Popen([BIN / "nijad", "--data", data, "--socket", socket, "--durability", "process"],
                                       stderr=said)
            try:
                while process.poll() is None:
                    try:
                        with Client(socket) as client:
                            outcome = self.read_everything(client, harm)
                            if outcome == "served" and not harm.startswith("flip"):
                                self.check_figures(client, harm)
                        process.terminate()
                        self.assertEqual(process.wait(20), 0, harm)
                        return outcome
                    except OSError:
                        os.sched_yield()
            finally:
                process.kill()
                process.wait()
            said.seek(0)
            lines = said.read().decode().splitlines()
            self.assertEqual((process.returncode, len(lines)), (4, 1), (harm, lines))
            self.assertEqual((data / "nija.db").read_bytes(), base, f"{harm}: it was refused and changed: {lines}")
            if log:
                self.assertEqual((data / "nija.db-wal").read_bytes(), log, f"{harm}: its log was changed: {lines}")
            return "refused"

    def check_figures(self, client, harm):
        """Nothing may be there that was not recorded, nor be counted otherwise than it is stored.

        A bit that flips inside a value cannot be told from another value.
        """
        whole, again = summary(client), summary(client, symbol="X")
        self.assertEqual((whole.total_trades, whole.net_profit), (again.total_trades, again.net_profit), harm)
        # "after" was recorded above; the last hundred may be lost with the log.
        self.assertIn(whole.total_trades - 1, range(200, 301), harm)

    def read_everything(self, client, harm):
        calls = (lambda: summary(client), lambda: summary(client, symbol="X"),
                 lambda: client.call("TradeService", "ListTrades", trades.ListTradesRequest(page_size=1000),
                                     trades.ListTradesResponse),
                 lambda: record(client, "after", "1"), lambda: status(client))
        outcome = "served"
        for call in calls:
            try:
                call()
            except Refused as refused:
                self.assertIn(refused.code, (DATA_LOSS, UNAVAILABLE), f"{harm}: {refused}")
                outcome = "data loss"
        return outcome


@unittest.skipUnless(os.geteuid() == 0, "only root can become somebody else")
class Permissions(unittest.TestCase):
    """A disk that cannot be written, as an ordinary user meets it."""

    def setUp(self):
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="nija-"))
        self.addCleanup(shutil.rmtree, self.place)
        os.chown(self.place, 65534, 65534)
        self.command = [BIN / "nijad", "--data", self.place / "data", "--socket", self.place / "s"]
        process = subprocess.Popen(self.command, user=65534, group=65534, stderr=subprocess.DEVNULL)
        while not (self.place / "s").exists():
            self.assertIsNone(process.poll())
            os.sched_yield()
        process.terminate()
        self.assertEqual(process.wait(20), 0)

    def assert_refused(self, code, *words):
        ended = subprocess.run(self.command, user=65534, group=65534, capture_output=True, text=True, timeout=20)
        self.assertEqual((ended.returncode, len(ended.stderr.splitlines())), (code, 1), ended.stderr)
        for word in words:
            self.assertIn(word, ended.stderr)

    def test_a_file_or_a_directory_that_cannot_be_written_is_refused_at_the_start(self):
        data = self.place / "data"
        os.chmod(data / "nija.db", 0o400)
        self.assert_refused(4, str(data / "nija.db"))
        os.chmod(data / "nija.db", 0o000)
        self.assert_refused(4, str(data / "nija.db"))
        os.chmod(data / "nija.db", 0o600)
        os.chmod(data, 0o500)
        self.assert_refused(4, str(data / "nija.db"))
        os.chmod(data, 0o000)
        self.assert_refused(4, str(data / "nija.db"))
        os.chmod(data, 0o700)
        with Daemon(data=data) as daemon, daemon.client() as client:
            record(client)

    def test_a_disk_that_becomes_read_only_refuses_writes_serves_reads_and_recovers(self):
        with Daemon() as daemon, daemon.client() as client:
            record(client, "before")
            # As after an error of the device, when the kernel makes a file system read-only under open files.
            tracer = subprocess.Popen(
                ["strace", "-f", "-qq", "-o", "/dev/null", "-p", str(daemon.process.pid), "-e",
                 "trace=pwrite64,write,pwritev", "-e", "inject=pwrite64:error=EROFS"], stderr=subprocess.PIPE)
            self.addCleanup(tracer.stderr.close)
            while "TracerPid:\t0" in pathlib.Path(f"/proc/{daemon.process.pid}/status").read_text():
                if tracer.poll() is not None:
                    self.skipTest(f"this machine does not allow tracing: {tracer.stderr.read()}")
                os.sched_yield()
            with self.assertRaises(Refused) as refused:
                record(client, "meanwhile")
            self.assertEqual(refused.exception.code, UNAVAILABLE)
            health = client.call("SystemService", "CheckHealth", system.CheckHealthRequest(), system.CheckHealthResponse)
            self.assertEqual(health.status, system.SERVING_STATUS_READ_ONLY)
            self.assertEqual(summary(client).total_trades, 1)
            tracer.terminate()
            tracer.wait()
            end = time.monotonic() + 10
            while True:
                try:
                    self.assertFalse(record(client, "meanwhile").duplicate)
                    break
                except Refused as still:
                    self.assertEqual(still.code, UNAVAILABLE)
                    self.assertLess(time.monotonic(), end)
            self.assertEqual(summary(client).total_trades, 2)
            daemon.kill()
            daemon.start()
            with daemon.client() as client:
                self.assertEqual(summary(client).total_trades, 2)


class Clock(unittest.TestCase):
    """The wall clock jumps while the daemon runs; its monotonic clock goes on."""

    HOUR, YEAR = 3600, 365 * 86400
    def jump(self, seconds):
        # Never a file that is half written.
        (self.place / "next").write_text(str(seconds))
        (self.place / "next").rename(self.place / "clock")

    def setUp(self):
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="nija-"))
        self.addCleanup(shutil.rmtree, self.place)
        self.jump(0)
        self.library = self.place / "shifted_clock.so"
        source = pathlib.Path(__file__).with_name("shifted_clock.c")
        subprocess.run(["gcc", "-shared", "-fPIC", "-o", self.library, source], check=True)

    def test_sequences_streams_and_durations_survive_jumps(self):
        shifted = {"LD_PRELOAD": str(self.library), "CLOCK_SHIFT": str(self.place / "clock")}
        with Daemon(environment=shifted) as daemon, daemon.client() as client, daemon.client() as follower:
            request = events.SubscribeRequest(after_sequence=0)
            request.heartbeat_interval.nanos = 100_000_000
            stream = follower.stream("EventService", "Subscribe", request, events.SubscribeResponse)
            record(client, "0")
            recorded, uptime = [], -1
            for seconds in (0, self.HOUR, -self.HOUR, self.YEAR, -self.YEAR, 1, 0):
                self.jump(seconds)
                answer = record(client, f"at {seconds} {len(recorded)}")
                away = answer.trade.recorded_at.seconds - time.time()
                self.assertLess(abs(away - seconds), 60)
                recorded.append(answer.trade.sequence)
                now = status(client).uptime_seconds
                self.assertGreaterEqual(now, uptime)
                self.assertLess(now, 300)
                uptime = now
                self.assertEqual(self.next_trade(stream), f"at {seconds} {len(recorded) - 1}")
                self.assertEqual(next(stream).event.WhichOneof("payload"), "heartbeat")
            self.assertEqual(recorded, sorted(set(recorded)))
            whole, again = summary(client), summary(client, symbol="X")
            self.assertEqual((whole.total_trades, whole.net_profit), (again.total_trades, again.net_profit))
            daemon.kill()
            daemon.start()
            with daemon.client() as client:
                self.assertEqual(summary(client).total_trades, whole.total_trades)
                self.assertGreater(record(client, "last").trade.sequence, recorded[-1])

    def next_trade(self, stream):
        for answer in stream:
            if answer.event.WhichOneof("payload") == "trade_recorded" and answer.event.trade_recorded.trade_id != "0":
                return answer.event.trade_recorded.trade_id


if __name__ == "__main__":
    unittest.main()
