"""What is decided without sockets and clocks: values, errors, ids, repetitions, resumption."""
import math
import re
import unittest
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import nija
from nija import errors, values
from nija._generated import methods
from nija.resuming import _SIGNS, Cursor, silence_seconds
from nija.retrying import Attempts, Backoff, Unanswered
from nija.rpc import error_details_pb2, status_pb2
from nija.v1 import event_service_pb2, kpi_service_pb2, trade_service_pb2
from nijad import ROOT


class Values(unittest.TestCase):
    def test_decimals_go_out_as_plain_text(self):
        for value, text in ((Decimal("45000.25"), "45000.25"), (Decimal("1E+3"), "1000"), (Decimal("1E-18"),
                            "0.000000000000000001"), (7, "7"), ("0.10", "0.10"), (0.1, "0.1"), (1e-7, "0.0000001"),
                            (50.0, "50.0"), (None, ""), (Decimal("-0.5"), "-0.5")):
            self.assertEqual(values.decimal_text(value), text)

    def test_what_is_no_decimal_is_left_for_the_daemon_to_name(self):
        for value, text in (("abc", "abc"), (math.nan, "NaN"), (Decimal("Infinity"), "Infinity"),
                            (Decimal("1E+999999"), "1E+999999")):
            self.assertEqual(values.decimal_text(value), text)

    def test_decimals_come_in_exact(self):
        self.assertEqual(values.decimal("12345678901234567890.123456789012345678"),
                         Decimal("12345678901234567890.123456789012345678"))
        self.assertIsNone(values.optional_decimal(""))
        self.assertTrue(values.decimal("").is_nan())

    def test_instants_are_utc_and_exact_to_the_microsecond(self):
        instants = (datetime(2026, 1, 30, 4, 30, 0, 123456, timezone.utc), datetime(1969, 12, 31, 23, 59, 59, 999999,
                    timezone.utc), datetime(1700, 1, 1, tzinfo=timezone.utc),
                    datetime(2026, 1, 30, 6, 30, tzinfo=timezone(timedelta(hours=2))))
        for instant in instants:
            again = values.datetime_of(values.timestamp_message(instant))
            self.assertEqual(again, instant)
            self.assertEqual(again.tzinfo, timezone.utc)

    def test_an_instant_without_a_time_zone_is_refused(self):
        with self.assertRaisesRegex(ValueError, "has no time zone"):
            values.timestamp_message(datetime(2026, 1, 30))

    def test_spans_of_time(self):
        for span in (timedelta(0), timedelta(seconds=1.5), timedelta(microseconds=-1), timedelta(days=-1, seconds=3)):
            self.assertEqual(values.timedelta_of(values.duration_message(span)), span)

    def test_an_enumeration_takes_what_a_newer_daemon_says(self):
        self.assertEqual(nija.Side(1), nija.Side.LONG)
        self.assertEqual((nija.Side(77).name, int(nija.Side(77))), ("UNKNOWN_77", 77))
        with self.assertRaises(ValueError):
            nija.Side("up")


class Errors(unittest.TestCase):
    def test_each_code_has_its_class(self):
        for code, kind in ((3, nija.InvalidArgument), (4, nija.DeadlineExceeded), (5, nija.NotFound),
                           (6, nija.AlreadyExists), (7, nija.PermissionDenied), (8, nija.ResourceExhausted),
                           (9, nija.FailedPrecondition), (11, nija.OutOfRange), (12, nija.Unimplemented),
                           (13, nija.Internal), (14, nija.Unavailable), (15, nija.DataLoss), (99, nija.Refused)):
            error = errors.refusal(status_pb2.Status(code=code, message="why"))
            self.assertIs(type(error), kind)
            self.assertEqual((error.code, error.message, str(error)), (code, "why", "why"))

    def test_details_become_fields_and_a_reason(self):
        status = status_pb2.Status(code=3, message="2 fields")
        request = error_details_pb2.BadRequest()
        for name in ("trade.profit", "trade.symbol"):
            request.field_violations.add(field=name, description="is wrong")
        for detail in (request, error_details_pb2.ErrorInfo(reason="INVALID", domain="nija", metadata={"a": "b"})):
            status.details.add().Pack(detail)
        status.details.add(type_url="type.googleapis.com/some.Other", value=b"\xff")
        error = errors.refusal(status)
        self.assertEqual([each.field for each in error.fields], ["trade.profit", "trade.symbol"])
        self.assertEqual((error.reason, error.metadata), ("INVALID", {"a": "b"}))
        self.assertIn("trade.symbol is wrong", str(error))


class Ids(unittest.TestCase):
    def test_ids_are_made_before_sending_and_kept_when_given(self):
        request = trade_service_pb2.RecordTradeRequest()
        made = methods.RECORD_TRADE.fill_ids(request)
        self.assertEqual(made, [request.trade.trade_id])
        self.assertEqual(methods.RECORD_TRADE.fill_ids(request), made)

    def test_every_trade_of_a_batch_gets_one(self):
        request = trade_service_pb2.BatchRecordTradesRequest()
        for trade_id in ("mine", "", ""):
            request.trades.add(trade_id=trade_id)
        made = methods.BATCH_RECORD_TRADES.fill_ids(request)
        self.assertEqual((made[0], len(set(made)), "" in made), ("mine", 3, False))

    def test_no_two_are_equal(self):
        self.assertEqual(len({nija.make_id() for _ in range(10000)}), 10000)


