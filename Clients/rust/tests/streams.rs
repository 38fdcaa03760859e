//! Streams of events, and streams of the client's.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use nija::internals::{Encode, Field, Method, Request, Writer};
use nija::*;

use crate::support::{code, record, record_many, trade, until, Daemon, Proxy};

fn next_sequence(events: &mut EventStream) -> u64 {
    events.next().unwrap().unwrap().sequence
}

fn last_sequence(n: &Client) -> u64 {
    n.get_status(&Default::default()).unwrap().sequence
}

fn from_start() -> SubscribeRequest {
    SubscribeRequest { after_sequence: Some(0), ..Default::default() }
}

#[test]
fn a_stream_survives_kills_without_a_gap() {
    let mut daemon = Daemon::start();
    let n = daemon.connect();
    let mut events = n.subscribe(&SubscribeRequest {
        topics: vec![Topic::TRADES],
        heartbeat_interval: Some(Duration::from_millis(200)),
        ..Default::default()
    });
    events.open().unwrap();
    let (mut recorded, mut seen) = (Vec::new(), Vec::new());
    for part in 0..3 {
        for number in 0..30 {
            recorded.push(record(&n, trade(number)).unwrap().trade.unwrap().sequence);
        }
        while seen.len() < recorded.len() - 10 {
            seen.push(next_sequence(&mut events));
        }
        if part < 2 {
            daemon.kill();
            daemon.restart();
        }
    }
    while seen.len() < recorded.len() {
        seen.push(next_sequence(&mut events));
    }
    assert_eq!(seen, recorded);
    assert_eq!(events.sequence(), recorded.last().copied());
}

#[test]
fn cuts_anywhere_leave_no_gap_and_repeat_nothing() {
    let daemon = Daemon::start();
    let direct = daemon.connect();
    record_many(&direct, 300);
    let cuts = [None, Some(0), Some(1), Some(10), Some(333), Some(1000), Some(5000), None];
    let proxy = Proxy::before(&daemon, &cuts);
    let reconnections = Arc::new(AtomicUsize::new(0));
    let counted = reconnections.clone();
    let events = proxy.connect().subscribe(&from_start()).on_reconnect(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
    });
    let last = last_sequence(&direct);
    let seen: Vec<u64> = events.map(|each| each.unwrap().sequence).take(last as usize).collect();
    assert_eq!(seen, (1..=last).collect::<Vec<_>>());
    assert_eq!(proxy.count(), cuts.len());
    assert_eq!(reconnections.load(Ordering::SeqCst), cuts.len() - 2);
}

#[test]
fn a_slow_reader_loses_nothing() {
    let daemon = Daemon::start();
    let n = daemon.connect();
    record_many(&n, 1000);
    let mut events = n.subscribe(&from_start());
    events.open().unwrap();
    record_many(&n, 1000);
    for expected in 1..=last_sequence(&n) {
        assert_eq!(next_sequence(&mut events), expected);
    }
}

#[test]
fn how_a_stream_ends() {
    let daemon = Daemon::start();
    let n = daemon.connect();
    let subscribers = |count| n.get_status(&Default::default()).unwrap().subscribers == count;
    let mut closed = n.subscribe(&Default::default());
    let closer = closed.closer();
    thread::scope(|scope| {
        let waiting = scope.spawn(move || closed.next().is_none() && closed.next().is_none());
        until(|| subscribers(1));
        closer.close();
        assert!(waiting.join().unwrap());
    });
    assert!(closer.is_closed());

    let mut dropped = n.stream_trades(&Default::default());
    dropped.open().unwrap();
    until(|| subscribers(1));
    drop(dropped);
    until(|| subscribers(0));

    let wrong = SubscribeRequest { heartbeat_interval: Some(Duration::from_millis(1)), ..Default::default() };
    let mut refused = n.subscribe(&wrong);
    assert_eq!(code(refused.next().unwrap()), Code::INVALID_ARGUMENT);
    assert!(refused.next().is_none());
}

#[test]
fn waiting_for_an_event_ends_in_time_while_the_daemon_is_away() {
    let mut daemon = Daemon::start();
    let n = daemon.connect();
    let mut events = n.stream_trades(&Default::default());
    events.open().unwrap();
    daemon.kill();
    for _ in 0..10 {
        let start = Instant::now();
        assert_eq!(events.next_within(Duration::from_millis(100)).unwrap(), None);
        assert!(start.elapsed() < Duration::from_secs(1));
    }
    daemon.restart();
    record(&n, trade(1)).unwrap();
    match events.next().unwrap().unwrap().payload {
        Some(EventPayload::TradeRecorded(trade)) => assert_eq!(trade.profit, 1.into()),
        other => panic!("{:?}", other),
    }
}

