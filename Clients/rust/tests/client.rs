//! Calls.

use std::thread;
use std::time::{Duration, Instant};

use nija::*;

use crate::every_method::EVERY_METHOD;
use crate::support::{code, record, record_many, root, total_trades, trade, until, Daemon, Proxy};

#[test]
fn a_trade_in_one_call() {
    let daemon = Daemon::start();
    let n = daemon.connect();
    let given = Trade {
        symbol: "BTC-USD".into(),
        strategy: "APEX_V71".into(),
        profit: "50.0".into(),
        fees: "1.0".into(),
        side: Side::LONG,
        ..Default::default()
    };
    let answer = record(&n, given).unwrap();
    let trade = answer.trade.unwrap();
    assert_eq!((trade.net_profit.as_str(), answer.duplicate), ("49", false));
    let request = GetTradeRequest { trade_id: trade.trade_id.clone(), ..Default::default() };
    assert_eq!(n.get_trade(&request).unwrap().trade, Some(trade));
}

#[test]
fn errors_are_typed() {
    let daemon = Daemon::start();
    let n = daemon.connect();
    let wrong = Trade { profit: "abc".into(), quantity: "NaN".into(), ..trade(1) };
    let error = record(&n, wrong).unwrap_err();
    assert_eq!(error.code(), Some(Code::INVALID_ARGUMENT));
    let fields: Vec<_> = error.refused().unwrap().fields.iter().map(|each| each.field.as_str()).collect();
    assert_eq!(fields, ["trade.profit", "trade.quantity"]);
    assert!(error.to_string().contains("trade.quantity"));

    record(&n, Trade { trade_id: "taken".into(), ..trade(1) }).unwrap();
    let other = record(&n, Trade { trade_id: "taken".into(), ..trade(2) }).unwrap_err();
    assert_eq!(other.code(), Some(Code::ALREADY_EXISTS));
    assert_eq!(other.refused().unwrap().reason, "TRADE_EXISTS");

    let nobody = GetTradeRequest { trade_id: "nobody".into(), ..Default::default() };
    assert_eq!(code(n.get_trade(&nobody)), Code::NOT_FOUND);
    let large = Trade { reason: "r".repeat(5 << 20), ..trade(1) };
    assert_eq!(code(record(&n, large)), Code::RESOURCE_EXHAUSTED);
    assert!(matches!(connect_to("/nowhere/nijad.sock"), Err(Error::Unreachable { .. })));
}

#[test]
fn every_method_reaches_the_daemon_and_its_answer_is_read() {
    let daemon = Daemon::start();
    let n = daemon.connect().within(Duration::from_secs(5));
    // Shutdown ends the daemon that the others need.
    let (last, others): (Vec<_>, Vec<_>) = EVERY_METHOD.iter().partition(|(name, _)| *name == "Shutdown");
    for (name, call) in others.into_iter().chain(last) {
        match call(&n) {
            Ok(()) => {}
            Err(Error::Refused(refused)) if refused.code < Code::UNIMPLEMENTED => {}
            Err(error) => panic!("{}: {:?}", name, error),
        }
    }
}

#[test]
fn every_method_of_the_contract_is_there() {
    let mut stated = 0;
    for file in std::fs::read_dir(root().join("Protos/nija/v1")).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        stated += source.lines().filter(|line| line.starts_with("  rpc ")).count();
    }
    assert!(stated > 80);
    assert_eq!(EVERY_METHOD.len(), stated);
}

#[test]
fn calls_of_threads_are_in_flight_together_on_one_connection() {
    let daemon = Daemon::start();
    let n = daemon.connect();
    thread::scope(|scope| {
        for number in 0..200 {
            let n = &n;
            scope.spawn(move || {
                let answer = record(n, trade(number)).unwrap();
                assert_eq!(answer.trade.unwrap().profit, number.into());
            });
        }
    });
    assert_eq!(n.get_status(&Default::default()).unwrap().connections, 1);
}

#[test]
fn streams_of_trades_batches_and_pages() {
    let daemon = Daemon::start();
    let n = daemon.connect();
    assert_eq!(record_many(&n, 1200), 1200);
    assert_eq!(record_many(&n, 0), 0);
    let request = ListTradesRequest { page_size: 1000, order_by: "profit".into(), ..Default::default() };
    let found: Vec<Decimal> = n.iter_trades(&request).map(|each| each.unwrap().profit).collect();
    assert_eq!(found, (0..1200).map(Decimal::from).collect::<Vec<_>>());
    let refused = ListTradesRequest { page_size: -1, ..Default::default() };
    assert_eq!(n.iter_trades(&refused).filter(Result::is_err).count(), 1);

    let nameless = Trade { symbol: String::new(), ..trade(1) };
    let request = BatchRecordTradesRequest { trades: vec![trade(1), nameless], ..Default::default() };
    let batch = n.batch_record_trades(&request).unwrap();
    assert_eq!(batch.recorded, 1);
    assert_eq!(batch.results[1].error.as_ref().unwrap().code, Code::INVALID_ARGUMENT);
}

