"""What the daemon takes at most, of connections, time and memory, tried on real processes and sockets.

Each count is a fraction of the real one, unless the environment gives it: CONNECTIONS=9900, HALF_SENT=1000,
RECONNECTIONS=100000.
"""
import json
import os
import pathlib
import resource
import selectors
import struct
import subprocess
import sys
import time
import unittest

from daemon import Daemon
from wire import REQUEST, Refused, system_service_pb2 as system

CONNECTIONS = int(os.environ.get("CONNECTIONS", 1000))
HALF_SENT = int(os.environ.get("HALF_SENT", 120))
RECONNECTIONS = int(os.environ.get("RECONNECTIONS", 2000))
MIB = 1 << 20


def health(client):
    return client.call("SystemService", "CheckHealth", system.CheckHealthRequest(), system.CheckHealthResponse)


def health_frame():
    data = b"\x0a\x15nija.v1.SystemService\x12\x0bCheckHealth"
    return struct.pack(">IIBB", len(data), 1, REQUEST, 0) + data


def resident(daemon):
    pages = pathlib.Path(f"/proc/{daemon.process.pid}/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()


def descriptors(daemon):
    return len(os.listdir(f"/proc/{daemon.process.pid}/fd"))


def processor_seconds(daemon):
    words = pathlib.Path(f"/proc/{daemon.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def wait_until(condition, limit=5):
    end = time.monotonic() + limit
    while not condition():
        if time.monotonic() > end:
            return False
        os.sched_yield()
    return True


class Connections(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    def connect(self, daemon):
        client = daemon.client()
        self.addCleanup(client.close)
        return client

    def test_idle_connections_cost_little_and_slow_nobody(self):
        with Daemon() as daemon:
            before = resident(daemon)
            begun = time.monotonic()
            clients = [self.connect(daemon) for _ in range(CONNECTIONS)]
            for client in clients:
                health(client)
            connected = time.monotonic() - begun
            cost = resident(daemon) - before
            times = sorted(time for _ in range(50) for time in self.times_of_calls_at_once(clients[:100]))
            middle, high = times[len(times) // 2], times[len(times) * 99 // 100]
            print(f"{CONNECTIONS} connections: {connected:.2f} s, {cost / CONNECTIONS / 1024:.1f} KiB each, "
                  f"{resident(daemon) / MIB:.0f} MiB in all; of 100 that call at once half have their answer in "
                  f"{middle * 1e6:.0f} us, 99 % in {high * 1e6:.0f} us", file=sys.stderr)
            self.assertLess(cost / CONNECTIONS, 20 << 10)
            self.assertLess(resident(daemon), 200 * MIB)
            self.assertLess(middle, 0.005)
            if CONNECTIONS >= 9900:
                self.assertLess(high, 0.005)
            start = processor_seconds(daemon)
            end = time.monotonic() + 0.5
            health(clients[0])
            self.assertTrue(wait_until(lambda: time.monotonic() > end))
            self.assertLess(processor_seconds(daemon) - start, 0.05)

    def times_of_calls_at_once(self, clients):
        """How long each waits for its answer when all of them ask before the first has one."""
        begun, waiting = {}, selectors.DefaultSelector()
        for client in clients:
            waiting.register(client.socket, selectors.EVENT_READ, client)
            begun[client] = time.perf_counter()
            client.request("SystemService", "CheckHealth", system.CheckHealthRequest())
        times = []
        while len(times) < len(clients):
            for key, _ in waiting.select():
                times.append(time.perf_counter() - begun[key.data])
                key.data.receive()
                waiting.unregister(key.fileobj)
        waiting.close()
        return times

    def test_connections_that_come_and_go_leave_no_descriptor(self):
        with Daemon() as daemon, daemon.client() as stays:
            health(stays)
            before = descriptors(daemon)
            for number in range(RECONNECTIONS):
                with daemon.client() as client:
                    if number % 2:
                        health(client)
            self.assertTrue(wait_until(lambda: descriptors(daemon) == before))

    def test_without_descriptors_it_rests_serves_who_is_there_and_accepts_again(self):
        with Daemon() as daemon:
            live = self.connect(daemon)
            health(live)
            pid, wide = daemon.process.pid, resource.prlimit(daemon.process.pid, resource.RLIMIT_NOFILE)
            # A descriptor that is not taken yet must be numbered below the limit.
            taken = max(int(name) for name in os.listdir(f"/proc/{pid}/fd"))
            resource.prlimit(pid, resource.RLIMIT_NOFILE, (taken + 1, wide[1]))
            waiting = [self.connect(daemon) for _ in range(20)]
            streams = [client.request("SystemService", "CheckHealth", system.CheckHealthRequest())
                       for client in waiting]
            start, end = processor_seconds(daemon), time.monotonic() + 1
            while time.monotonic() < end:
                health(live)
                select = selectors.DefaultSelector()
                select.register(live.socket, selectors.EVENT_READ)
                select.select(0.1)
            self.assertLess(processor_seconds(daemon) - start, 0.05)
            resource.prlimit(pid, resource.RLIMIT_NOFILE, wide)
            begun = time.monotonic()
            for client, stream in zip(waiting, streams):
                client.answer(stream, system.CheckHealthResponse)
            self.assertLess(time.monotonic() - begun, 1)

    def test_descriptors_are_kept_for_the_database(self):
        before = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, before[1]))
        try:
            limited = Limited(64)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, before)
        with limited as daemon:
            clients = [self.connect(daemon) for _ in range(100)]
            served = []
            for client in clients:
                try:
                    health(client)
                    served.append(client)
                except (EOFError, OSError):
                    pass
            self.assertGreater(len(served), 10)
            self.assertLess(len(served), 64)
            # A read on a worker opens the database anew.
            request = system.BackupRequest(path=str(daemon.place / "copy.db"))
            served[0].call("SystemService", "Backup", request, system.BackupResponse)
            log = (daemon.place / "log").read_text()
            self.assertIn("the limit of open files allows", log)
            self.assertIn("turned away user", log)

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody else")
    def test_one_user_cannot_take_the_connections_of_the_others(self):
        settings = self.settings({"connections_per_user": "3",
                                  "roles": {"observers": {"users": [65534]}}})
        with Daemon(arguments=["--socket-mode", "0666", "--config", settings]) as daemon:
            os.chmod(daemon.place, 0o755)
            mine = [self.connect(daemon)]
            # The connection that found the daemon ready has to be gone.
            self.assertTrue(wait_until(lambda: self.connections(mine[0]) == 1))
            mine += [self.connect(daemon) for _ in range(2)]
            for client in mine:
                health(client)
            self.assertEqual(self.connect(daemon).socket.recv(1), b"")
            script = (f"import socket; s = socket.socket(socket.AF_UNIX); s.connect({str(daemon.socket)!r}); "
                      f"s.settimeout(5); s.sendall(bytes.fromhex('{health_frame().hex()}')); "
                      "raise SystemExit(0 if s.recv(1) else 1)")
            self.assertEqual(subprocess.run(["/usr/bin/python3", "-c", script], user=65534).returncode, 0)
            mine.pop().close()
            self.assertTrue(wait_until(lambda: self.is_served(daemon)))
            self.assertIn("it has 3 connections", (daemon.place / "log").read_text())

    def connections(self, client):
        return client.call("SystemService", "GetStatus", system.GetStatusRequest(),
                           system.GetStatusResponse).connections

    def settings(self, values):
        place = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"nija-settings-{os.getpid()}.json")
        with open(place, "w") as file:
            json.dump(values, file)
        self.addCleanup(os.unlink, place)
        return place

    def is_served(self, daemon):
        try:
            with daemon.client() as client:
                health(client)
                return True
        except (EOFError, OSError):
            return False


