"""An echo over gRPC: `server SOCKET`, or `client SOCKET SECONDS NAME`, which prints
NAME|p50|p99|calls a second with 64 in flight, times in microseconds."""
import itertools
import sys
import threading
import time
from concurrent import futures

import grpc
import peers_pb2
import peers_pb2_grpc

WARM_UP = 500
DEPTH = 64


class Ledger(peers_pb2_grpc.LedgerServicer):
    def __init__(self):
        self.sequence = itertools.count(1)

    def RecordTrade(self, request, context):
        return peers_pb2.TradeReply(sequence=next(self.sequence), trades=12345, alarms=7)


def serve(address):
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    peers_pb2_grpc.add_LedgerServicer_to_server(Ledger(), server)
    server.add_insecure_port(address)
    server.start()
    server.wait_for_termination()


def request():
    return peers_pb2.TradeRequest(
        order_id="ord-2031-000184467440", strategy="mean-reversion-eu", symbol="BTC-EUR-PERP", venue="exchange-a",
        time_ns=1790000000123456789, price=61234.5, quantity=0.25, side=1, note=b"fill 3 of 4, maker, fee 0.01")


def time_one_by_one(call, trade, seconds):
    for _ in range(WARM_UP):
        call(trade)
    times, end = [], time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        call(trade)
        times.append((time.perf_counter() - start) * 1e6)
    return sorted(times)


def count_in_flight(call, trade, seconds):
    places, done = threading.Semaphore(DEPTH), 0
    start = time.perf_counter()
    while time.perf_counter() < start + seconds:
        places.acquire()
        call.future(trade).add_done_callback(lambda _: places.release())
        done += 1
    for _ in range(DEPTH):
        places.acquire()
    return done / (time.perf_counter() - start)


def main():
    address = "unix:" + sys.argv[2]
    if sys.argv[1] == "server":
        serve(address)
        return
    seconds, name = float(sys.argv[3]), sys.argv[4]
    with grpc.insecure_channel(address) as channel:
        call, trade = peers_pb2_grpc.LedgerStub(channel).RecordTrade, request()
        times = time_one_by_one(call, trade, seconds)
        rate = count_in_flight(call, trade, seconds)
    print(f"{name}|{times[len(times) // 2]:.1f}|{times[len(times) * 99 // 100]:.1f}|{rate:.0f}")


main()
