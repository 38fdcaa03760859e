"""Writers that keep a daemon busy, and remember what it has acknowledged."""
import os
import random
import threading

from wire import Refused, trade_service_pb2 as trades

WRITERS = 4


def record(client, trade_id="", profit="1", **fields):
    request = trades.RecordTradeRequest()
    request.trade.trade_id, request.trade.profit = trade_id, profit
    request.trade.strategy, request.trade.symbol = "S", "X"
    for name, value in fields.items():
        setattr(request.trade, name, value)
    return client.call("TradeService", "RecordTrade", request, trades.RecordTradeResponse)


class Load:
    """Everything that was sent to one ledger, and what of it was acknowledged; profits by id."""

    def __init__(self, daemon, seed):
        self.daemon, self.chance = daemon, random.Random(seed)
        self.sent, self.acknowledged, self.refused = {}, {}, set()
        self._lock = threading.Lock()

    def until(self, end):
        """Writes until some more trades are acknowledged and `end`, called in the middle of it, has ended the daemon.

        What was acknowledged in this time.
        """
        before = set(self.acknowledged)
        writers = [threading.Thread(target=self._write, args=(number, self.chance.random()))
                   for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        target = len(before) + self.chance.randrange(20, 200)
        while len(self.acknowledged) < target:
            assert any(writer.is_alive() for writer in writers), "no writer is served"
            os.sched_yield()
        end()
        for writer in writers:
            writer.join()
        return {trade_id: profit for trade_id, profit in self.acknowledged.items() if trade_id not in before}

    def _write(self, name, seed):
        own = random.Random(seed)
        try:
            with self.daemon.client() as client:
                while True:
                    trade_id, profit = f"{name}-{own.randrange(1 << 40)}", str(own.randrange(-50, 60))
                    with self._lock:
                        self.sent[trade_id] = profit
                    try:
                        record(client, trade_id, profit)
                    except Refused:
                        with self._lock:
                            self.refused.add(trade_id)
                        return
                    with self._lock:
                        self.acknowledged[trade_id] = profit
        except (OSError, EOFError):
            return


def stored(client, trade_id):
    """The profit of a trade that is there, and Refused for one that is not."""
    request = trades.GetTradeRequest(trade_id=trade_id)
    return client.call("TradeService", "GetTrade", request, trades.GetTradeResponse).trade.profit