class Limited(Daemon):
    """A daemon that may open few files."""

    def __init__(self, limit):
        self.limit = limit
        super().__init__()

    def command(self):
        return ["prlimit", f"--nofile={self.limit}:{self.limit}", *super().command()]


class Memory(unittest.TestCase):
    def test_half_sent_requests_stay_within_a_budget(self):
        size = 4 * MIB
        header = struct.pack(">IIBB", size, 1, REQUEST, 0)
        with Daemon() as daemon, daemon.client() as other:
            health(other)
            before, most = resident(daemon), 0
            clients = [daemon.client() for _ in range(HALF_SENT)]
            for client in clients:
                self.addCleanup(client.close)
            select = selectors.DefaultSelector()
            left = {}
            for client in clients:
                client.socket.sendall(header)
                client.socket.setblocking(False)
                left[client] = size - 1
                select.register(client.socket, selectors.EVENT_READ | selectors.EVENT_WRITE, client)
            piece, refused = bytes(256 << 10), 0
            while any(left.values()):
                for key, events in select.select(10):
                    client = key.data
                    if events & selectors.EVENT_READ:
                        refused += 1
                        left[client] = 0
                        select.unregister(client.socket)
                    elif left[client]:
                        left[client] -= client.socket.send(piece[:left[client]])
                        if not left[client]:
                            select.modify(client.socket, selectors.EVENT_READ, client)
                most = max(most, resident(daemon))
            start = time.perf_counter()
            health(other)
            print(f"{HALF_SENT} half-sent requests: {refused} refused, at most {(most - before) / MIB:.0f} MiB, "
                  f"a call meanwhile in {(time.perf_counter() - start) * 1e3:.1f} ms", file=sys.stderr)
            # The budget, and what a thousand connections take by themselves.
            self.assertLess(most - before, (256 + 8) * MIB)
            self.assertGreaterEqual(refused, HALF_SENT - 64)
            for client in clients:
                client.close()
            # The memory is there for the next large request.
            with daemon.client() as large:
                large.frame(1, REQUEST, 0, b"\x1a" + b"\xff\xff\xff\x01" + bytes(size - 5))
                with self.assertRaises(Refused):
                    large.answer(1, system.CheckHealthResponse)

    def test_a_length_costs_nothing_before_its_bytes_come(self):
        with Daemon() as daemon, daemon.client() as other:
            health(other)
            before = resident(daemon)
            clients = [daemon.client() for _ in range(200)]
            for client in clients:
                self.addCleanup(client.close)
                client.socket.sendall(struct.pack(">IIBB", 4 * MIB, 1, REQUEST, 0) + b"x")
            health(other)
            self.assertLess(resident(daemon) - before, 200 * (64 << 10))