#[test]
fn figures_without_a_value_are_none() {
    let daemon = Daemon::start();
    let kpis = daemon.connect().get_kpi_summary(&Default::default()).unwrap().kpis.unwrap();
    assert_eq!(kpis.win_rate, None);
    let why = kpis.undefined.iter().find(|each| each.metric == "win_rate").unwrap();
    assert_eq!(why.reason, UndefinedReason::NO_TRADES);
}

#[test]
fn a_killed_daemon_is_waited_for() {
    let mut daemon = Daemon::start();
    let n = daemon.connect();
    record(&n, trade(1)).unwrap();
    daemon.kill();
    thread::scope(|scope| {
        let answer = scope.spawn(|| record(&n, trade(2)).unwrap());
        daemon.restart();
        assert!(!answer.join().unwrap().duplicate);
    });
    assert_eq!(total_trades(&n), 2);
}

#[test]
fn a_cut_before_the_answer_is_repaired_with_the_same_id() {
    let daemon = Daemon::start();
    let proxy = Proxy::before(&daemon, &[Some(0), None]);
    record(&proxy.connect(), trade(1)).unwrap();
    assert_eq!(total_trades(&daemon.connect()), 1);
}

#[test]
fn cuts_until_the_deadline_leave_the_outcome_unknown() {
    let daemon = Daemon::start();
    let proxy = Proxy::before(&daemon, &[Some(0)]);
    let error = record(&proxy.connect().within(Duration::from_secs(1)), trade(1)).unwrap_err();
    assert!(proxy.count() >= 2);
    let ids = match error {
        Error::OutcomeUnknown { ids, .. } => ids,
        other => panic!("{}", other),
    };
    let again = Trade { trade_id: ids[0].clone(), ..trade(1) };
    assert!(record(&daemon.connect(), again).unwrap().duplicate);
}

#[test]
fn a_write_without_an_id_is_not_repeated() {
    let daemon = Daemon::start();
    let proxy = Proxy::before(&daemon, &[Some(0)]);
    let report = RaiseAlarmRequest {
        name: "odd".into(),
        severity: Severity::INFO,
        category: AlarmCategory::SYSTEM,
        message: "m".into(),
        ..Default::default()
    };
    assert!(matches!(proxy.connect().raise_alarm(&report), Err(Error::OutcomeUnknown { .. })));
    assert_eq!(proxy.count(), 1);
}

#[test]
fn a_deadline_is_kept_when_nothing_answers() {
    let daemon = Daemon::start();
    let n = daemon.connect().within(Duration::from_millis(200));
    let late = || Trade { trade_id: "late".into(), ..trade(1) };
    daemon.signal("STOP");
    let start = Instant::now();
    assert_eq!(code(n.get_version(&Default::default())), Code::DEADLINE_EXCEEDED);
    match record(&n, late()) {
        Err(Error::OutcomeUnknown { ids, .. }) => assert_eq!(ids, ["late"]),
        other => panic!("{:?}", other),
    }
    assert!(start.elapsed() < Duration::from_secs(5));
    daemon.signal("CONT");
    record(&daemon.connect(), late()).unwrap();
    assert_eq!(total_trades(&daemon.connect()), 1);
}

#[test]
fn a_report_comes_in_pieces_and_health_is_watched() {
    let daemon = Daemon::start();
    let n = daemon.connect();
    let report = ExportKpisRequest { format: ExportFormat::MARKDOWN, ..Default::default() };
    let pieces: Vec<_> = n.export_kpis(&report).map(Result::unwrap).collect();
    assert!(pieces[0].filename.ends_with(".md"));

    let mut health = n.watch_health(&Default::default());
    assert_eq!(health.next().unwrap().unwrap().status, ServingStatus::SERVING);
    let closer = health.closer();
    thread::scope(|scope| {
        let waiting = scope.spawn(move || health.next().is_none());
        closer.close();
        assert!(waiting.join().unwrap());
    });
    until(|| n.get_status(&Default::default()).unwrap().connections == 1);
}

#[test]
fn clients_and_streams_can_be_sent_to_other_threads() {
    fn is_send<T: Send>() {}
    fn is_sync<T: Sync>() {}
    is_send::<Client>();
    is_sync::<Client>();
    is_send::<EventStream>();
    is_send::<MessageStream<ExportKpisResponse>>();
    is_send::<SendStream<RecordTradesRequest, RecordTradesResponse>>();
    is_send::<Closer>();
    is_sync::<Error>();
}
