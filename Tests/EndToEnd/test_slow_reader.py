"""One subscriber that stands still among others that read: what it costs, and who notices.

Each count is a fraction of the real one, unless the environment gives it: READERS=100 EVENTS=10000 (a second) SECONDS=60.
"""
import multiprocessing
import os
import pathlib
import resource
import selectors
import signal
import sys
import time
import unittest

from daemon import Daemon
from wire import REMOTE_CLOSED, Client, event_service_pb2 as events, system_service_pb2 as system
from wire import trade_service_pb2 as trades

READERS = int(os.environ.get("READERS", 20))
EVENTS = int(os.environ.get("EVENTS", 2000))
SECONDS = float(os.environ.get("SECONDS", 3))
IS_WHOLE = READERS >= 100 and EVENTS >= 10_000 and SECONDS >= 60
MIB = 1 << 20


def subscription(after):
    return events.SubscribeRequest(topics=[events.TOPIC_TRADES], after_sequence=after)


def drain(socket, count):
    """Reads what comes on many subscriptions, and looks at none of it."""
    waiting, room = selectors.DefaultSelector(), bytearray(MIB)
    for _ in range(count):
        client = Client(socket)
        client.request("EventService", "Subscribe", subscription(0), REMOTE_CLOSED)
        waiting.register(client.socket, selectors.EVENT_READ, client)
    while True:
        for key, _ in waiting.select():
            if not key.fileobj.recv_into(room):
                return


def follow(socket, last, results):
    """Reads every event up to the last one; whether they came in sequence, each once."""
    expected, stream = None, Client(socket, timeout=60).stream(
        "EventService", "Subscribe", subscription(0), events.SubscribeResponse)
    for answer in stream:
        if answer.event.WhichOneof("payload") != "heartbeat":
            if expected is not None and answer.event.sequence != expected:
                results.put(f"event {answer.event.sequence} came where {expected} should have")
                return
            expected = answer.event.sequence + 1
        if last.value and answer.event.sequence >= last.value:
            results.put(None)
            return


def ask(socket, phase, times):
    """Asks for the daemon's health all the time, and notes in which phase each answer took how long."""
    client = Client(socket)
    while phase.value >= 0:
        begun, number = time.perf_counter(), phase.value
        client.call("SystemService", "CheckHealth", system.CheckHealthRequest(), system.CheckHealthResponse)
        times.put((number, time.perf_counter() - begun))
        time.sleep(0.002)
    times.put(None)


def percentile(times, share):
    return sorted(times)[int(len(times) * share)]


class SlowReader(unittest.TestCase):
    def setUp(self):
        self.processes = []

    def tearDown(self):
        for process in self.processes:
            process.kill()
            process.join()

    def run_apart(self, work, *arguments):
        process = multiprocessing.Process(target=work, args=arguments)
        process.start()
        self.processes.append(process)
        return process

    def resident(self, daemon):
        pages = pathlib.Path(f"/proc/{daemon.process.pid}/statm").read_text().split()[1]
        return int(pages) * resource.getpagesize()

    def record(self, writer, daemon):
        """Records for a while at the wanted rate; how long each batch took, and by how much memory grew."""
        request = trades.BatchRecordTradesRequest()
        for _ in range(max(1, EVENTS // 100)):
            trade = request.trades.add()
            trade.strategy, trade.symbol, trade.profit, trade.reason = "S", "X", "1", "r" * 100
        before, times, begun = self.resident(daemon), [], time.monotonic()
        while (now := time.monotonic()) < begun + SECONDS:
            start = time.perf_counter()
            writer.call("TradeService", "BatchRecordTrades", request, trades.BatchRecordTradesResponse)
            times.append(time.perf_counter() - start)
            time.sleep(max(0, begun + len(times) / 100 - now))
        return times, self.resident(daemon) - before

    def test_one_that_stands_still_costs_its_queue_loses_nothing_and_slows_nobody(self):
        last, phase = multiprocessing.Value("Q", 0), multiprocessing.Value("i", 0)
        answers, times = multiprocessing.Queue(), multiprocessing.Queue()
        with Daemon() as daemon, daemon.client() as writer:
            self.record(writer, daemon)
            self.run_apart(drain, daemon.socket, READERS - 1)
            slow = self.run_apart(follow, daemon.socket, last, answers)
            self.run_apart(ask, daemon.socket, phase, times)
            writing, growth, stopped = [], [], []
            for number in range(2):
                if number == 1:
                    os.kill(slow.pid, signal.SIGSTOP)
                phase.value = number
                took, grown = self.record(writer, daemon)
                writing.append(took)
                growth.append(grown)
            phase.value = -1
            calls = [[], []]
            while (answer := times.get(timeout=60)) is not None:
                calls[answer[0]].append(answer[1])
            last.value = writer.call("SystemService", "GetStatus", system.GetStatusRequest(),
                                     system.GetStatusResponse).sequence
            os.kill(slow.pid, signal.SIGCONT)
            self.assertIsNone(answers.get(timeout=600))
        quiet, loud = (percentile(part, 0.99) for part in calls)
        print(f"{READERS} readers, {EVENTS} events a second for {SECONDS:.0f} s, one of them stopped: memory grows by "
              f"{growth[1] / MIB:.1f} MiB ({growth[0] / MIB:.1f} MiB before), others' p99 is {loud * 1e6:.0f} us "
              f"({quiet * 1e6:.0f} us), a batch takes {percentile(writing[1], 0.5) * 1e6:.0f} us "
              f"({percentile(writing[0], 0.5) * 1e6:.0f} us)", file=sys.stderr)
        # Its queue has a quarter of a MiB, and a batch that is read for it is under way.
        self.assertLess(growth[1] - growth[0], 4 * MIB)
        if IS_WHOLE:
            self.assertLess(loud, 1.2 * quiet)


if __name__ == "__main__":
    unittest.main()