class Patience(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon(arguments=["--hello-seconds", "1", "--frame-seconds", "1"])

    @classmethod
    def tearDownClass(cls):
        cls.daemon.kill()

    def assert_closed_in_time(self, client, begun):
        self.assertEqual(client.socket.recv(1), b"")
        self.assertGreater(time.monotonic() - begun, 0.9)
        self.assertLess(time.monotonic() - begun, 4)

    def test_a_connection_that_asks_for_nothing_is_closed(self):
        with self.daemon.client() as spoken:
            health(spoken)
            with self.daemon.client() as silent:
                self.assert_closed_in_time(silent, time.monotonic())
            # It has idled for longer than that, and lives on.
            health(spoken)

    def test_a_request_that_drips_is_read_and_one_that_stops_is_closed(self):
        with self.daemon.client() as client:
            for byte in health_frame():
                client.socket.sendall(bytes([byte]))
            client.answer(1, system.CheckHealthResponse)
            client.socket.sendall(b"\x00\x00\x01\x00\x00")
            self.assert_closed_in_time(client, time.monotonic())

    def test_a_frame_that_is_passed_over_must_go_on_too(self):
        with self.daemon.client() as client:
            client.socket.sendall(b"\x00\x50\x00\x00\x00\x00\x00\x01\x01\x00abc")
            begun = time.monotonic()
            client.receive()
            self.assert_closed_in_time(client, begun)


if __name__ == "__main__":
    unittest.main()
