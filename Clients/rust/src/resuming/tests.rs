use super::*;
use crate::{GoingAway, Heartbeat, KpiSnapshot, Price, Refused, Trade};

fn event(sequence: u64, payload: EventPayload) -> Event {
    Event { sequence, payload: Some(payload), ..Default::default() }
}

fn recorded(sequence: u64) -> Event {
    event(sequence, EventPayload::TradeRecorded(Box::new(Trade::default())))
}

#[test]
fn each_event_is_news_once() {
    let mut cursor = Cursor::new(None);
    let news: Vec<bool> = [3, 4, 4, 3, 9].iter().map(|each| cursor.deliver(&recorded(*each))).collect();
    assert_eq!(news, [true, true, false, false, true]);
}

#[test]
fn a_heartbeat_moves_the_cursor_and_other_signs_do_not() {
    let mut cursor = Cursor::new(Some(9));
    let heartbeat = || EventPayload::Heartbeat(Box::new(Heartbeat::default()));
    for each in [
        event(12, heartbeat()),
        event(2, heartbeat()),
        event(99, EventPayload::Kpis(Box::new(KpiSnapshot::default()))),
        event(99, EventPayload::GoingAway(Box::new(GoingAway::default()))),
        event(12, EventPayload::Price(Box::new(Price::default()))),
    ] {
        assert!(cursor.deliver(&each));
        assert_eq!(cursor.sequence, Some(12));
    }
}

#[test]
fn what_is_no_event_of_the_ledger_is_what_the_contract_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Protos/nija/v1/event.proto");
    let contract = std::fs::read_to_string(path).unwrap();
    let said = contract.split(": everything up to here").next().unwrap().rsplit("Of ").next().unwrap();
    let stated: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    assert_eq!(stated, ["kpis", "portfolio", "price", "heartbeat"]);
}

#[test]
fn which_failures_end_a_stream() {
    let refused = |code| Failure::Refused(Refused::new(code, "no"));
    let mut cursor = Cursor::default();
    assert!(cursor.is_final(&refused(Code::PERMISSION_DENIED)));
    assert!(cursor.is_final(&Failure::Violation("odd".into())));
    assert!(!cursor.is_final(&refused(Code::UNAVAILABLE)));
    assert!(!cursor.is_final(&Failure::lost("cut", true)));
    // In the middle of a stream it says that the subscriber was too slow.
    assert!(cursor.is_final(&refused(Code::RESOURCE_EXHAUSTED)));
    cursor.deliver(&recorded(1));
    assert!(!cursor.is_final(&refused(Code::RESOURCE_EXHAUSTED)));
    cursor.opened();
    assert!(cursor.is_final(&refused(Code::RESOURCE_EXHAUSTED)));
}

#[test]
fn three_missed_heartbeats_are_a_dead_connection() {
    assert_eq!(silence(None), Duration::from_secs(30));
    assert_eq!(silence(Some(Duration::from_secs(2))), Duration::from_secs(6));
    assert_eq!(silence(Some(Duration::from_millis(1))), Duration::from_secs(1));
}
