"""Positions and prices on real processes: levels, modes, retries, streams, and what a kill leaves."""
import os
import random
import threading
import unittest

from daemon import Daemon
from wire import (DATA, NO_DATA, REMOTE_CLOSED, REMOTE_OPEN, Refused, alarm_service_pb2 as alarms,
                  market_service_pb2 as market, position_service_pb2 as positions,
                  system_service_pb2 as system, trade_service_pb2 as trades)
from nija.v1 import common_pb2 as common, position_pb2 as position


def open_position(client, position_id="", pending=False, **fields):
    request = positions.OpenPositionRequest(pending=pending)
    values = {"strategy": "APEX", "symbol": "BTC-USD", "side": common.SIDE_LONG, "quantity": "1", "entry_price": "100"}
    for name, value in (values | fields).items():
        setattr(request.position, name, value)
    request.position.position_id = position_id
    return client.call("PositionService", "OpenPosition", request, positions.OpenPositionResponse)


def push(client, last, symbol="BTC-USD", **fields):
    request = market.PushPriceRequest()
    request.price.symbol, request.price.last = symbol, str(last)
    for name, value in fields.items():
        setattr(request.price, name, value)
    return client.call("MarketService", "PushPrice", request, market.PushPriceResponse).outcome


def get(client, position_id):
    request = positions.GetPositionRequest(position_id=position_id)
    return client.call("PositionService", "GetPosition", request, positions.GetPositionResponse).position


def close(client, position_id, **fields):
    request = positions.ClosePositionRequest(position_id=position_id, **fields)
    return client.call("PositionService", "ClosePosition", request, positions.ClosePositionResponse)


def listed(client, **fields):
    request = positions.ListPositionsRequest(page_size=1000, **fields)
    return client.call("PositionService", "ListPositions", request, positions.ListPositionsResponse).positions


def all_trades(client):
    found, token = [], ""
    while True:
        request = trades.ListTradesRequest(page_size=1000, page_token=token)
        page = client.call("TradeService", "ListTrades", request, trades.ListTradesResponse)
        found += page.trades
        token = page.next_page_token
        if not token:
            return found


