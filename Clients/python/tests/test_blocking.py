"""The blocking client against a real nijad."""
import importlib.util
import os
import threading
import time
import unittest
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import nija
from nija.methods import Unary
from nijad import Daemon, Proxy


class Calls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon().__enter__()
        cls.n = cls.daemon.connect()

    @classmethod
    def tearDownClass(cls):
        cls.n.close()
        cls.daemon.__exit__()

    def test_a_trade_in_one_line(self):
        answer = self.n.record_trade(symbol="BTC-USD", strategy="APEX_V71", profit="50.0", fees="1.0")
        self.assertEqual((answer.trade.net_profit, answer.duplicate), (Decimal("49"), False))
        self.assertEqual(self.n.get_trade(answer.trade.trade_id).trade, answer.trade)

    def test_values_go_out_and_come_back_exact(self):
        opened = datetime(2026, 1, 30, 4, 30, 0, 123456, timezone.utc)
        trade = nija.Trade(
            strategy="EXACT", symbol="ETH-USD", profit=Decimal("0.000000000000000001"), trade_id="exact-1",
            side=nija.Side.SHORT, quantity=Decimal("0.1"), entry_time=opened, exit_time=opened + timedelta(minutes=90),
            exit_reason=nija.ExitReason.TP_HIT, confidence=0.0, tags=("a", "b"), is_win=True)
        found = self.n.record_trade(trade).trade
        for name in ("profit", "side", "quantity", "entry_time", "exit_time", "exit_reason", "confidence", "tags",
                     "is_win"):
            self.assertEqual(getattr(found, name), getattr(trade, name), name)
        self.assertEqual((found.duration, found.trade_duration_minutes), (timedelta(minutes=90), 90))
        self.assertIsNone(found.entry_price)
        self.assertTrue(self.n.record_trade(trade).duplicate)

    def test_the_same_id_with_other_content_is_refused(self):
        self.n.record_trade(symbol="X", strategy="S", profit=1, trade_id="taken")
        with self.assertRaises(nija.AlreadyExists) as refused:
            self.n.record_trade(symbol="X", strategy="S", profit=2, trade_id="taken")
        self.assertEqual(refused.exception.reason, "TRADE_EXISTS")

    def test_bad_fields_are_named(self):
        with self.assertRaises(nija.InvalidArgument) as refused:
            self.n.record_trade(symbol="X", strategy="S", profit="abc", quantity=float("nan"))
        self.assertEqual([each.field for each in refused.exception.fields], ["trade.profit", "trade.quantity"])

    def test_what_python_can_tell_is_told_before_sending(self):
        with self.assertRaises(TypeError):
            self.n.record_trade(symbol="X", strategy="S")
        with self.assertRaises(TypeError):
            self.n.record_trade(nija.Trade(symbol="X", strategy="S", profit=Decimal(1)), symbol="Y")
        with self.assertRaises(ValueError):
            self.n.record_trade(symbol="X", strategy="S", profit=1, exit_time=datetime(2026, 1, 1))

    def test_what_is_not_there_is_not_found(self):
        with self.assertRaises(nija.NotFound):
            self.n.get_trade("nobody")

    def test_a_batch_tells_each_trade_what_became_of_it(self):
        trades = [nija.Trade(strategy="B", symbol="X", profit=Decimal(number)) for number in range(3)]
        trades.append(nija.Trade(strategy="B", symbol="", profit=Decimal(1)))
        answer = self.n.batch_record_trades(trades=trades)
        self.assertEqual((answer.recorded, answer.rejected), (3, 1))
        self.assertIsInstance(answer.results[3].error, nija.InvalidArgument)
        self.assertIsNone(answer.results[0].error)

    def test_a_stream_of_trades_has_one_answer(self):
        trades = (nija.Trade(strategy="STREAMED", symbol="X", profit=Decimal(number)) for number in range(2500))
        self.assertEqual(self.n.record_trades(trades).recorded, 2500)
        self.assertEqual(self.n.record_trades([]).recorded, 0)
        found = list(self.n.iter_trades(strategy="STREAMED", page_size=1000, order_by="profit"))
        self.assertEqual([trade.profit for trade in found], [Decimal(number) for number in range(2500)])

    def test_balances_accounts_and_figures(self):
        self.n.create_account(name="books", initial_capital="1000", currency="EUR")
        report = self.n.update_balance("1100.50", account="books", equity=1100.5).report
        self.assertEqual((report.balance, report.equity), (Decimal("1100.50"), Decimal("1100.5")))
        self.assertTrue(report.request_id)
        self.n.record_cash_flow(Decimal(-100), account="books", note="rent")
        self.n.update_account("books", risk_free_rate=0.02)
        account = self.n.get_account(name="books").account
        self.assertEqual((account.net_deposits, account.currency, account.risk_free_rate), (-100, "EUR", 0.02))
        kpis = self.n.get_kpi_summary(account="books", window=nija.KpiWindow(name=nija.KpiWindowName.ALL)).kpis
        self.assertIsNone(kpis.win_rate)
        self.assertIn(nija.UndefinedMetric("win_rate", nija.UndefinedReason.NO_TRADES), kpis.undefined)
        self.assertIn("books", [account.name for account in self.n.iter_accounts(page_size=1)])

    def test_a_report_comes_in_pieces(self):
        pieces = list(self.n.export_kpis(format=nija.ExportFormat.MARKDOWN))
        self.assertTrue(pieces[0].filename.endswith(".md"))
        self.assertIn(b"|", b"".join(piece.content for piece in pieces))

    def test_health_is_watched(self):
        with self.n.watch_health() as health:
            self.assertEqual(next(health).status, nija.ServingStatus.SERVING)

    def test_threads_share_a_client(self):
        def work(name):
            for number in range(50):
                self.n.record_trade(symbol="X", strategy=name, profit=number)

        threads = [threading.Thread(target=work, args=(f"thread-{number}",)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for number in range(8):
            self.assertEqual(self.n.get_kpi_summary(strategy=f"thread-{number}").kpis.total_trades, 50)

    def test_a_child_of_fork_speaks_on_a_connection_of_its_own(self):
        child = os.fork()
        if child == 0:
            try:
                for _ in range(100):
                    self.n.get_version()
                os._exit(0)
            except BaseException:
                os._exit(1)
        for _ in range(100):
            self.assertEqual(self.n.get_version().protocol, "nija.v1")
        self.assertEqual(os.waitpid(child, 0)[1], 0)

    def test_what_the_daemon_does_not_know(self):
        template = nija._generated.methods.GET_VERSION
        for service, name in (("nija.v1.SystemService", "Nothing"), ("nobody.Nowhere", "GetVersion")):
            method = Unary(service, name, template.request, template.response, template.read, True)
            with self.assertRaises(nija.Unimplemented):
                self.n._call(method, template.request(), None)

    def test_a_request_too_large_for_a_frame_is_refused_alone(self):
        with self.assertRaises(nija.ResourceExhausted):
            self.n.record_trade(symbol="X", strategy="S", profit=1, reason="r" * (5 << 20))
        self.assertTrue(self.n.get_version().version)

    @unittest.skipUnless(importlib.util.find_spec("pandas"), "pandas is optional")
    def test_pandas(self):
        self.n.record_trade(symbol="X", strategy="FRAME", profit="1.5", trade_id="frame-1", side=nija.Side.LONG)
        frame = self.n.trades_frame(strategy="FRAME")
        self.assertEqual((frame.loc["frame-1", "profit"], frame.loc["frame-1", "side"]), (1.5, "LONG"))
        self.assertEqual(str(frame["exit_time"].dtype), "datetime64[ns, UTC]")
        self.assertEqual(self.n.trades_frame(strategy="FRAME", exact=True).loc["frame-1", "profit"], Decimal("1.5"))
        self.assertEqual(len(self.n.trades_frame(strategy="NOBODY")), 0)


class Trouble(unittest.TestCase):
    def test_nobody_listens(self):
        with self.assertRaisesRegex(nija.Unreachable, "/nowhere/nijad.sock"):
            nija.connect("/nowhere/nijad.sock")

    def test_a_killed_daemon_is_waited_for(self):
        with Daemon() as daemon, daemon.connect() as n:
            n.record_trade(symbol="X", strategy="S", profit=1)
            daemon.kill()
            back = threading.Thread(target=daemon.start)
            back.start()
            n.record_trade(symbol="X", strategy="S", profit=2)
            back.join()
            self.assertEqual(n.get_kpi_summary().kpis.total_trades, 2)

    def test_a_killed_daemon_loses_and_doubles_nothing(self):
        with Daemon() as daemon, daemon.connect() as n:
            sent = []

            def work():
                for number in range(600):
                    sent.append(n.record_trade(symbol="X", strategy="S", profit=number).trade.trade_id)

            writer = threading.Thread(target=work)
            writer.start()
            for target in (100, 300):
                while len(sent) < target:
                    os.sched_yield()
                daemon.kill()
                daemon.start()
            writer.join()
            self.assertEqual([trade.trade_id for trade in n.iter_trades(order_by="sequence")], sent)

    def test_a_cut_before_the_answer_is_repaired_with_the_same_id(self):
        with Daemon() as daemon, Proxy(daemon.socket) as proxy, nija.connect(proxy.socket) as n:
            proxy.answers = 0
            n.close()
            done = threading.Thread(target=lambda: n.record_trade(symbol="X", strategy="S", profit=1, trade_id="one"))
            done.start()
            while proxy.count < 3:
                os.sched_yield()
            proxy.answers = None
            done.join()
            self.assertEqual(n.get_kpi_summary().kpis.total_trades, 1)

    def test_cuts_until_the_deadline_leave_the_outcome_unknown(self):
        with Daemon() as daemon, Proxy(daemon.socket) as proxy, nija.connect(proxy.socket) as n:
            proxy.answers = 0
            n.close()
            with self.assertRaises(nija.OutcomeUnknown) as unknown:
                n.record_trade(symbol="X", strategy="S", profit=1, timeout=1.0)
            self.assertGreaterEqual(proxy.count, 2)
            with daemon.connect() as direct:
                again = direct.record_trade(symbol="X", strategy="S", profit=1, trade_id=unknown.exception.ids[0])
            self.assertTrue(again.duplicate)

    def test_a_write_without_an_id_is_not_repeated(self):
        with Daemon() as daemon, Proxy(daemon.socket) as proxy, nija.connect(proxy.socket) as n:
            n.get_version()
            proxy.answers = 0
            n.close()
            before = proxy.count
            with self.assertRaises(nija.OutcomeUnknown):
                n.raise_alarm(name="odd", severity=nija.Severity.INFO, category=nija.AlarmCategory.SYSTEM, message="m")
            self.assertEqual(proxy.count, before + 1)

    def test_a_read_that_is_cut_off_is_asked_again(self):
        with Daemon() as daemon, Proxy(daemon.socket) as proxy, nija.connect(proxy.socket) as n:
            n.get_version()
            proxy.cut()
            self.assertTrue(n.get_version().version)

    def test_a_deadline_is_kept_when_nothing_answers(self):
        with Daemon() as daemon, daemon.connect() as n:
            daemon.process.send_signal(19)  # SIGSTOP: it listens and says nothing.
            try:
                start = time.monotonic()
                with self.assertRaises(nija.DeadlineExceeded):
                    n.get_version(timeout=0.2)
                with self.assertRaises(nija.OutcomeUnknown):
                    n.record_trade(symbol="X", strategy="S", profit=1, timeout=0.2, trade_id="late")
                self.assertLess(time.monotonic() - start, 5)
            finally:
                daemon.process.send_signal(18)
            self.assertTrue(n.record_trade(symbol="X", strategy="S", profit=1, trade_id="late").trade.sequence)
            self.assertEqual(n.get_kpi_summary().kpis.total_trades, 1)

    def test_a_stream_of_trades_that_is_cut_off_is_unknown(self):
        with Daemon() as daemon, Proxy(daemon.socket) as proxy, nija.connect(proxy.socket) as n:
            def trades():
                yield nija.Trade(strategy="S", symbol="X", profit=Decimal(1))
                while proxy.count < 2:
                    os.sched_yield()
                proxy.cut()
                yield nija.Trade(strategy="S", symbol="X", profit=Decimal(2))

            with self.assertRaises(nija.OutcomeUnknown):
                n.record_trades(trades())


class Streams(unittest.TestCase):
    def test_live_events_come_as_they_happen(self):
        with Daemon() as daemon, daemon.connect() as n, n.stream_trades(strategy="S") as events:
            n.record_trade(symbol="X", strategy="OTHER", profit=1)
            n.record_trade(symbol="X", strategy="S", profit=2, trade_id="t")
            n.void_trade("t", reason="test")
            first, second = next(events), next(events)
            self.assertEqual((first.kind, first.trade_recorded.profit), ("trade_recorded", 2))
            self.assertEqual((second.kind, second.trade_voided.void_reason), ("trade_voided", "test"))
            self.assertIsNone(events.next(timeout=0.05))

    def test_a_kill_in_the_middle_leaves_no_gap(self):
        with Daemon() as daemon, daemon.connect() as n:
            with n.subscribe(heartbeat_interval=timedelta(seconds=0.2)) as events:
                lost = []
                events.on_reconnect = lost.append
                recorded = []
                for part in range(3):
                    for number in range(40):
                        recorded.append(n.record_trade(symbol="X", strategy="S", profit=number).trade.sequence)
                    if part < 2:
                        self.assertEqual(self.trades(events, 20), recorded[-40:-20] if part == 0 else recorded[20:40])
                        daemon.kill()
                        daemon.start()
                self.assertEqual(self.trades(events, 80), recorded[40:])
                self.assertTrue(lost)

    @staticmethod
    def trades(events, count):
        found = []
        while len(found) < count:
            event = next(events)
            if event.kind == "trade_recorded":
                found.append(event.sequence)
        return found

    def test_cuts_anywhere_leave_no_gap_and_repeat_nothing(self):
        with Daemon() as daemon, daemon.connect() as n:
            n.record_trades(nija.Trade(strategy="S", symbol="X", profit=Decimal(1)) for _ in range(300))
            last = n.get_status().sequence
            for answers in (1, 10, 333, 1000, 4999):
                with Proxy(daemon.socket) as proxy, nija.connect(daemon.socket) as through:
                    proxy.answers = answers
                    through.path = proxy.socket
                    with through.subscribe(after_sequence=0) as events:
                        events.on_reconnect = lambda _: setattr(proxy, "answers", proxy.answers * 2)
                        seen = []
                        while not seen or seen[-1] < last:
                            seen.append(next(events).sequence)
                    self.assertEqual(seen, list(range(1, last + 1)))

    def test_another_thread_ends_a_stream(self):
        with Daemon() as daemon, daemon.connect() as n:
            for stream in (n.subscribe(), n.watch_health()):
                found = []
                reader = threading.Thread(target=lambda: found.extend(stream))
                reader.start()
                while n.get_status().connections < 2:
                    os.sched_yield()
                stream.close()
                reader.join(5)
                self.assertFalse(reader.is_alive())
                self.assertEqual(list(stream), [])
            while n.get_status().connections > 1:
                os.sched_yield()
            self.assertEqual(n.get_status().subscribers, 0)

    def test_a_streams_time_is_up(self):
        with Daemon() as daemon, daemon.connect() as n:
            for begin in (n.stream_trades, n.stream_kpis, n.watch_health):
                with self.assertRaises(nija.DeadlineExceeded), begin(timeout=0.1) as stream:
                    for _ in stream:
                        pass
            with self.assertRaises(nija.DeadlineExceeded):
                n.export_kpis(timeout=-1)

    def test_waiting_for_an_event_ends_in_time_while_the_daemon_is_away(self):
        with Daemon() as daemon, daemon.connect() as n, n.stream_trades() as events:
            daemon.kill()
            for _ in range(10):
                start = time.monotonic()
                self.assertIsNone(events.next(timeout=0.1))
                self.assertLess(time.monotonic() - start, 1)
            daemon.start()
            n.record_trade(symbol="X", strategy="S", profit=1)
            self.assertEqual(next(events).trade_recorded.profit, 1)

    def test_a_refused_stream_is_no_endless_story(self):
        with Daemon() as daemon, daemon.connect() as n:
            with self.assertRaises(nija.InvalidArgument):
                next(n.subscribe(heartbeat_interval=timedelta(milliseconds=1)))

    def test_heartbeats_when_asked_for(self):
        with Daemon() as daemon, daemon.connect() as n:
            with n.stream_alarms(heartbeat_interval=timedelta(seconds=0.1)) as events:
                events.signs = True
                self.assertEqual(next(events).kind, "heartbeat")
                daemon.terminate()
                while next(events).kind == "heartbeat":
                    pass

    def test_prices_come_although_the_ledger_stands_still(self):
        with Daemon() as daemon, daemon.connect() as n, n.subscribe(topics=[nija.Topic.PRICES]) as events:
            for price in range(1, 6):
                n.push_price(symbol="X", last=price)
                self.assertEqual(next(events).price.last, price)

    def test_a_portfolio_comes_at_once_and_again_with_every_price_that_moves_it(self):
        with Daemon() as daemon, daemon.connect() as n:
            n.open_position(strategy="S", symbol="X", side=nija.Side.LONG, quantity=2, entry_price=100)
            with n.stream_portfolio(min_interval=timedelta(0)) as events:
                self.assertEqual(next(events).portfolio.total_value, 1000)
                n.push_price(symbol="X", last=110)
                portfolio = next(events).portfolio
            self.assertEqual((portfolio.total_value, portfolio.by_symbol[0].exposure), (1020, 220))
            shown = n.get_portfolio(positions=10)
            self.assertEqual((shown.portfolio.daily_pnl, len(shown.positions)), (20, 1))
            self.assertEqual(n.get_portfolio_health().status, nija.PortfolioStatus.HEALTHY)

    def test_strategies_begin_with_how_things_are(self):
        with Daemon() as daemon, daemon.connect() as n:
            n.register_strategy(name="S")
            with n.stream_strategies(name="S") as events:
                self.assertEqual(next(events).strategy.strategy.status, nija.StrategyStatus.ACTIVE)
                n.pause_strategy("S", reason="test")
                self.assertEqual(next(events).strategy.reason, "test")
                with self.assertRaises(nija.FailedPrecondition):
                    n.start_strategy("S")


if __name__ == "__main__":
    unittest.main()