#[test]
fn prices_come_although_the_ledger_stands_still() {
    let daemon = Daemon::start();
    let n = daemon.connect();
    let request = SubscribeRequest { topics: vec![Topic::PRICES], ..Default::default() };
    let mut events = n.subscribe(&request);
    events.open().unwrap();
    for number in 1..6 {
        let price = Price { symbol: "X".into(), last: number.into(), ..Default::default() };
        n.push_price(&PushPriceRequest { price: Some(price) }).unwrap();
        match events.next().unwrap().unwrap().payload {
            Some(EventPayload::Price(price)) => assert_eq!(price.last, number.into()),
            other => panic!("{:?}", other),
        }
    }
}

#[test]
fn strategies_begin_with_how_things_are() {
    let daemon = Daemon::start();
    let n = daemon.connect();
    let strategy = Strategy { name: "S".into(), ..Default::default() };
    n.register_strategy(&RegisterStrategyRequest { strategy: Some(strategy) }).unwrap();
    let mut events = n.stream_strategies(&StreamStrategiesRequest { name: "S".into(), ..Default::default() });
    let mut next = || match events.next().unwrap().unwrap().payload {
        Some(EventPayload::Strategy(event)) => event,
        other => panic!("{:?}", other),
    };
    assert_eq!(next().strategy.unwrap().status, StrategyStatus::ACTIVE);
    let pause = PauseStrategyRequest { name: "S".into(), reason: "test".into(), ..Default::default() };
    n.pause_strategy(&pause).unwrap();
    assert_eq!(next().reason, "test");
    assert_eq!(events.next_within(Duration::from_millis(50)).unwrap(), None);
}

#[test]
fn heartbeats_are_delivered_to_who_asks_for_them() {
    let daemon = Daemon::start();
    let request =
        SubscribeRequest { heartbeat_interval: Some(Duration::from_millis(100)), ..Default::default() };
    let mut events = daemon.connect().subscribe(&request).with_signs();
    let payload = events.next().unwrap().unwrap().payload.unwrap();
    assert_eq!((payload.kind(), payload), ("heartbeat", EventPayload::Heartbeat(Default::default())));
}

#[derive(Clone)]
struct Nothing;

impl Encode for Nothing {
    fn encode(&self, _: &mut Writer) {}
}

impl Request for Nothing {}

#[derive(Default)]
struct NothingBack;

impl internals::Decode for NothingBack {
    fn take(&mut self, _: &Field<'_>) -> Result<(), internals::DecodeError> {
        Ok(())
    }
}

#[test]
fn a_stream_of_the_client_tells_that_it_was_refused_already() {
    static UNKNOWN: Method =
        Method { service: "nija.v1.TradeService", name: "Nothing", is_read: false, is_pinned: false };
    let daemon = Daemon::start();
    let mut stream = SendStream::<Nothing, NothingBack>::begin(&daemon.connect(), &UNKNOWN).unwrap();
    let error = loop {
        if let Err(error) = stream.send(&Nothing) {
            break error;
        }
    };
    assert_eq!(error.code(), Some(Code::UNIMPLEMENTED));
}

#[test]
fn a_stream_of_the_client_that_is_cut_leaves_the_outcome_unknown() {
    let daemon = Daemon::start();
    let mut stream = Proxy::before(&daemon, &[Some(0)]).connect().record_trades().unwrap();
    let request = RecordTradesRequest { trade: Some(trade(1)), ..Default::default() };
    stream.send(&request).unwrap();
    match stream.finish() {
        Err(Error::OutcomeUnknown { ids, .. }) => assert_eq!(ids.len(), 1),
        other => panic!("{:?}", other),
    }
}

#[test]
fn a_stream_can_be_followed_from_a_thread_of_its_own() {
    let daemon = Daemon::start();
    let n = daemon.connect();
    let mut events = n.stream_trades(&Default::default());
    events.open().unwrap();
    let closer = events.closer();
    let (told, heard) = mpsc::channel();
    let follower =
        thread::spawn(move || events.map(Result::unwrap).for_each(|event| told.send(event).unwrap()));
    let sequence = record(&n, trade(1)).unwrap().trade.unwrap().sequence;
    assert_eq!(heard.recv().unwrap().sequence, sequence);
    closer.close();
    follower.join().unwrap();
}
