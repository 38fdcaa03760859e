"""Clients that break every rule of the wire, each in its own way; none waits for an answer."""
import random
import socket as sockets
import struct
import time

from wire import CANCEL, DATA, NO_DATA, REMOTE_CLOSED, REMOTE_OPEN, REQUEST, field, varint

# What a request that happens to be whole may do: read, or be refused. The rest would change what honest clients see.
METHODS = [("SystemService", "CheckHealth"), ("SystemService", "GetStatus"), ("TradeService", "GetTrade"),
           ("TradeService", "ListTrades"), ("AccountService", "GetAccount"), ("AccountService", "ListAccounts"),
           ("KpiService", "GetKpiSummary"), ("KpiService", "GetPerformance"), ("AlarmService", "ListActiveAlarms"),
           ("StrategyService", "ListStrategies"), ("TradeService", "VoidTrade"), ("NoService", "None"), ("", "")]
STREAMS = [("EventService", "Subscribe"), ("KpiService", "StreamKpis")]


def frame(stream, kind, flags=0, data=b"", length=None):
    return struct.pack(">IIBB", len(data) if length is None else length, stream & 0xFFFFFFFF, kind, flags) + data


def request(service, method, payload=b"", timeout=0):
    name = b"nija.v1." + service.encode()
    return field(1, name) + field(2, method.encode()) + field(3, payload) + b"\x20" + varint(timeout)


def connect(path):
    connection = sockets.socket(sockets.AF_UNIX)
    connection.settimeout(1)
    connection.connect(path)
    return connection


class Mixed:
    """Every way in any sequence, a connection each."""

    def __init__(self, path, options, seed):
        self.path, self.pause, self.random = str(path), options.pause, random.Random(seed)
        self.dripping = []
        self.ways = [way for way in self.WAYS if options.only in (None, way.__name__)]
        self.counts = dict.fromkeys((way.__name__ for way in self.ways), 0)

    def begin(self):
        pass

    def step(self):
        way = self.random.choice(self.ways)
        way(self)
        self.counts[way.__name__] += 1
        time.sleep(self.pause)

    def end(self):
        for connection, _ in self.dripping:
            connection.close()
        self.dripping = []

    def connect(self):
        return connect(self.path)

    def send(self, data, reads=True):
        """Sends bytes, and takes what comes at once if it reads."""
        with self.connect() as connection:
            try:
                connection.sendall(data)
                if reads:
                    connection.settimeout(0.01)
                    connection.recv(1 << 16)
            except OSError:
                pass

    def noise(self, count):
        return self.random.randbytes(self.random.randrange(count))

    def valid(self, stream):
        service, method = self.random.choice(METHODS)
        timeout = self.random.choice([0, 0, 1, 1 << 40])
        return frame(stream, REQUEST, 0, request(service, method, self.noise(60), timeout))

    # One way a method.

    def mutated_frames(self):
        data = bytearray(b"".join(self.valid(stream) for stream in range(1, 12, 2)))
        for _ in range(self.random.randrange(1, 8)):
            place = self.random.randrange(len(data))
            kind = self.random.randrange(4)
            if kind == 0:
                data[place] ^= 1 << self.random.randrange(8)
            elif kind == 1:
                del data[place:place + self.random.randrange(4)]
            elif kind == 2:
                data[place:place] = self.noise(5)
            else:
                data[place] = self.random.choice([0, 1, 127, 128, 255])
            data = data or bytearray(1)
        self.send(bytes(data))

    def mutated_messages(self):
        self.send(b"".join(frame(stream, REQUEST, 0, request(*self.random.choice(METHODS + STREAMS), self.noise(400)))
                           for stream in range(1, 40, 2)))

    def wrong_states(self):
        data = b""
        for _ in range(40):
            kind = self.random.choice([REQUEST, 2, DATA, DATA, CANCEL, 0x77])
            flags = self.random.choice([0, REMOTE_CLOSED, REMOTE_OPEN, NO_DATA, 5])
            data += frame(self.random.randrange(8), kind, flags,
                          request(*self.random.choice(METHODS + STREAMS)) if kind == REQUEST else self.noise(20))
        self.send(data)

    def cancels(self):
        data = b""
        for stream in range(1, 60, 2):
            data += frame(stream, REQUEST, REMOTE_CLOSED, request(*self.random.choice(STREAMS)))
            data += frame(stream, CANCEL) * self.random.randrange(3)
        self.send(data)

    def oversized(self):
        length = self.random.choice([4194305, 1 << 23, 1 << 31, 0xFFFFFFFF])
        self.send(frame(1, REQUEST, 0, self.noise(100), length=length))

    def half_frames(self):
        data = frame(1, REQUEST, 0, bytes(1 << 17), length=1 << 22)
        self.send(data[:self.random.randrange(1, len(data))], reads=False)

    def never_reads(self):
        streams = (frame(stream, REQUEST, REMOTE_CLOSED, request("EventService", "Subscribe", b"\x30\x00"))
                   for stream in range(1, 8, 2))
        self.send(b"".join(streams), reads=False)

    def comes_and_goes(self):
        for _ in range(20):
            self.connect().close()

    def flood(self):
        self.send(b"".join(frame(stream, REQUEST, 0, request("SystemService", "CheckHealth"))
                           for stream in range(1, 400, 2)))

    def drips(self):
        """Keeps some frames half sent, and sends a byte more of each."""
        if len(self.dripping) < 30:
            self.dripping.append((self.connect(), iter(frame(1, REQUEST, 0, bytes(500)))))
        for entry in list(self.dripping):
            connection, rest = entry
            try:
                connection.sendall(bytes([next(rest)]))
            except (OSError, StopIteration):
                connection.close()
                self.dripping.remove(entry)

    WAYS = [mutated_frames, mutated_messages, wrong_states, cancels, oversized, half_frames, never_reads,
            comes_and_goes, flood, drips]


