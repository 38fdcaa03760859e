"""What must hold when things go wrong, tried on real processes and real sockets."""
import os
import random
import signal
import sqlite3
import struct
import subprocess
import tempfile
import time
import unittest

from daemon import Daemon
from load import Load, record, stored
from wire import (DATA, REMOTE_CLOSED, REQUEST, Refused, account_service_pb2 as accounts,
                  alarm_service_pb2 as alarms, event_service_pb2 as events, kpi_service_pb2 as kpis,
                  strategy_service_pb2 as strategies, system_service_pb2 as system, trade_service_pb2 as trades)


def summary(client, **scope):
    request = kpis.GetKpiSummaryRequest()
    for name, value in scope.items():
        setattr(request.scope, name, value)
    return client.call("KpiService", "GetKpiSummary", request, kpis.GetKpiSummaryResponse).kpis


class Ledger(unittest.TestCase):
    def test_kill_in_the_middle_of_load_loses_and_doubles_nothing(self):
        seed = int(os.environ.get("SEED", random.randrange(1 << 32)))
        print(f"SEED={seed}")
        with Daemon() as daemon:
            load = Load(daemon, seed)
            for _ in range(int(os.environ.get("KILLS", 5))):
                load.until(daemon.kill)
                daemon.start()
                with daemon.client() as client:
                    for trade_id, profit in load.acknowledged.items():
                        self.assertEqual(stored(client, trade_id), profit)
            with daemon.client() as client:
                for trade_id, profit in load.acknowledged.items():
                    self.assertTrue(record(client, trade_id, profit).duplicate)
                whole = summary(client)
                self.assertGreaterEqual(whole.total_trades, len(load.acknowledged))
                self.assertLessEqual(whole.total_trades, len(load.sent))
                # The same figures, computed anew from the stored trades.
                again = summary(client, symbol="X")
                self.assertEqual((whole.total_trades, whole.net_profit, whole.win_rate, whole.profit_factor),
                                 (again.total_trades, again.net_profit, again.win_rate, again.profit_factor))

    def test_another_program_reads_what_is_acknowledged_and_cannot_write(self):
        with Daemon() as daemon, daemon.client() as client:
            path = daemon.data / "nija.db"

            def connect(mode):
                return sqlite3.connect(f"file:{path}?mode={mode}", uri=True, timeout=0, isolation_level=None)

            watching = connect("ro")
            for number in range(1, 31):
                record(client, f"t{number}")
                for reader in (watching, connect("ro"), connect("rw")):
                    self.assertEqual(reader.execute("SELECT count(*) FROM trades").fetchone(), (number,))
            with self.assertRaisesRegex(sqlite3.OperationalError, "locked"):
                connect("rw").execute("DELETE FROM trade")
            watching.execute("BEGIN")
            self.assertEqual(watching.execute("SELECT count(*) FROM trades").fetchone(), (30,))
            record(client, "later")
            self.assertEqual(watching.execute("SELECT count(*) FROM trades").fetchone(), (30,))
            self.assertEqual(connect("ro").execute("PRAGMA integrity_check").fetchone(), ("ok",))
            daemon.kill()
            daemon.start()
            self.assertEqual(connect("ro").execute("SELECT count(*) FROM trades").fetchone(), (31,))

    def test_the_same_id_is_a_duplicate_or_a_conflict(self):
        with Daemon() as daemon, daemon.client() as client:
            first = record(client, "a", "5")
            again = record(client, "a", "5")
            self.assertFalse(first.duplicate)
            self.assertTrue(again.duplicate)
            self.assertEqual(first.trade.sequence, again.trade.sequence)
            with self.assertRaises(Refused) as refused:
                record(client, "a", "6")
            self.assertEqual(refused.exception.code, 6)

    def test_a_hundred_senders_of_one_id_make_one_trade(self):
        with Daemon() as daemon:
            clients = [daemon.client() for _ in range(100)]
            for client in clients:
                self.addCleanup(client.close)
            request = trades.RecordTradeRequest()
            request.trade.trade_id, request.trade.profit = "one", "1"
            request.trade.strategy, request.trade.symbol = "S", "X"
            streams = [client.request("TradeService", "RecordTrade", request) for client in clients]
            answers = [client.answer(stream, trades.RecordTradeResponse) for client, stream in zip(clients, streams)]
            self.assertEqual(sum(not answer.duplicate for answer in answers), 1)
            self.assertEqual(summary(clients[0]).total_trades, 1)

    def test_the_sample_of_s0(self):
        with Daemon() as daemon, daemon.client() as client:
            request = trades.BatchRecordTradesRequest()
            wins, losses = ["45.45"] * 32 + ["45.60"], ["35.29"] * 16 + ["35.36"]
            for number, amount in enumerate(wins + ["-" + loss for loss in losses]):
                trade = request.trades.add()
                trade.strategy = "APEX_V71" if number < 33 else "DUAL_RSI"
                trade.symbol, trade.profit, trade.fees = "BTC-USD", amount, "1"
                trade.exit_time.seconds = 1767225600 + (number % 20) * 86400
            answer = client.call("TradeService", "BatchRecordTrades", request, trades.BatchRecordTradesResponse)
            self.assertEqual(answer.recorded, 50)
            found = summary(client)
            self.assertEqual((found.total_trades, found.winning_trades, found.losing_trades), (50, 33, 17))
            self.assertEqual((found.total_profit, found.total_loss), ("1500", "600"))
            self.assertEqual((found.net_profit, found.total_fees, found.expectancy), ("850", "50", "17"))
            self.assertEqual((found.win_rate, found.profit_factor, found.active_days), (66, 2.5, 20))
            self.assertEqual((found.roi_percentage, found.account_growth, found.trades_per_day), (85, 85, 2.5))
            self.assertAlmostEqual(found.risk_reward_ratio, 1.2878787878, 9)
            self.assertEqual((found.best_strategy, found.worst_strategy), ("APEX_V71", "DUAL_RSI"))

    def test_late_and_voided_trades_after_a_restart(self):
        with Daemon() as daemon:
            with daemon.client() as client:
                for number in range(1500):
                    request = trades.RecordTradeRequest()
                    request.trade.trade_id = f"t{number}"
                    request.trade.strategy, request.trade.symbol = "S", "X"
                    request.trade.profit = "2" if number % 3 else "-5"
                    request.trade.exit_time.seconds = 1700000000 + number * 600
                    client.call("TradeService", "RecordTrade", request, trades.RecordTradeResponse)
            self.assertEqual(daemon.terminate(), 0)
            daemon.start()
            with daemon.client() as client:
                request = trades.RecordTradeRequest()
                request.trade.trade_id, request.trade.profit = "late", "7"
                request.trade.strategy, request.trade.symbol = "S", "X"
                request.trade.exit_time.seconds = 1700000000 + 300
                client.call("TradeService", "RecordTrade", request, trades.RecordTradeResponse)
                client.call("TradeService", "VoidTrade", trades.VoidTradeRequest(trade_id="t4", reason="test"),
                            trades.VoidTradeResponse)
                whole, again = summary(client, strategy="S"), summary(client, strategy="S", symbol="X")
                for name in ("total_trades", "net_profit", "longest_winning_streak", "longest_losing_streak",
                             "current_streak", "sharpe_ratio", "max_drawdown", "sqn", "active_days"):
                    self.assertEqual(getattr(whole, name), getattr(again, name), name)


