"""Code that was written for a bot's own modules runs with its imports changed."""
import contextlib
import io
import json
import math
import os
import pathlib
import re
import sys
import tempfile
import types
import unittest
from unittest import mock

import nija
from nija.bot import _daemon, kpi_tracker, performance_tracking_service, risk_alarm_system
from nijad import Daemon

EXAMPLES = dict(re.findall(r"^## (.*?)\n\n```python\n(.*?)```", (pathlib.Path(__file__).parent / "bot_examples.md")
                           .read_text(), re.DOTALL | re.MULTILINE))


class Stop(Exception):
    """Ends an example that would run for ever."""


class BotTest(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon()
        self.addCleanup(self.daemon.__exit__)
        os.environ["NIJA_SOCKET"] = self.daemon.socket
        self.n = self.daemon.connect()
        self.addCleanup(self.n.close)
        self.addCleanup(self.reset)
        self.folder = tempfile.mkdtemp()
        patch = mock.patch("tempfile.gettempdir", lambda: self.folder)
        patch.start()
        self.addCleanup(patch.stop)

    @staticmethod
    def reset():
        if performance_tracking_service._service:
            performance_tracking_service._service.stop()
        if risk_alarm_system._system:
            risk_alarm_system._system.close()
        performance_tracking_service._service = kpi_tracker._tracker = risk_alarm_system._system = None
        for n in _daemon._clients.values():
            n.close()
        _daemon._clients.clear()


class Examples(BotTest):
    def run_example(self, name, **given):
        """Runs an example with what it takes for granted; its names, and what it printed."""
        names, printed = dict(given), io.StringIO()
        code = EXAMPLES[name].replace("from bot.", "from nija.bot.")
        with contextlib.redirect_stdout(printed):
            exec(compile(code, name, "exec"), names)
        return names, printed.getvalue()

    def test_tracker(self):
        names, printed = self.run_example("Tracker")
        self.assertEqual(printed, "Win Rate: 100.0%\nProfit Factor: nan\n")
        self.assertEqual((names["kpis"].net_profit, names["kpis"].account_balance), (49.0, 1049.0))
        self.assertEqual(names["summary"]["best_strategy"], "APEX_V71")
        self.assertTrue(math.isnan(names["summary"]["sharpe_ratio"]))
        export, = pathlib.Path(self.folder).rglob("kpi_export_*.json")
        self.assertTrue(json.loads(export.read_text()))
        trade, = self.n.iter_trades()
        self.assertEqual((trade.quantity, trade.is_win), (nija.values.decimal("0.1"), True))

    def test_alarms(self):
        with self.assertLogs("nija.bot", "WARNING"):  # The example acknowledges an alarm that is not there.
            names, printed = self.run_example("Alarms")
        self.assertEqual(printed, "Active Alarms: 5\n")
        self.assertEqual([alarm.name for alarm in names["active_alarms"]], ["critical_balance"])
        self.assertEqual(names["summary"]["active_by_severity"],
                         {"INFO": 0, "WARNING": 4, "CRITICAL": 1, "EMERGENCY": 0})
        system, alarm = names["alarm_system"], names["active_alarms"][0]
        with self.assertLogs("nija.bot", "WARNING"):
            self.assertFalse(system.acknowledge_alarm("nobody"))
        self.assertTrue(system.acknowledge_alarm(alarm.alarm_id))
        self.assertTrue(system.get_active_alarms(severity="CRITICAL")[0].acknowledged)
        self.assertTrue(system.clear_alarm(alarm.alarm_id))
        self.assertEqual(system.get_active_alarms(severity="CRITICAL"), [])

    def test_service(self):
        broker = mock.Mock()
        broker.get_account_balance.return_value = broker.get_account_equity.return_value = 1049.0
        names, printed = self.run_example("Service", broker=broker)
        self.assertIn("Running: True\n", printed)
        self.assertFalse(names["service"].running)
        self.assertEqual(names["summary"]["kpis"]["total_trades"], 1)
        report = json.loads(pathlib.Path(names["report_path"]).read_text())
        self.assertTrue(report["service_status"]["running"])
        self.assertEqual(self.n.get_account().account.balance, 1049)

    def test_thresholds(self):
        self.run_example("Thresholds")
        made, = (each for each in self.n.list_thresholds().thresholds if each.name == "custom_win_rate")
        self.assertEqual((made.metric, made.comparison, made.threshold_value),
                         ("win_rate", nija.Comparison.LT, 50.0))

    def test_intervals(self):
        names, _ = self.run_example("Intervals")
        self.assertEqual(names["service"].get_status()["intervals"],
                         {"update": 60, "kpi_calculation": 1800, "alarm_check": 30})

    def test_basic_integration(self):
        names, _ = self.run_example("Basic integration")
        names["on_trade_complete"](types.SimpleNamespace(
            symbol="BTC-USD", strategy="APEX_V71", profit=-5.0, fees=0.1, entry_price=100.0, exit_price=95.0, size=1.0))
        self.assertEqual(self.n.get_kpi_summary().kpis.losing_trades, 1)
        self.assertTrue(names["service"].running)

    def test_alarm_callbacks(self):
        bot, told = mock.Mock(), []
        notified = mock.Mock(side_effect=told.append)
        paused = types.SimpleNamespace(pause=bot.pause)
        names, _ = self.run_example("Alarm callbacks", notify_admin=notified, trading_bot=paused)
        self.n.update_balance(1000)
        self.n.update_balance(45)
        while not bot.pause.called:
            os.sched_yield()
        names["alarm_system"].close()
        self.assertTrue(told[0].startswith("CRITICAL: "))

    def test_daily_reports(self):
        jobs, sent = [], []
        every = types.SimpleNamespace(day=types.SimpleNamespace(
            at=lambda time: types.SimpleNamespace(do=jobs.append)))
        module = types.ModuleType("schedule")
        module.every = lambda: every

        def run_pending():
            jobs[0]()
            raise Stop

        module.run_pending = run_pending
        with mock.patch.dict(sys.modules, schedule=module), self.assertRaises(Stop):
            self.run_example("Daily reports", send_email_report=sent.append)
        self.assertTrue(json.loads(pathlib.Path(sent[0]).read_text())["alarm_summary"])

    def test_strategy(self):
        module = types.ModuleType("nija.bot.trading_strategy")
        module.TradingStrategy = type("TradingStrategy", (), {"strategy_name": "APEX_V71"})
        with mock.patch.dict(sys.modules, {module.__name__: module}):
            names, _ = self.run_example("Strategy")
        names["MyStrategy"]().on_trade_close(types.SimpleNamespace(
            symbol="BTC-USD", profit=5.0, fees=0.1, is_profitable=True, entry_price=100.0, exit_price=105.0, size=1.0))
        self.assertEqual(self.n.get_kpi_summary(strategy="APEX_V71").kpis.winning_trades, 1)


class Rules(BotTest):
    """What the examples do not show."""

    def test_capital_is_for_an_account_that_has_not_traded(self):
        kpi_tracker.get_kpi_tracker(initial_capital=5000.0)
        self.assertEqual(self.n.get_account().account.initial_capital, 5000)
        kpi_tracker.get_kpi_tracker(reset=True)
        self.assertEqual(self.n.get_account().account.initial_capital, 5000)
        self.n.record_trade(symbol="X", strategy="S", profit=1)
        with self.assertLogs("nija.bot", "WARNING"):
            kpi_tracker.get_kpi_tracker(initial_capital=7.0, reset=True)
        self.assertEqual(self.n.get_account().account.initial_capital, 5000)

    def test_another_account(self):
        with mock.patch.dict(os.environ, NIJA_ACCOUNT="books"):
            kpi_tracker.get_kpi_tracker(initial_capital=200.0).record_trade("X", "S", 5.0)
        self.assertEqual(self.n.get_account(name="books").account.total_trades, 1)
        self.assertEqual(self.n.get_account().account.total_trades, 0)

    def test_a_provider_that_fails_is_asked_again(self):
        answers = iter([RuntimeError("no network"), 1200.0, 1200.0])

        def balance():
            answer = next(answers, 1200.0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        service = performance_tracking_service.PerformanceTrackingService(update_interval_seconds=0.01)
        service.set_balance_provider(balance)
        with self.assertLogs("nija.bot", "ERROR"):
            service.start()
            while service.updates_count < 2:
                os.sched_yield()
            service.stop()
        self.assertEqual(self.n.get_account().account.balance, 1200)

    def test_a_threshold_about_nothing_is_refused(self):
        system = risk_alarm_system.get_risk_alarm_system()
        with self.assertRaisesRegex(ValueError, "Give it a metric"):
            system.add_threshold(risk_alarm_system.AlarmThreshold("mood", "SYSTEM", "INFO", 1.0, "lt"))

    def test_trends_and_a_value_within_its_limits(self):
        tracker = kpi_tracker.get_kpi_tracker()
        tracker.record_trade("X", "S", 5.0)
        self.assertEqual(tracker.get_kpi_trends(days=7)["account_equity"], [1005.0])
        self.assertIsNone(risk_alarm_system.get_risk_alarm_system().check_threshold("low_win_rate", 60.0))

    def test_a_callback_that_fails_leaves_the_others(self):
        system, told = risk_alarm_system.get_risk_alarm_system(), []
        system.register_callback(lambda alarm: 1 / 0)
        system.register_callback(told.append)
        with self.assertLogs("nija.bot", "ERROR"):
            system.check_performance_alarms(win_rate=35.0, profit_factor=2.0)
            while not told:
                os.sched_yield()
        self.assertEqual((told[0].name, told[0].current_value), ("low_win_rate", 35.0))


if __name__ == "__main__":
    unittest.main()