class Repetitions(unittest.TestCase):
    lost = Unanswered("cut", was_sent=True)
    unsent = Unanswered("cut", was_sent=False)
    late = Unanswered("late", was_sent=True, is_late=True)
    gone = nija.Unreachable("gone")
    draining = nija.Unavailable(14, "draining")

    def end(self, method, *failures, now=0.0, deadline=10.0):
        """How a call ends that fails so; None when it is tried again after each."""
        attempts = Attempts(method, ["id-1"], deadline)
        for failure in failures:
            try:
                attempts.pause_after(failure, now)
            except Exception as error:
                return error
        return None

    def test_what_cannot_have_happened_is_tried_again(self):
        for method in (methods.RECORD_TRADE, methods.SHUTDOWN, methods.GET_TRADE):
            self.assertIsNone(self.end(method, self.unsent, self.gone, self.draining))

    def test_what_may_be_repeated_is_tried_again(self):
        self.assertIsNone(self.end(methods.RECORD_TRADE, self.lost, self.gone, self.lost))
        self.assertIsNone(self.end(methods.GET_TRADE, self.lost))

    def test_another_write_that_was_sent_is_unknown_at_once(self):
        error = self.end(methods.RAISE_ALARM, self.lost)
        self.assertIsInstance(error, nija.OutcomeUnknown)

    def test_a_refusal_is_final(self):
        refused = nija.AlreadyExists(6, "other content")
        self.assertIs(self.end(methods.RECORD_TRADE, self.lost, refused), refused)

    def test_the_deadline_ends_all_with_what_is_known(self):
        for method, failures, kind in (
                (methods.GET_TRADE, [self.late], nija.DeadlineExceeded), (methods.GET_TRADE, [self.lost],
                nija.ConnectionLost), (methods.RECORD_TRADE, [self.late], nija.OutcomeUnknown),
                (methods.RECORD_TRADE, [self.unsent], nija.ConnectionLost),
                (methods.RECORD_TRADE, [self.gone], nija.Unreachable),
                (methods.RECORD_TRADE, [self.draining], nija.Unavailable)):
            self.assertIsInstance(self.end(method, *failures, now=10.0), kind)

    def test_doubt_stays_when_later_attempts_find_nobody(self):
        attempts = Attempts(methods.RECORD_TRADE, ["id-1"], 10.0)
        attempts.pause_after(self.lost, 0.0)
        with self.assertRaises(nija.OutcomeUnknown) as unknown:
            attempts.pause_after(self.gone, 10.0)
        self.assertEqual(unknown.exception.ids, ("id-1",))

    def test_pauses_double_up_to_two_seconds(self):
        backoff = Backoff()
        self.assertEqual([backoff.next() for _ in range(10)],
                         [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.0, 2.0])

    def test_only_writes_with_an_id_are_repeatable(self):
        writes = {method.name for method in methods.ALL if method.is_repeatable and not method.is_read}
        self.assertLessEqual({"RecordTrade", "BatchRecordTrades", "RecordTrades", "UpdateBalance", "RecordCashFlow"},
                             writes)
        self.assertFalse(writes & {"RaiseAlarm", "VoidTrade", "Shutdown", "PauseStrategy"})


class Resumption(unittest.TestCase):
    @staticmethod
    def event(sequence, kind="trade_recorded"):
        from nija.v1 import event_pb2
        message = event_pb2.Event(sequence=sequence)
        getattr(message, kind).SetInParent()
        return nija.Event._from_pb(message)

    def test_each_event_is_news_once(self):
        cursor = Cursor(None)
        self.assertEqual([cursor.deliver(self.event(number)) for number in (3, 4, 4, 3, 9)],
                         [True, True, False, False, True])
        self.assertEqual(cursor.sequence, 9)

    def test_a_heartbeat_moves_the_cursor_and_never_back(self):
        cursor = Cursor(5)
        for number, expected in ((9, 9), (2, 9)):
            cursor.deliver(self.event(number, "heartbeat"))
            self.assertEqual(cursor.sequence, expected)

    def test_what_is_no_event_of_the_ledger_is_what_the_contract_says(self):
        contract = (ROOT / "Protos/nija/v1/event.proto").read_text()
        stated = re.findall("`(.*?)`", re.search(r"Of (.*): everything up to here was delivered", contract)[1])
        self.assertEqual({*stated, "going_away"}, set(_SIGNS))

    def test_figures_prices_and_farewells_leave_it(self):
        cursor = Cursor(5)
        for kind in ("kpis", "price", "portfolio", "going_away"):
            self.assertTrue(cursor.deliver(self.event(9, kind)))
        self.assertEqual(cursor.sequence, 5)

    def test_a_request_begins_where_the_cursor_is(self):
        request = event_service_pb2.SubscribeRequest(after_sequence=0)
        cursor = Cursor.of(request)
        self.assertEqual(cursor.sequence, 0)
        cursor.deliver(self.event(7))
        cursor.write(request)
        self.assertEqual(request.after_sequence, 7)
        Cursor(3).write(kpi_service_pb2.StreamKpisRequest())

    def test_a_refusal_is_final_but_falling_behind_is_not(self):
        cursor = Cursor(None)
        behind = nija.ResourceExhausted(8, "too far behind")
        self.assertTrue(cursor.is_final(nija.PermissionDenied(7, "no")))
        self.assertFalse(cursor.is_final(nija.Unavailable(14, "draining")))
        self.assertTrue(cursor.is_final(behind))
        cursor.deliver(self.event(1))
        self.assertFalse(cursor.is_final(behind))
        cursor.opened()
        self.assertTrue(cursor.is_final(behind))

    def test_three_heartbeats_may_be_missed(self):
        request = event_service_pb2.SubscribeRequest()
        self.assertEqual(silence_seconds(request), 30)
        request.heartbeat_interval.seconds = 2
        self.assertEqual(silence_seconds(request), 6)


if __name__ == "__main__":
    unittest.main()