class Subscribers(unittest.TestCase):
    def test_resuming_leaves_no_gap_and_repeats_nothing(self):
        with Daemon() as daemon, daemon.client() as writer:
            seen, cursor = [], 0
            for _ in range(20):
                for _ in range(10):
                    record(writer)
                with daemon.client() as reader:
                    request = trades.StreamTradesRequest(after_sequence=cursor)
                    for count, answer in enumerate(
                            reader.stream("TradeService", "StreamTrades", request, trades.StreamTradesResponse)):
                        seen.append(answer.event.sequence)
                        cursor = answer.event.sequence
                        if count == 9:
                            break
            self.assertEqual(len(seen), 200)
            self.assertEqual(seen, sorted(set(seen)))
            listed = writer.call("TradeService", "ListTrades", trades.ListTradesRequest(page_size=1000),
                                 trades.ListTradesResponse)
            self.assertEqual(sorted(trade.sequence for trade in listed.trades), seen)

    def test_a_pause_reaches_the_bot(self):
        with Daemon() as daemon, daemon.client() as operator, daemon.client() as bot:
            record(operator)
            stream = bot.stream("StrategyService", "StreamStrategies", strategies.StreamStrategiesRequest(),
                                strategies.StreamStrategiesResponse)
            self.assertEqual(next(stream).event.strategy.strategy.status, 1)
            operator.call("StrategyService", "PauseStrategy", strategies.PauseStrategyRequest(name="S"),
                          strategies.PauseStrategyResponse)
            self.assertEqual(next(stream).event.strategy.strategy.status, 2)
            with self.assertRaises(Refused) as refused:
                operator.call("StrategyService", "StartStrategy", strategies.StartStrategyRequest(name="S"),
                              strategies.StartStrategyResponse)
            self.assertEqual(refused.exception.code, 9)

    def test_a_reader_that_stands_still_costs_little_and_loses_nothing(self):
        with Daemon() as daemon, daemon.client() as writer, daemon.client() as reader:
            stream = reader.stream("EventService", "Subscribe", events.SubscribeRequest(after_sequence=0),
                                   events.SubscribeResponse)
            next(stream)
            before = self.resident(writer)
            request = trades.BatchRecordTradesRequest()
            for _ in range(1000):
                trade = request.trades.add()
                trade.strategy, trade.symbol, trade.profit, trade.reason = "S", "X", "1", "r" * 500
            for _ in range(20):
                writer.call("TradeService", "BatchRecordTrades", request, trades.BatchRecordTradesResponse)
            self.assertLess(self.resident(writer) - before, 48 << 20)
            last = writer.call("SystemService", "GetStatus", system.GetStatusRequest(),
                               system.GetStatusResponse).sequence
            seen = [answer.event.sequence for answer in self.until(stream, last)]
            self.assertEqual(seen, list(range(seen[0], last + 1)))

    @staticmethod
    def resident(client):
        return client.call("SystemService", "GetStatus", system.GetStatusRequest(),
                           system.GetStatusResponse).resident_bytes

    @staticmethod
    def until(stream, last):
        for answer in stream:
            if answer.event.WhichOneof("payload") != "heartbeat":
                yield answer
            if answer.event.sequence >= last:
                return

    def test_an_alarm_is_raised_once_and_resolves(self):
        with Daemon() as daemon, daemon.client() as client:
            def balance(amount):
                client.call("AccountService", "UpdateBalance", accounts.UpdateBalanceRequest(balance=amount),
                            accounts.UpdateBalanceResponse)

            def active():
                answer = client.call("AlarmService", "ListActiveAlarms", alarms.ListActiveAlarmsRequest(),
                                     alarms.ListActiveAlarmsResponse)
                return sorted(alarm.name for alarm in answer.alarms)

            balance("1000")
            self.assertEqual(active(), [])
            for _ in range(10):
                balance("45")
            self.assertEqual(active(), ["balance_drop", "critical_balance", "high_drawdown", "low_balance",
                                        "max_drawdown"])
            daemon.kill()
            daemon.start()
            with daemon.client() as client:
                self.assertEqual(len(active()), 5)
                balance("1000")
                self.assertEqual(active(), [])