class Life(unittest.TestCase):
    def test_a_price_at_the_stop_closes_the_position_and_records_its_trade(self):
        with Daemon() as daemon, daemon.client() as client:
            opened = open_position(client, "p1", quantity="2", stop_loss="95", take_profit="115", bot_id="52",
                                   prompt_id="7", fees="0.5").position
            self.assertEqual(opened.status, position.POSITION_STATUS_OPEN)
            self.assertEqual(opened.planned_risk_reward, 3)
            self.assertEqual(push(client, 104).positions_marked, 1)
            marked = get(client, "p1")
            self.assertEqual((marked.unrealized_pnl, marked.last_price, marked.high_price), ("8", "104", "104"))
            self.assertEqual(push(client, 94.5).positions_closed, 1)
            self.assertEqual(push(client, 90).positions_closed, 0)
            closed = get(client, "p1")
            self.assertEqual(closed.status, position.POSITION_STATUS_STOPPED_OUT)
            self.assertEqual((closed.realized_pnl, closed.exit_price, closed.net_pnl), ("-11", "94.5", "-11.5"))
            self.assertEqual(closed.exit_reason, common.EXIT_REASON_SL_HIT)
            self.assertAlmostEqual(closed.actual_risk_reward, -1.1)
            [trade] = all_trades(client)
            self.assertEqual(trade.trade_id, closed.trade_id)
            self.assertEqual((trade.profit, trade.fees, trade.bot_id, trade.prompt_id), ("-11", "0.5", "52", "7"))
            self.assertEqual(trade.exit_reason, common.EXIT_REASON_SL_HIT)
            self.assertAlmostEqual(trade.slippage_percent, (95 - 94.5) / 95 * 100)

    def test_every_write_may_be_repeated_and_another_content_is_refused(self):
        with Daemon() as daemon, daemon.client() as client:
            self.assertFalse(open_position(client, "p1").duplicate)
            self.assertTrue(open_position(client, "p1").duplicate)
            with self.assertRaises(Refused) as refused:
                open_position(client, "p1", quantity="3")
            self.assertEqual(refused.exception.code, 6)
            fill = positions.FillPositionRequest(position_id="p1", request_id="f1", quantity="1", price="120")
            for is_duplicate in (False, True):
                answer = client.call("PositionService", "FillPosition", fill, positions.FillPositionResponse)
                self.assertEqual((answer.duplicate, answer.position.entry_price), (is_duplicate, "110"))
            for is_duplicate in (False, True):
                answer = close(client, "p1", request_id="c1", quantity="0.5", price="130")
                self.assertEqual((answer.duplicate, answer.position.quantity), (is_duplicate, "1.5"))
                self.assertEqual(answer.position.realized_pnl, "10")
            for is_duplicate in (False, True):
                answer = close(client, "p1", request_id="c2", price="100")
                self.assertEqual((answer.duplicate, answer.trade.profit), (is_duplicate, "-5"))
            with self.assertRaises(Refused) as refused:
                close(client, "p1", request_id="c1", quantity="0.6", price="130")
            self.assertEqual(refused.exception.code, 6)
            with self.assertRaises(Refused) as refused:
                close(client, "p1", price="100")
            self.assertEqual(refused.exception.code, 9)
            self.assertIn("CLOSED", str(refused.exception))
            self.assertTrue(open_position(client, "p1").duplicate)
            self.assertEqual(len(all_trades(client)), 1)

    def test_a_pending_position_is_filled_or_given_up(self):
        with Daemon() as daemon, daemon.client() as client:
            open_position(client, "a", pending=True)
            open_position(client, "b", pending=True, entry_price="")
            self.assertEqual(push(client, 1).positions_marked, 0)
            fill = positions.FillPositionRequest(position_id="a", quantity="0.4", price="99")
            filled = client.call("PositionService", "FillPosition", fill, positions.FillPositionResponse).position
            self.assertEqual((filled.status, filled.quantity), (position.POSITION_STATUS_OPEN, "0.4"))
            give_up = positions.CancelPositionRequest(position_id="b", failed=True, note="rejected")
            for is_duplicate in (False, True):
                answer = client.call("PositionService", "CancelPosition", give_up, positions.CancelPositionResponse)
                self.assertEqual(answer.duplicate, is_duplicate)
                self.assertEqual(answer.position.status, position.POSITION_STATUS_FAILED)
            with self.assertRaises(Refused) as refused:
                client.call("PositionService", "CancelPosition", positions.CancelPositionRequest(position_id="a"),
                            positions.CancelPositionResponse)
            self.assertEqual(refused.exception.code, 9)
            self.assertEqual([each.position_id for each in listed(client)], ["a"])
            self.assertEqual([each.position_id for each in listed(client, include_ended=True)], ["b", "a"])

    def test_bad_input_names_every_field(self):
        with Daemon() as daemon, daemon.client() as client:
            with self.assertRaises(Refused) as refused:
                open_position(client, quantity="-1", stop_loss="x", side=0, strategy="")
            self.assertEqual(set(refused.exception.fields),
                             {"position.side", "position.strategy", "position.quantity", "position.stop_loss"})
            with self.assertRaises(Refused) as refused:
                push(client, "0")
            self.assertEqual(refused.exception.fields, ["price.last"])
            with self.assertRaises(Refused) as refused:
                get(client, "nobody")
            self.assertEqual(refused.exception.code, 5)

    def test_a_bot_that_is_asked_to_leave_and_does_not_answer_raises_an_alarm(self):
        with Daemon() as daemon, daemon.client() as client:
            rules = positions.SetExitRulesRequest()
            rules.rules.mode = position.EXIT_MODE_SIGNAL
            client.call("PositionService", "SetExitRules", rules, positions.SetExitRulesResponse)
            intervals = system.SetIntervalsRequest()
            intervals.intervals.position_monitor.nanos = 100_000_000
            client.call("SystemService", "SetIntervals", intervals, system.SetIntervalsResponse)
            threshold = alarms.ListThresholdsRequest()
            known = client.call("AlarmService", "ListThresholds", threshold, alarms.ListThresholdsResponse).thresholds
            [mine] = [each for each in known if each.name == "exit_unanswered"]
            mine.threshold_value = 0.2
            client.call("AlarmService", "PutThreshold", alarms.PutThresholdRequest(threshold=mine),
                        alarms.PutThresholdResponse)
            open_position(client, "p1", stop_loss="95")
            with daemon.client() as other:
                request = alarms.StreamAlarmsRequest(after_sequence=0)
                stream = other.stream("AlarmService", "StreamAlarms", request, alarms.StreamAlarmsResponse)
                outcome = push(client, 94)
                self.assertEqual((outcome.exits_requested, outcome.positions_closed), (1, 0))
                self.assertEqual(push(client, 93).exits_requested, 0)
                self.assertEqual(get(client, "p1").exit_request.price, "94")
                names = (step.event.alarm.alarm.name for step in stream)
                self.assertIn("exit_unanswered", names)
            answer = close(client, "p1", price="93.5")
            self.assertEqual(answer.trade.exit_reason, common.EXIT_REASON_SL_HIT)
            self.assertEqual(answer.trade.intended_exit_price, "95")

    def test_time_is_up_by_the_timer(self):
        with Daemon() as daemon, daemon.client() as client, daemon.client() as other:
            stream = other.stream("PositionService", "StreamPositions", positions.StreamPositionsRequest(),
                                  positions.StreamPositionsResponse)
            push(client, 101)
            request = positions.OpenPositionRequest()
            request.position.strategy, request.position.symbol = "APEX", "BTC-USD"
            request.position.side, request.position.quantity, request.position.entry_price = 1, "1", "100"
            request.position.timeout.nanos = 50_000_000
            client.call("PositionService", "OpenPosition", request, positions.OpenPositionResponse)
            for step in stream:
                if step.event.position.transition == position.PositionEvent.TRANSITION_CLOSED:
                    break
            self.assertEqual(step.event.position.position.exit_reason, common.EXIT_REASON_TIMEOUT)
            self.assertTrue(step.event.position.actor.daemon)
            self.assertEqual(step.event.position.position.realized_pnl, "1")

    def test_reconciling_tells_differences_and_applies_them_only_when_asked(self):
        with Daemon() as daemon, daemon.client() as client:
            open_position(client, "gone", symbol="A")
            open_position(client, "more", symbol="B", quantity="2")
            open_position(client, "same", symbol="C")
            push(client, 101, "A")
            push(client, 102, "B")
            request = positions.ReconcilePositionsRequest()
            for symbol, quantity in (("B", "0.5"), ("C", "1"), ("D", "3")):
                request.positions.add(symbol=symbol, side=1, quantity=quantity, entry_price="100")

            def run(apply):
                request.apply = apply
                answer = client.call("PositionService", "ReconcilePositions", request,
                                     positions.ReconcilePositionsResponse)
                return [(each.symbol, each.kind, each.applied) for each in answer.differences]

            kinds = positions.PositionDifference
            expected = [("A", kinds.KIND_MISSING), ("B", kinds.KIND_DIFFERENT), ("D", kinds.KIND_EXTRA)]
            self.assertEqual(run(False), [(*each, False) for each in expected])
            self.assertEqual(len(listed(client)), 3)
            self.assertEqual(run(True), [(*each, True) for each in expected])
            self.assertEqual(run(True), [])
            self.assertEqual({each.symbol: each.quantity for each in listed(client)}, {"B": "0.5", "C": "1", "D": "3"})

    def test_the_monitor_reports_as_s3_does(self):
        with Daemon() as daemon, daemon.client() as client:
            open_position(client, "a", bot_id="52")
            open_position(client, "b", bot_id="52", symbol="ETH-USD")
            open_position(client, "c", bot_id="53")
            push(client, 101)
            answer = client.call("PositionService", "RunMonitor", positions.RunMonitorRequest(bot_id="52"),
                                 positions.RunMonitorResponse)
            self.assertEqual((answer.total_checked, answer.positions_closed, answer.positions_updated), (2, 0, 1))
            self.assertEqual(list(answer.errors), [])


