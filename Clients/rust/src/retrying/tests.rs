use super::*;
use crate::generated::methods::{GET_TRADE, RAISE_ALARM, RECORD_TRADE, SHUTDOWN};

const HOUR: Duration = Duration::from_secs(3600);

fn lost() -> Failure {
    Failure::lost("cut", true)
}

fn unsent() -> Failure {
    Failure::lost("cut", false)
}

fn gone() -> Failure {
    let cause = std::io::ErrorKind::NotFound.into();
    Failure::Unreachable(Error::Unreachable { path: "/s".into(), cause })
}

fn refused(code: Code) -> Failure {
    Failure::Refused(Refused::new(code, "no"))
}

/// How a call ends that fails so; `None` when it is tried again after each.
fn end(method: &'static Method, left: Duration, failures: Vec<Failure>) -> Option<Error> {
    let ids = if method.name == "RecordTrade" { vec!["id-1".to_owned()] } else { Vec::new() };
    let mut attempts = Attempts::new(method, ids);
    failures.into_iter().find_map(|failure| attempts.pause_after(failure, left).err())
}

#[test]
fn what_cannot_have_happened_is_tried_again() {
    for method in [&RECORD_TRADE, &SHUTDOWN, &GET_TRADE] {
        assert!(end(method, HOUR, vec![unsent(), gone(), refused(Code::UNAVAILABLE)]).is_none());
    }
}

#[test]
fn what_may_be_repeated_is_tried_again() {
    assert!(end(&RECORD_TRADE, HOUR, vec![lost(), gone(), lost()]).is_none());
    assert!(end(&GET_TRADE, HOUR, vec![lost()]).is_none());
}

#[test]
fn an_answer_ends_a_call() {
    let error = end(&RECORD_TRADE, HOUR, vec![lost(), refused(Code::ALREADY_EXISTS)]).unwrap();
    assert_eq!(error.code(), Some(Code::ALREADY_EXISTS));
    let error = end(&GET_TRADE, HOUR, vec![Failure::Violation("odd".into())]).unwrap();
    assert!(matches!(error, Error::Protocol(_)));
}

#[test]
fn a_write_without_an_id_that_was_sent_is_not_repeated() {
    assert!(matches!(end(&RAISE_ALARM, HOUR, vec![lost()]), Some(Error::OutcomeUnknown { .. })));
}

#[test]
fn how_a_call_ends_whose_time_is_over() {
    let end = |method, failure| end(method, Duration::ZERO, vec![failure]).unwrap();
    assert_eq!(end(&GET_TRADE, Failure::late(true)).code(), Some(Code::DEADLINE_EXCEEDED));
    assert!(matches!(end(&GET_TRADE, lost()), Error::ConnectionLost { method: "GetTrade", .. }));
    assert!(matches!(end(&RECORD_TRADE, Failure::late(true)), Error::OutcomeUnknown { .. }));
    assert!(matches!(end(&RECORD_TRADE, unsent()), Error::ConnectionLost { .. }));
    assert!(matches!(end(&RECORD_TRADE, gone()), Error::Unreachable { .. }));
    assert_eq!(end(&RECORD_TRADE, refused(Code::UNAVAILABLE)).code(), Some(Code::UNAVAILABLE));
}

#[test]
fn that_nobody_is_there_now_says_nothing_of_the_attempt_before() {
    let mut attempts = Attempts::new(&RECORD_TRADE, vec!["id-1".into()]);
    attempts.pause_after(lost(), HOUR).unwrap();
    match attempts.pause_after(gone(), Duration::ZERO) {
        Err(Error::OutcomeUnknown { ids, .. }) => assert_eq!(ids, ["id-1"]),
        other => panic!("{:?}", other),
    }
}

#[test]
fn pauses_double() {
    let mut backoff = Backoff::default();
    for expected in [10, 20, 40, 80, 160, 320, 640, 1280, 2000, 2000] {
        assert_eq!(backoff.pause(), Duration::from_millis(expected));
    }
}