class Crowd:
    """Many connections that are there all the time."""

    def __init__(self, path, options, seed):
        self.path, self.peers, self.pause = str(path), options.peers, options.pause
        self.connections = []
        self.counts = {"connections": 0}

    def begin(self):
        for _ in range(self.peers):
            self.connections.append(connect(self.path))
            self.greet(self.connections[-1])
            self.counts["connections"] += 1

    def step(self):
        time.sleep(self.pause)

    def end(self):
        for connection in self.connections:
            connection.close()
        self.connections = []


class Idle(Crowd):
    """Ask once, and then nothing."""

    def greet(self, connection):
        connection.sendall(frame(1, REQUEST, 0, request("SystemService", "CheckHealth")))


class Loris(Crowd):
    """Send a byte of a frame now and then, just often enough."""

    def __init__(self, path, options, seed):
        super().__init__(path, options, seed)
        self.counts["bytes"] = 0

    def greet(self, connection):
        connection.sendall(frame(1, REQUEST, 0, b"", length=4096))

    def step(self):
        for connection in self.connections:
            connection.send(b"\0")
            self.counts["bytes"] += 1
            # Each of a thousand sends once a second.
            time.sleep(0.001)


ATTACKS = {"mixed": Mixed, "idle": Idle, "loris": Loris}


def work(kind, path, options, seed, phases, results):
    """Attacks in every phase; tells how often."""
    attacker, problem = ATTACKS[kind](path, options, seed), None
    for begin, end in phases:
        time.sleep(max(0, begin - time.monotonic()))
        try:
            attacker.begin()
            while time.monotonic() < end:
                try:
                    attacker.step()
                except OSError:
                    # The daemon may have closed what breaks its rules, of which the next attack makes more.
                    pass
            attacker.end()
        except OSError as error:
            problem = f"{kind}: {error}"
    results.put(("attacker", attacker.counts, problem))
