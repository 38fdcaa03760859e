"""Writers and a follower behind a proxy that cuts, before a daemon that is killed: nothing is lost, doubled or missed.

SEED=n repeats a run, KILLS=n makes it longer.
"""
import os
import random
import threading
import unittest

import nija
from nijad import Daemon, Proxy

WRITERS = 4
#: Bytes of answers that a connection lets back before it is cut; None for one that is not.
CUTS = [0, 1, 9, 10, 11, 50, 100, 400, 1000, 5000, None]


class Soak(unittest.TestCase):
    def test_kills_and_cuts_lose_double_and_hide_nothing(self):
        seed = int(os.environ.get("SEED", random.randrange(1 << 32)))
        print(f"SEED={seed}")
        chance = random.Random(seed)
        with Daemon() as daemon, Proxy(daemon.socket, [chance.choice(CUTS) for _ in range(10000)]) as proxy:
            self.acknowledged, self.unknown, self.events = {}, {}, []
            self.stopping, self.failures = threading.Event(), []
            writers = [self.begin(self.write, proxy, f"{seed}-{number}") for number in range(WRITERS)]
            stream = self.through(proxy).subscribe(after_sequence=0, topics=[nija.Topic.TRADES])
            follower = self.begin(self.events.extend, stream)
            for _ in range(int(os.environ.get("KILLS", 5))):
                target = len(self.acknowledged) + chance.randrange(20, 300)
                while len(self.acknowledged) < target and not self.failures:
                    os.sched_yield()
                daemon.kill()
                daemon.start()
            self.stopping.set()
            for writer in writers:
                writer.join()
            self.check(daemon, stream)
            follower.join()

    @staticmethod
    def through(proxy):
        """A client of the proxy, with time enough for all of its cuts."""
        return nija.connect(proxy.socket, timeout=60)

    @staticmethod
    def begin(work, *arguments):
        thread = threading.Thread(target=work, args=arguments)
        thread.start()
        return thread

    def write(self, proxy, name):
        chance = random.Random(name)
        number = 0
        with self.through(proxy) as n:
            while not self.stopping.is_set():
                number += 1
                trade_id, profit = f"{name}-{number}", chance.randrange(-50, 60)
                try:
                    n.record_trade(symbol="X", strategy="S", profit=profit, trade_id=trade_id)
                    self.acknowledged[trade_id] = profit
                except nija.OutcomeUnknown:
                    self.unknown[trade_id] = profit
                except nija.NijaError as error:
                    self.failures.append(error)
                    return

    def check(self, daemon, stream):
        self.assertEqual(self.failures, [])
        with daemon.connect() as n:
            stored = {trade.trade_id: trade for trade in n.iter_trades(order_by="sequence", page_size=1000)}
        for trade_id, profit in self.acknowledged.items():
            self.assertEqual(stored[trade_id].profit, profit)
        self.assertLessEqual(set(stored), set(self.acknowledged) | set(self.unknown))
        while len(self.events) < len(stored):
            os.sched_yield()
        stream.close()
        self.assertEqual([event.sequence for event in self.events], [trade.sequence for trade in stored.values()])



if __name__ == "__main__":
    unittest.main()
