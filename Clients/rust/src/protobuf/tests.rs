use super::*;
use crate::method::Request;
use crate::{
    make_id, BatchRecordTradesRequest, Escalation, GetTradeRequest, RecordTradeRequest, RecordTradeResponse,
};
use crate::{KpiWindowName, Side, Threshold, Trade, UpdateBalanceRequest};

#[test]
fn a_message_survives_the_way_there_and_back() {
    let trade = Trade {
        trade_id: "t".into(),
        symbol: "ÄÖ☺".into(),
        profit: "-1.5".into(),
        side: Side::SHORT,
        confidence: Some(0.0),
        is_win: Some(false),
        tags: vec!["a".into(), String::new()],
        entry_time: Some(UNIX_EPOCH - Duration::new(1, 5)),
        exit_time: Some(UNIX_EPOCH + Duration::new(1_769_747_400, 123_456_789)),
        ..Default::default()
    };
    assert_eq!(Trade::decode(&trade.encoded()), Ok(trade));
    let threshold = Threshold {
        threshold_value: -0.25,
        min_trades: 7,
        cooldown: Some(Duration::from_micros(1_500_250)),
        escalations: vec![Escalation { threshold_value: 2.0, ..Default::default() }, Escalation::default()],
        ..Default::default()
    };
    assert_eq!(Threshold::decode(&threshold.encoded()), Ok(threshold));
}

#[test]
fn instants_before_the_epoch_have_nanoseconds_above_zero() {
    for nanoseconds in [0, 1, 999_999_999] {
        let time = UNIX_EPOCH - Duration::new(7, nanoseconds);
        let trade = Trade { entry_time: Some(time), ..Default::default() };
        assert_eq!(Trade::decode(&trade.encoded()).unwrap().entry_time, Some(time));
    }
}

#[test]
fn numbers_of_every_size() {
    for number in [0, 1, 127, 128, 300, 1 << 31, 1 << 32, i64::MAX, -1, -300, i64::MIN] {
        let mut w = Writer::default();
        w.number(1, number as u64);
        for_each_field(&w.data, |field| {
            assert_eq!(field.i64(), Ok(number));
            Ok(())
        })
        .unwrap();
    }
}

#[test]
fn bytes_that_are_no_message() {
    for bytes in [
        &[255][..],
        &[10, 5, 1],
        &[8],
        &[3],
        &[15, 0],
        &[10, 1, 255],
        &[9, 0],
        &[0, 0],
        &[8, 1],
        &[255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255],
    ] {
        assert!(RecordTradeResponse::decode(bytes).is_err(), "{:?}", bytes);
    }
}

#[test]
fn what_a_newer_daemon_adds_is_read_or_passed_over() {
    let mut w = Writer::default();
    w.number(7, 77);
    w.double(1000, 1.0);
    w.text(1001, "new");
    let side = Trade::decode(&w.data).unwrap().side;
    assert_eq!((side, side.to_string()), (Side(77), "UNKNOWN_77".into()));
    assert_eq!(format!("{} {:?}", Side::SHORT, KpiWindowName::NAME_1D), "SHORT 1D");
}

#[test]
fn ids_are_made_before_sending_and_the_request_stays_as_it_is() {
    let given = RecordTradeRequest::default();
    let (sent, ids) = given.identified();
    assert_eq!(ids, [sent.trade.as_ref().unwrap().trade_id.clone()]);
    assert_eq!(given, RecordTradeRequest::default());
    let mine = Trade { trade_id: "mine".into(), ..Default::default() };
    let batch = BatchRecordTradesRequest { trades: vec![mine, Trade::default()], ..Default::default() };
    let ids = batch.identified().1;
    assert_eq!((ids.len(), ids[0].as_str(), ids[1].is_empty()), (2, "mine", false));
    assert_eq!(UpdateBalanceRequest::default().identified().1.len(), 1);
    assert_eq!(GetTradeRequest::default().identified().1.len(), 0);
    let made: std::collections::HashSet<String> = (0..10_000).map(|_| make_id()).collect();
    assert_eq!(made.len(), 10_000);
}
