"""Bots that do what bots do, check every answer, and remember how long each took."""
import os
import time

from wire import Client, account_service_pb2 as accounts, event_service_pb2 as events, kpi_service_pb2 as kpis
from wire import system_service_pb2 as system, trade_service_pb2 as trades

PROFIT, FEES = "1.5", "0.5"


class Wrong(Exception):
    """The daemon answered otherwise than it should have."""


def expect(actual, expected, what):
    if actual != expected:
        raise Wrong(f"{what} is {actual!r}, and should be {expected!r}")


class Recorder:
    """Records one trade after the other, each fifth twice, and now and then asks for the figures."""

    def __init__(self, socket):
        self.client = Client(socket, timeout=30)
        self.account = f"honest-{os.getpid()}"
        self.count = 0
        self.client.call("AccountService", "CreateAccount", accounts.CreateAccountRequest(
            account={"name": self.account, "initial_capital": "1000"}), accounts.CreateAccountResponse)

    def trade(self, number):
        request = trades.RecordTradeRequest()
        request.trade.trade_id, request.trade.account = f"t-{number}", self.account
        request.trade.strategy, request.trade.symbol = "STEADY", "X"
        request.trade.profit, request.trade.fees = PROFIT, FEES
        return request

    def step(self):
        begun = time.perf_counter()
        answer = self.client.call("TradeService", "RecordTrade", self.trade(self.count), trades.RecordTradeResponse)
        took = time.perf_counter() - begun
        expect((answer.duplicate, answer.trade.trade_id, answer.trade.net_profit), (False, f"t-{self.count}", "1"),
               "the answer to a trade")
        if self.count % 5 == 0:
            answer = self.client.call("TradeService", "RecordTrade", self.trade(self.count), trades.RecordTradeResponse)
            expect(answer.duplicate, True, "whether a trade that is sent again is a duplicate")
        self.count += 1
        if self.count % 20 == 0:
            self.check_figures()
        return took

    def check_figures(self):
        request = kpis.GetKpiSummaryRequest(scope={"account": self.account})
        found = self.client.call("KpiService", "GetKpiSummary", request, kpis.GetKpiSummaryResponse).kpis
        expect((found.total_trades, found.losing_trades, found.net_profit), (self.count, 0, str(self.count)),
               "the figures of the account")

    def finish(self):
        self.check_figures()


class Caller:
    """Asks whether the daemon is well, again and again."""

    def __init__(self, socket):
        self.client = Client(socket, timeout=30)

    def step(self):
        begun = time.perf_counter()
        answer = self.client.call("SystemService", "CheckHealth", system.CheckHealthRequest(),
                                  system.CheckHealthResponse)
        took = time.perf_counter() - begun
        expect(answer.status, system.SERVING_STATUS_SERVING, "the daemon's health")
        # As often as a dashboard would, rather than as often as it can.
        time.sleep(0.002)
        return took

    def finish(self):
        self.step()


class Subscriber:
    """Reads every event, and holds each against the one before."""

    def __init__(self, socket):
        request = events.SubscribeRequest(after_sequence=0)
        request.heartbeat_interval.nanos = 100_000_000
        self.stream = Client(socket, timeout=30).stream("EventService", "Subscribe", request, events.SubscribeResponse)
        self.last = 0

    def step(self):
        event = next(self.stream).event
        if event.WhichOneof("payload") == "heartbeat":
            if event.sequence < self.last:
                raise Wrong(f"a heartbeat says {event.sequence} after {self.last}")
            return None
        expect(event.sequence, self.last + 1, "the sequence of the next event")
        self.last = event.sequence
        return None

    def finish(self):
        pass


def work(kind, socket, phases, results):
    """Goes on until the last phase is over; tells how long each call of a phase took, or what was wrong."""
    times = [[] for _ in phases]
    try:
        bot = kind(socket)
        for index, (begin, end) in enumerate(phases):
            while (now := time.monotonic()) < end:
                took = bot.step()
                if took is not None and now >= begin:
                    times[index].append(took)
        bot.finish()
        results.put((kind.__name__, times, None))
    except Exception as problem:  # What is wrong is told by the one who has begun this.
        results.put((kind.__name__, times, f"{type(problem).__name__}: {problem}"))