class Streams(unittest.TestCase):
    def test_positions_begin_as_they_are_and_go_on_as_they_change(self):
        with Daemon() as daemon, daemon.client() as client, daemon.client() as other:
            open_position(client, "p1", stop_loss="95")
            request = positions.StreamPositionsRequest()
            stream = other.stream("PositionService", "StreamPositions", request, positions.StreamPositionsResponse)
            self.assertEqual(next(stream).event.position.position.position_id, "p1")
            push(client, 90)
            closed = next(stream).event
            self.assertEqual(closed.position.transition, position.PositionEvent.TRANSITION_CLOSED)
            # From the store it reads the same.
            with daemon.client() as third:
                request.after_sequence = 0
                stored = third.stream("PositionService", "StreamPositions", request, positions.StreamPositionsResponse)
                self.assertEqual(next(stored).event.position.transition, position.PositionEvent.TRANSITION_OPENED)
                self.assertEqual(next(stored).event.position, closed.position)

    def test_prices_come_to_those_who_follow_them(self):
        with Daemon() as daemon, daemon.client() as client, daemon.client() as other:
            push(client, 100)
            request = market.StreamPricesRequest(symbols=["BTC-USD"])
            request.min_interval.SetInParent()
            stream = other.stream("MarketService", "StreamPrices", request, market.StreamPricesResponse)
            self.assertEqual(next(stream).event.price.last, "100")
            push(client, 7, "ETH-USD")
            push(client, 101)
            self.assertEqual(next(stream).event.price.last, "101")
            held = client.call("MarketService", "GetPrices", market.GetPricesRequest(), market.GetPricesResponse)
            self.assertEqual([each.last for each in held.prices], ["101", "7"])

    def test_a_stream_of_prices_is_answered_with_its_sum(self):
        with Daemon() as daemon, daemon.client() as client:
            open_position(client, "p1", stop_loss="95")
            stream = client.request("MarketService", "PushPrices", market.PushPricesRequest(), REMOTE_OPEN)
            for value in ("100", "99", "nonsense", "94", "93"):
                request = market.PushPricesRequest()
                request.price.symbol, request.price.last = "BTC-USD", value
                client.frame(stream, DATA, 0, request.SerializeToString())
            client.frame(stream, DATA, REMOTE_CLOSED | NO_DATA)
            answer = client.answer(stream, market.PushPricesResponse)
            self.assertEqual((answer.accepted, answer.refused, answer.positions_closed), (4, 1, 1))
            self.assertEqual([each.index for each in answer.rejections], [2])


