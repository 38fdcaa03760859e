"""Fills and compliance on a real daemon: what is flagged, what survives, what the command line says."""
import json
import subprocess
import unittest

from daemon import Daemon
from wire import (ROOT, Refused, alarm_service_pb2 as alarms, compliance_pb2, compliance_service_pb2 as compliance,
                  event_service_pb2 as events, fill_pb2, fill_service_pb2 as fills, trade_service_pb2 as trades)

RESULT = compliance_pb2.AuditResult
DAY = 86_400
# 2025-01-02T15:00:00Z, in the morning in New York.
JANUARY = 1_735_830_000


def fill(fill_id, side, qty, price, day, **fields):
    message = fill_pb2.Fill(fill_id=fill_id, symbol="AAPL", side=fill_pb2.FillSide.Value("FILL_SIDE_" + side),
                            qty=str(qty), price=str(price), equity="1000000", **fields)
    message.executed_at.seconds = JANUARY + day * DAY
    return message


def record(client, *args, **fields):
    return client.call("FillService", "RecordFill", fills.RecordFillRequest(fill=fill(*args, **fields)),
                       fills.RecordFillResponse)


def show(client, **fields):
    return client.call("ComplianceService", "GetCompliance", compliance.GetComplianceRequest(**fields),
                       compliance.GetComplianceResponse)


def active_alarms(client):
    return {alarm.name: alarm for alarm in client.call(
        "AlarmService", "ListActiveAlarms", alarms.ListActiveAlarmsRequest(), alarms.ListActiveAlarmsResponse).alarms}