class Process(unittest.TestCase):
    def test_sigterm_drains_and_ends_with_0(self):
        with Daemon() as daemon, daemon.client() as client, daemon.client() as reader:
            record(client)
            stream = reader.stream("EventService", "Subscribe", events.SubscribeRequest(), events.SubscribeResponse)
            client.call("SystemService", "CheckHealth", system.CheckHealthRequest(), system.CheckHealthResponse)
            self.assertEqual(daemon.terminate(), 0)
            self.assertEqual([answer.event.WhichOneof("payload") for answer in stream], ["going_away"])

    def leave_an_answer_unread(self, daemon):
        """Asks for more than a socket takes at once, and does not read it; the client."""
        with daemon.client() as writer:
            request = trades.BatchRecordTradesRequest()
            for number in range(1000):
                trade = request.trades.add()
                trade.trade_id, trade.strategy, trade.symbol, trade.profit = f"t{number}", "S", "X", "1"
                trade.reason = "r" * 1000
            writer.call("TradeService", "BatchRecordTrades", request, trades.BatchRecordTradesResponse)
            reader = daemon.client()
            self.addCleanup(reader.close)
            reader.request("TradeService", "ListTrades", trades.ListTradesRequest(page_size=1000))
            while not writer.call("SystemService", "GetStatus", system.GetStatusRequest(),
                                  system.GetStatusResponse).queued_bytes:
                pass
        return reader

    def test_a_drain_that_takes_too_long_is_broken_off_and_says_so(self):
        with Daemon(arguments=["--drain-seconds", "1"]) as daemon:
            self.leave_an_answer_unread(daemon)
            self.assertEqual(daemon.terminate(), 5)
            self.assertIn("broken off: 0 calls without an answer", (daemon.place / "log").read_text())

    def test_a_second_signal_ends_at_once_and_loses_nothing(self):
        with Daemon(arguments=["--drain-seconds", "60"]) as daemon, daemon.client() as client:
            record(client, "acknowledged")
            self.leave_an_answer_unread(daemon)
            daemon.process.send_signal(signal.SIGTERM)
            with self.assertRaises(Refused) as refused:
                while True:
                    client.call("SystemService", "CheckHealth", system.CheckHealthRequest(),
                                system.CheckHealthResponse)
            self.assertEqual((refused.exception.code, refused.exception.reason), (14, "DRAINING"))
            self.assertEqual(daemon.terminate(), 5)
            self.assertIn("ending at once: SIGTERM", (daemon.place / "log").read_text())
            daemon.start()
            with daemon.client() as client:
                self.assertTrue(record(client, "acknowledged").duplicate)
                self.assertEqual(summary(client).total_trades, 1001)

    def test_a_second_daemon_is_refused(self):
        with Daemon() as daemon:
            second = subprocess.run(daemon.command(), stderr=subprocess.PIPE)
            self.assertEqual(second.returncode, 3)
            self.assertEqual(os.stat(daemon.socket).st_mode & 0o777, 0o600)

    def test_a_stale_socket_is_replaced(self):
        with Daemon() as daemon:
            daemon.kill()
            self.assertTrue(daemon.socket.exists())
            daemon.start()

    def test_a_foreign_file_is_refused_and_left_alone(self):
        with Daemon() as daemon:
            daemon.terminate()
            (daemon.data / "nija.db").write_bytes(b"not a database at all" * 100)
            for leftover in ("nija.db-wal", "nija.db-shm"):
                (daemon.data / leftover).unlink(missing_ok=True)
            refused = subprocess.run(daemon.command(), stderr=subprocess.PIPE)
            self.assertEqual(refused.returncode, 4)
            self.assertEqual((daemon.data / "nija.db").read_bytes(), b"not a database at all" * 100)

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody else, or mount a small disk")
    def test_another_user_is_refused(self):
        with Daemon(arguments=["--socket-mode", "0666"]) as daemon:
            os.chmod(daemon.place, 0o755)
            script = (f"import socket; s = socket.socket(socket.AF_UNIX); s.connect({str(daemon.socket)!r}); "
                      "s.settimeout(5); raise SystemExit(0 if s.recv(1) == b'' else 1)")
            self.assertEqual(subprocess.run(["python3", "-c", script], user=65534).returncode, 0)
            self.assertIn("turned away user 65534", (daemon.place / "log").read_text())

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody else, or mount a small disk")
    def test_a_full_disk_refuses_writes_serves_reads_and_recovers(self):
        place = tempfile.mkdtemp()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place]).returncode != 0:
            self.skipTest("this machine does not allow mounts")
        try:
            os.chmod(place, 0o700)
            with Daemon(data=place) as daemon, daemon.client() as client:
                record(client, "before")
                filler = os.path.join(place, "filler")
                with open(filler, "wb") as file, self.assertRaises(OSError):
                    while True:
                        file.write(b"x" * 65536)
                        file.flush()
                with self.assertRaises(Refused) as refused:
                    while True:
                        record(client, reason="r" * 4000)
                self.assertEqual(refused.exception.code, 8)
                counted = summary(client).total_trades
                self.assertEqual(counted, summary(client, symbol="X").total_trades)
                os.unlink(filler)
                end = time.monotonic() + 5
                while time.monotonic() < end:
                    try:
                        record(client, "after")
                        break
                    except Refused as still:
                        self.assertEqual(still.code, 8)
                self.assertEqual(summary(client).total_trades, counted + 1)
                daemon.kill()
        finally:
            subprocess.run(["umount", place], check=True)