class Kills(unittest.TestCase):
    def test_a_trailing_stop_stands_where_it_stood_after_a_kill(self):
        with Daemon() as daemon:
            with daemon.client() as client:
                request = positions.OpenPositionRequest()
                request.position.strategy, request.position.symbol = "APEX", "BTC-USD"
                request.position.side, request.position.quantity, request.position.entry_price = 1, "1", "100"
                request.position.position_id, request.position.trailing_stop.amount = "p1", "5"
                client.call("PositionService", "OpenPosition", request, positions.OpenPositionResponse)
                push(client, 120)
                push(client, 117)
            daemon.kill()
            daemon.start()
            with daemon.client() as client:
                self.assertEqual(get(client, "p1").stop_price, "115")
                self.assertEqual(push(client, 114).positions_closed, 1)
                self.assertEqual(get(client, "p1").realized_pnl, "14")

    def test_kills_in_a_storm_of_prices_lose_no_position_and_close_none_twice(self):
        seed = int(os.environ.get("SEED", random.randrange(1 << 32)))
        print(f"SEED={seed}")
        chance = random.Random(seed)
        with Daemon() as daemon:
            opened, closed = {}, {}
            for _ in range(int(os.environ.get("KILLS", 5))):
                self.storm_and_kill(daemon, chance, opened, closed)
                daemon.start()
                with daemon.client() as client:
                    self.check(client, opened, closed)

    def storm_and_kill(self, daemon, chance, opened, closed):
        lock = threading.Lock()

        def trade(name, seed):
            own = random.Random(seed)
            try:
                with daemon.client() as client:
                    while True:
                        position_id = f"{name}-{own.randrange(1 << 40)}"
                        open_position(client, position_id, symbol=f"S{own.randrange(5)}",
                                      stop_loss=str(own.randrange(90, 100)), take_profit=str(own.randrange(101, 111)))
                        with lock:
                            opened[position_id] = True
            except (OSError, EOFError):
                return

        def prices(seed):
            own = random.Random(seed)
            try:
                with daemon.client() as client:
                    while True:
                        outcome = push(client, own.randrange(88, 113), f"S{own.randrange(5)}")
                        with lock:
                            closed["count"] = closed.get("count", 0) + outcome.positions_closed
            except (OSError, EOFError):
                return

        threads = [threading.Thread(target=trade, args=(number, chance.random())) for number in range(2)]
        threads += [threading.Thread(target=prices, args=(chance.random(),)) for _ in range(2)]
        before = len(opened)
        for thread in threads:
            thread.start()
        target = before + chance.randrange(20, 150)
        while len(opened) < target:
            os.sched_yield()
        daemon.kill()
        for thread in threads:
            thread.join()

    def check(self, client, opened, closed):
        found, token = {}, ""
        while True:
            request = positions.ListPositionsRequest(page_size=500, page_token=token, include_ended=True)
            page = client.call("PositionService", "ListPositions", request, positions.ListPositionsResponse)
            for each in page.positions:
                self.assertNotIn(each.position_id, found)
                found[each.position_id] = each
            token = page.next_page_token
            if not token:
                break
        self.assertEqual(set(opened) - set(found), set())
        recorded = [trade.trade_id for trade in all_trades(client)]
        ended = [each.trade_id for each in found.values() if each.trade_id]
        self.assertEqual(sorted(recorded), sorted(ended))
        self.assertEqual(len(set(recorded)), len(recorded))
        self.assertGreaterEqual(len(recorded), closed.get("count", 0))
        for each in found.values():
            is_open = each.status == position.POSITION_STATUS_OPEN
            self.assertEqual(is_open, each.trade_id == "")
        # What is open is watched: prices beyond every level close all of it, and nothing else.
        open_count = sum(each.status == position.POSITION_STATUS_OPEN for each in found.values())
        self.assertEqual(sum(push(client, 50, f"S{symbol}").positions_closed for symbol in range(5)), open_count)
        closed["count"] = closed.get("count", 0) + open_count


if __name__ == "__main__":
    unittest.main()