class Compliance(unittest.TestCase):
    def wash_sale(self, client):
        record(client, "buy", "BUY", 100, 80, 0)
        sale = record(client, "sale", "SELL", 100, 50, 60)
        return sale, record(client, "back", "BUY", 100, 52, 69)

    def test_a_wash_sale_is_flagged_in_the_answer_and_on_the_stream_of_alarms(self):
        with Daemon() as daemon, daemon.client() as client, daemon.client() as watcher:
            stream = watcher.request("AlarmService", "StreamAlarms", alarms.StreamAlarmsRequest(after_sequence=0), 1)
            sale, back = self.wash_sale(client)
            self.assertEqual([a.result for a in sale.audits if a.rule_id == "us-wash-sale"],
                             [RESULT.Value("AUDIT_RESULT_PENDING")])
            self.assertEqual([(a.fill.fill_id, a.disallowed_loss, list(a.related_fill_ids)) for a in back.revised],
                             [("sale", "3000", ["back"])])
            _, _, _, data = watcher.receive()
            event = alarms.StreamAlarmsResponse.FromString(data).event
            self.assertEqual(event.alarm.alarm.name, "compliance_us_wash_sale")
            self.assertEqual(event.alarm.alarm.category, 9)
            self.assertEqual(event.sequence, back.fill.sequence + 1)
            self.assertTrue(stream)

    def test_audits_survive_a_kill_and_equal_a_rerun(self):
        with Daemon() as daemon:
            with daemon.client() as client:
                self.wash_sale(client)
                before = show(client)
            for stop in (daemon.kill, daemon.terminate, daemon.kill):
                stop()
                daemon.start()
                with daemon.client() as client:
                    self.assertEqual(show(client), before)
                    self.assertIn("compliance_us_wash_sale", active_alarms(client))
                    rerun = client.call("ComplianceService", "RerunCompliance", compliance.RerunComplianceRequest(),
                                        compliance.RerunComplianceResponse)
                    self.assertEqual(rerun.summary, before.summary)
                    self.assertEqual(list(rerun.alarm_ids), [])
            with daemon.client() as client:
                # The book goes on where it was: 50 of the 100 at 82 are sold at 60; the other 50 have replaced once.
                again = record(client, "again", "SELL", 50, 60, 80)
                audit = next(a for a in again.audits if a.rule_id == "us-wash-sale")
                self.assertEqual((audit.result, audit.disallowed_loss), (RESULT.Value("AUDIT_RESULT_PENDING"), ""))
                whole = show(client, rule_ids=["us-wash-sale"])
                self.assertEqual(next(a for a in whole.audits if a.fill.fill_id == "again").result,
                                 RESULT.Value("AUDIT_RESULT_PASS"))

    def test_the_same_fill_is_a_duplicate_or_a_conflict_also_after_a_restart(self):
        with Daemon() as daemon:
            with daemon.client() as client:
                first = record(client, "f", "BUY", 1, 10, 0)
            daemon.kill()
            daemon.start()
            with daemon.client() as client:
                again = record(client, "f", "BUY", 1, 10, 0)
                self.assertTrue(again.duplicate)
                self.assertEqual(again.fill, first.fill)
                with self.assertRaises(Refused) as refused:
                    record(client, "f", "BUY", 2, 10, 0)
                self.assertEqual(refused.exception.code, 6)
                listed = client.call("FillService", "ListFills", fills.ListFillsRequest(), fills.ListFillsResponse)
                self.assertEqual(list(listed.fills), [first.fill])

    def test_trades_are_audited_by_their_legs_until_a_fill_is_recorded(self):
        with Daemon() as daemon, daemon.client() as client:
            request = trades.RecordTradeRequest()
            request.trade.trade_id, request.trade.strategy, request.trade.symbol = "t", "S", "BTC-USD"
            request.trade.profit, request.trade.quantity, request.trade.side = "100", "0.1", 1
            request.trade.entry_price, request.trade.exit_price = "45000", "46000"
            request.trade.entry_time.seconds, request.trade.exit_time.seconds = JANUARY, JANUARY + 60
            client.call("TradeService", "RecordTrade", request, trades.RecordTradeResponse)
            found = show(client)
            self.assertTrue(found.summary.from_trades)
            said = {(a.fill.fill_id, a.rule_id): compliance_pb2.AuditResult.Name(a.result)[13:] for a in found.audits}
            # 0.1 at 45,000 on a capital of 1,000 is 4.5 times.
            self.assertEqual(said["t/entry", "leverage"], "FAIL")
            self.assertEqual(said["t/entry", "position-size"], "FLAG")
            self.assertEqual(said["t/exit", "leverage"], "PASS")
            self.assertEqual(said["t/exit", "us-wash-sale"], "SKIPPED")
            self.assertEqual(active_alarms(client).keys() & {"compliance_leverage"}, set())
            rerun = client.call("ComplianceService", "RerunCompliance", compliance.RerunComplianceRequest(),
                                compliance.RerunComplianceResponse)
            self.assertEqual([name.rsplit("_", 2)[0] for name in rerun.alarm_ids],
                             ["compliance_position_size", "compliance_leverage"])
            record(client, "f", "BUY", 1, 10, 0)
            self.assertFalse(show(client).summary.from_trades)

    def test_a_rule_survives_a_restart_and_holds(self):
        with Daemon() as daemon:
            daemon.ctl("compliance", "rule", "set", "position-size", "--threshold", "max_percent=1")
            daemon.kill()
            daemon.start()
            with daemon.client() as client:
                said = record(client, "f", "BUY", 1001, 10, 0)
                self.assertEqual(said.audits[0].result, RESULT.Value("AUDIT_RESULT_FLAG"))
                rules = {rule["rule_id"]: rule for rule in json.loads(
                    daemon.ctl("compliance", "rules", "-o", "json").stdout)["rules"]}
                self.assertEqual(rules["position-size"]["thresholds"], {"max_percent": "1"})
                self.assertFalse(rules["us-legacy-pdt"]["enabled"])

    def test_the_example_is_imported_once_and_audited(self):
        with Daemon() as daemon:
            path = str(ROOT / "Examples/fills.csv")
            self.assertEqual(json.loads(daemon.ctl("fill", "import", path, "--dry-run", "-o", "json").stdout)["recorded"], 11)
            for expected in ((11, 0), (0, 11)):
                said = json.loads(daemon.ctl("fill", "import", path, "-o", "json").stdout)
                self.assertEqual((said["recorded"], said["duplicates"]), expected)
            daemon.ctl("compliance", "rule", "set", "us-legacy-pdt", "--enabled", "true")
            shown = json.loads(daemon.ctl("compliance", "show", "--user-id", "bob", "--rule", "us-legacy-pdt",
                                          "--result", "FLAG", "-o", "json").stdout)
            self.assertEqual([audit["fill"]["fill_id"] for audit in shown["audits"]], ["D4-2"])
            shown = json.loads(daemon.ctl("compliance", "show", "--user-id", "ann", "--result", "FLAG", "--rule",
                                          "us-wash-sale", "-o", "json").stdout)
            self.assertEqual([audit["disallowed_loss"] for audit in shown["audits"]], ["3000"])
            metrics = json.loads(daemon.ctl("user", "metrics", "--user-id", "ann", "-o", "json").stdout)
            self.assertEqual((metrics["total_trades"], metrics["realized_pnl"], metrics["returns_percent"]),
                             (3, "-3000", -37.5))
            bad = daemon.ctl("fill", "import", "-", input="symbol,side,qty,price\nX,BUY,0,1\n", check=False)
            self.assertEqual(bad.returncode, 1)
            self.assertIn("line 2:", bad.stderr)

    def test_pages_and_filters_show_every_audit_once(self):
        with Daemon() as daemon, daemon.client() as client:
            request = fills.BatchRecordFillsRequest(
                fills=[fill(f"f{n}", "BUY" if n % 2 == 0 else "SELL", 1, 100 - n, n) for n in range(40)])
            answer = client.call("FillService", "BatchRecordFills", request, fills.BatchRecordFillsResponse)
            self.assertEqual((answer.recorded, answer.rejected), (40, 0))
            whole = show(client, page_size=1000)
            self.assertEqual(len(whole.audits), whole.summary.total_checks)
            self.assertEqual(whole.summary.total_checks, 160)
            pages, token = [], ""
            while True:
                page = show(client, page_size=7, page_token=token)
                pages += page.audits
                token = page.next_page_token
                # What comes between pages is not on them.
                record(client, f"more{len(pages)}", "BUY", 1, 10, 100)
                if not token:
                    break
            self.assertEqual(pages, list(whole.audits))

    def test_fills_and_rules_are_on_the_stream_of_events(self):
        with Daemon() as daemon, daemon.client() as client:
            record(client, "f", "BUY", 1, 10, 0)
            client.request("EventService", "Subscribe", events.SubscribeRequest(topics=[9], after_sequence=0), 1)
            _, _, _, data = client.receive()
            self.assertEqual(events.SubscribeResponse.FromString(data).event.fill_recorded.fill_id, "f")

    def test_another_calendar_takes_the_place_of_the_one_that_ships(self):
        with Daemon() as daemon:
            path = daemon.place / "holidays"
            path.write_text("2025-13-01 Nothing\n")
            refused = subprocess.run([*daemon.command(), "--exchange-holidays", path], capture_output=True, text=True)
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn("2025-13-01", refused.stderr)
            path.write_text("# closed\n2025-01-06 Snow\n2025-01-08 Ice\n")
        with Daemon(arguments=["--exchange-holidays", path]) as daemon, daemon.client() as client:
            daemon.ctl("compliance", "rule", "set", "us-legacy-pdt", "--enabled", "true")
            for day in (0, 1, 5, 8):
                for side in ("BUY", "SELL"):
                    message = fill(f"{side}{day}", side, 1, 10, day)
                    message.equity = "10000"
                    said = client.call("FillService", "RecordFill", fills.RecordFillRequest(fill=message),
                                       fills.RecordFillResponse)
            # With these holidays 2, 3, 7, 9 and 10 January are five business days.
            audit = next(a for a in said.audits if a.rule_id == "us-legacy-pdt")
            self.assertEqual(audit.result, RESULT.Value("AUDIT_RESULT_FLAG"))


if __name__ == "__main__":
    unittest.main()
