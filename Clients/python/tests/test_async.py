"""The client for asyncio against a real nijad."""
import asyncio
import importlib.util
import threading
import time
import unittest
from datetime import timedelta
from decimal import Decimal

import nija
from nijad import Daemon, Proxy


class Async(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.daemon = Daemon()
        self.addCleanup(self.daemon.__exit__)

    async def asyncSetUp(self):
        # The loop of these tests complains of steps that take long, as the first import of pandas does.
        asyncio.get_running_loop().set_debug(False)

    async def test_a_trade_in_one_line(self):
        async with self.daemon.connect_async() as n:
            answer = await n.record_trade(symbol="BTC-USD", strategy="APEX_V71", profit="50.0", fees="1.0")
            self.assertEqual(answer.trade.net_profit, 49)
            found = [trade async for trade in n.iter_trades(page_size=1)]
            self.assertEqual(found, [answer.trade])

    @unittest.skipUnless(importlib.util.find_spec("pandas"), "pandas is optional")
    async def test_pandas(self):
        async with self.daemon.connect_async() as n:
            await n.record_trade(symbol="BTC-USD", strategy="APEX_V71", profit="50.0")
            self.assertEqual(list((await n.trades_frame())["profit"]), [50.0])

    async def test_calls_are_in_flight_together(self):
        async with self.daemon.connect_async() as n:
            calls = (n.record_trade(symbol="X", strategy="S", profit=number) for number in range(500))
            answers = await asyncio.gather(*calls)
            self.assertEqual([answer.trade.profit for answer in answers], list(range(500)))
            self.assertEqual((await n.get_status()).connections, 1)

    async def test_a_request_of_megabytes(self):
        trades = [nija.Trade(strategy="S", symbol="X", profit=Decimal(1), reason="r" * 400) for _ in range(8000)]
        async with self.daemon.connect_async() as n:
            answers = await asyncio.gather(*(n.batch_record_trades(trades=trades) for _ in range(2)))
            self.assertEqual([answer.recorded for answer in answers], [8000, 8000])

    async def test_streams_of_trades_from_iterables_of_both_kinds(self):
        async def trades():
            for number in range(10):
                yield nija.Trade(strategy="S", symbol="X", profit=Decimal(number))

        async with self.daemon.connect_async() as n:
            self.assertEqual((await n.record_trades(trades())).recorded, 10)
            self.assertEqual((await n.record_trades([])).recorded, 0)

    async def test_an_error_is_typed(self):
        async with self.daemon.connect_async() as n:
            with self.assertRaises(nija.InvalidArgument) as refused:
                await n.record_trade(symbol="X", strategy="S", profit="abc")
            self.assertEqual(refused.exception.fields[0].field, "trade.profit")
            with self.assertRaises(nija.NotFound):
                await n.get_trade("nobody")

    async def test_nobody_listens(self):
        with self.assertRaises(nija.Unreachable):
            async with nija.connect_async("/nowhere/nijad.sock"):
                pass

    async def test_a_killed_daemon_is_waited_for(self):
        async with self.daemon.connect_async() as n:
            await n.record_trade(symbol="X", strategy="S", profit=1)
            self.daemon.kill()
            back = threading.Thread(target=self.daemon.start)
            back.start()
            await n.record_trade(symbol="X", strategy="S", profit=2)
            back.join()
            self.assertEqual((await n.get_kpi_summary()).kpis.total_trades, 2)

    async def test_cuts_until_the_deadline_leave_the_outcome_unknown(self):
        with Proxy(self.daemon.socket, answers=0) as proxy:
            async with nija.connect_async(proxy.socket) as n:
                with self.assertRaises(nija.OutcomeUnknown) as unknown:
                    await n.record_trade(symbol="X", strategy="S", profit=1, timeout=1.0)
                self.assertGreaterEqual(proxy.count, 2)
            async with self.daemon.connect_async() as n:
                trade_id, = unknown.exception.ids
                again = await n.record_trade(symbol="X", strategy="S", profit=1, trade_id=trade_id)
                self.assertTrue(again.duplicate)

    async def test_a_deadline_is_kept_when_nothing_answers(self):
        async with self.daemon.connect_async() as n:
            self.daemon.process.send_signal(19)  # SIGSTOP: it listens and says nothing.
            try:
                start = time.monotonic()
                with self.assertRaises(nija.DeadlineExceeded):
                    await n.get_version(timeout=0.2)
                with self.assertRaises(nija.OutcomeUnknown):
                    await n.record_trade(symbol="X", strategy="S", profit=1, timeout=0.2)
                self.assertLess(time.monotonic() - start, 5)
            finally:
                self.daemon.process.send_signal(18)
            self.assertTrue((await n.get_version()).version)

    async def test_a_cancelled_task_leaves_the_connection_to_the_others(self):
        async with self.daemon.connect_async() as n:
            self.daemon.process.send_signal(19)
            slow = asyncio.ensure_future(n.get_version())
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            slow.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await slow
            self.daemon.process.send_signal(18)
            status = await n.get_status()
            self.assertEqual(status.connections, 1)

    async def test_a_stream_survives_a_kill_without_a_gap(self):
        async with self.daemon.connect_async() as n:
            async with n.subscribe(topics=[nija.Topic.TRADES], heartbeat_interval=timedelta(seconds=0.2)) as events:
                recorded, seen = [], []
                for part in range(3):
                    for number in range(30):
                        recorded.append((await n.record_trade(symbol="X", strategy="S", profit=number)).trade.sequence)
                    while len(seen) < len(recorded) - 10:
                        seen.append((await events.next()).sequence)
                    if part < 2:
                        self.daemon.kill()
                        await asyncio.to_thread(self.daemon.start)
                while len(seen) < len(recorded):
                    seen.append((await events.next()).sequence)
                self.assertEqual(seen, recorded)

    async def test_cuts_anywhere_leave_no_gap_and_repeat_nothing(self):
        async with self.daemon.connect_async() as n:
            await n.record_trades(nija.Trade(strategy="S", symbol="X", profit=Decimal(1)) for _ in range(300))
            last = (await n.get_status()).sequence
            for answers in (1, 10, 333, 4999):
                with Proxy(self.daemon.socket, answers) as proxy:
                    through = nija.connect_async(proxy.socket)
                    events = through.subscribe(after_sequence=0)
                    events.on_reconnect = lambda _: setattr(proxy, "answers", proxy.answers * 2)
                    seen = []
                    while not seen or seen[-1] < last:
                        seen.append((await events.next()).sequence)
                    await events.close()
                self.assertEqual(seen, list(range(1, last + 1)))

    async def test_a_closed_stream_ends_who_waits_for_it(self):
        async with self.daemon.connect_async() as n:
            events = n.subscribe()
            waiting = asyncio.ensure_future(events.next())
            while (await n.get_status()).subscribers == 0:
                await asyncio.sleep(0)
            await events.close()
            self.assertIsNone(await asyncio.wait_for(waiting, 5))
            while (await n.get_status()).connections > 1:
                await asyncio.sleep(0)

    async def test_a_stream_whose_task_is_cancelled(self):
        async with self.daemon.connect_async() as n:
            async def follow():
                async with n.subscribe() as events:
                    async for _ in events:
                        pass

            task = asyncio.ensure_future(follow())
            while (await n.get_status()).subscribers == 0:
                await asyncio.sleep(0)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            while (await n.get_status()).subscribers > 0:
                await asyncio.sleep(0)

    async def test_a_streams_time_is_up(self):
        async with self.daemon.connect_async() as n:
            for begin in (n.stream_trades, n.watch_health):
                with self.assertRaises(nija.DeadlineExceeded):
                    async with begin(timeout=0.1) as stream:
                        async for _ in stream:
                            pass

    async def test_waiting_for_an_event_ends_in_time_while_the_daemon_is_away(self):
        async with self.daemon.connect_async() as n, n.stream_trades() as events:
            self.daemon.kill()
            for _ in range(10):
                start = time.monotonic()
                self.assertIsNone(await events.next(timeout=0.1))
                self.assertLess(time.monotonic() - start, 1)
            await asyncio.to_thread(self.daemon.start)
            await n.record_trade(symbol="X", strategy="S", profit=1)
            self.assertEqual((await events.next()).trade_recorded.profit, 1)

    async def test_a_report_comes_in_pieces(self):
        async with self.daemon.connect_async() as n:
            pieces = [piece async for piece in n.export_kpis(format=nija.ExportFormat.CSV)]
            self.assertTrue(pieces[0].filename.endswith(".csv"))

    async def test_strategies_begin_with_how_things_are(self):
        async with self.daemon.connect_async() as n:
            await n.register_strategy(name="S")
            async with n.stream_strategies(name="S") as events:
                self.assertEqual((await events.next()).strategy.strategy.status, nija.StrategyStatus.ACTIVE)
                await n.stop_all("test")
                self.assertEqual((await events.next()).strategy.strategy.status, nija.StrategyStatus.STOPPED)
                self.assertIsNone(await events.next(timeout=0.05))


if __name__ == "__main__":
    unittest.main()