class Wire(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon()

    @classmethod
    def tearDownClass(cls):
        cls.daemon.kill()

    def health(self):
        with self.daemon.client() as client:
            answer = client.call("SystemService", "CheckHealth", system.CheckHealthRequest(),
                                 system.CheckHealthResponse)
            self.assertEqual(answer.status, 1)

    def refused(self, client, stream):
        with self.assertRaises(Refused) as refused:
            client.answer(stream, system.CheckHealthResponse)
        return refused.exception.code

    def test_garbage_never_hurts(self):
        chance = random.Random(7)
        for _ in range(300):
            with self.daemon.client() as client:
                data = chance.randbytes(chance.randrange(1, 200))
                if chance.random() < 0.7:
                    data = struct.pack(">IIBB", chance.randrange(0, 300), chance.randrange(0, 9),
                                       chance.choice([1, 2, 3, 16, 77]), chance.randrange(0, 8)) + data
                client.socket.sendall(data)
        self.health()

    def test_truncated_frames_never_hurt(self):
        envelope = b"\x0a\x15nija.v1.SystemService\x12\x0bCheckHealth"
        whole = struct.pack(">IIBB", len(envelope), 1, REQUEST, 0) + envelope
        for size in range(len(whole)):
            with self.daemon.client() as client:
                client.socket.sendall(whole[:size])
        self.health()

    def test_an_oversized_frame_fails_its_call_alone(self):
        with self.daemon.client() as client:
            client.frame(1, REQUEST, 0, b"x" * ((4 << 20) + 1))
            self.assertEqual(self.refused(client, 1), 8)
            client.next_id = 3
            client.call("SystemService", "CheckHealth", system.CheckHealthRequest(), system.CheckHealthResponse)

    def test_a_length_that_is_not_ttrpc_closes(self):
        with self.daemon.client() as client:
            client.socket.sendall(b"\xff\xff\xff\xff\x00\x00\x00\x01\x01\x00")
            self.assertEqual(client.socket.recv(1), b"")

    def test_ids_must_be_odd_and_grow(self):
        with self.daemon.client() as client:
            for number in (2, 5, 5, 3):
                client.frame(number, REQUEST, 0, b"\x0a\x15nija.v1.SystemService\x12\x0bCheckHealth")
            self.assertEqual(self.refused(client, 2), 3)
            client.answer(5, system.CheckHealthResponse)
            self.assertEqual(self.refused(client, 5), 3)
            self.assertEqual(self.refused(client, 3), 3)
            client.frame(9, DATA, REMOTE_CLOSED, b"")
            self.assertEqual(self.refused(client, 9), 3)

    def test_unknown_methods(self):
        with self.daemon.client() as client:
            for service, method in (("Nobody", "CheckHealth"), ("SystemService", "Nothing")):
                stream = client.request(service, method, system.CheckHealthRequest())
                self.assertEqual(self.refused(client, stream), 12)

    def test_hostile_messages(self):
        envelope = b"\x0a\x14nija.v1.TradeService\x12\x0bRecordTrade\x1a"
        bodies = [b"\x0a\x03\x1a\x01\xff", b"\x0a\x04\x1a\x02a\x00", b"\xff" * 11, b"\x0a\x7f", b"\x0a\x00" * 5,
                  b"\x0a\xfe\x0f" + b"\x1a\x00" * 1023]
        with self.daemon.client() as client:
            for number, body in enumerate(bodies):
                size = bytes([len(body)]) if len(body) < 128 else bytes([len(body) & 127 | 128, len(body) >> 7])
                client.frame(2 * number + 1, REQUEST, 0, envelope + size + body)
                self.assertEqual(self.refused(client, 2 * number + 1), 3)

    def test_bad_fields_are_all_named(self):
        with self.daemon.client() as client:
            request = trades.RecordTradeRequest()
            request.trade.profit, request.trade.quantity, request.trade.entry_price = "abc", "1e5", "NaN"
            request.trade.confidence = 7
            with self.assertRaises(Refused) as refused:
                client.call("TradeService", "RecordTrade", request, trades.RecordTradeResponse)
            self.assertEqual(refused.exception.code, 3)
            self.assertEqual(refused.exception.fields, [
                "trade.profit", "trade.quantity", "trade.entry_price", "trade.strategy", "trade.symbol",
                "trade.confidence"])

    def test_a_deadline_is_kept(self):
        with self.daemon.client() as client:
            data = b"\x0a\x14nija.v1.EventService\x12\x09Subscribe" + b"\x20" + b"\x80\xc2\xd7\x2f"
            client.frame(1, REQUEST, REMOTE_CLOSED, data)
            start = time.monotonic()
            self.assertEqual(self.refused(client, 1), 4)
            self.assertLess(time.monotonic() - start, 2)

    def test_many_calls_in_flight_are_answered(self):
        with self.daemon.client() as client:
            streams = [client.request("SystemService", "CheckHealth", system.CheckHealthRequest())
                       for _ in range(500)]
            for stream in streams:
                client.answer(stream, system.CheckHealthResponse)


if __name__ == "__main__":
    unittest.main()
