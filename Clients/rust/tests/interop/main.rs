//! Runs one case of Protos/conformance/interop.json; `interop-blocking` runs this.

use std::env;
use std::path::PathBuf;
use std::process::exit;
use std::thread;
use std::time::{Duration, Instant};

use nija::internals::{
    Deadline, Decode, DecodeError, Encode, Event, Field, Link, Method, Request, Shape, Writer,
};
use nija::*;

const CANNOT: i32 = 77;
const SIZES_IN: [usize; 4] = [27182, 8, 1828, 45904];
const SIZES_OUT: [u32; 4] = [31415, 9, 2653, 58979];
const SPECIAL_MESSAGE: &str =
    "\t\ntest with whitespace\r\nand Unicode BMP \u{263a} and non-BMP \u{1f608}\t\n";

/// A request of Protos/conformance/interop.proto. StreamingInputRequest and SimpleRequest have the payload first,
/// StreamingOutputRequest the sizes.
#[derive(Clone, Default)]
struct Ask {
    payload: Vec<u8>,
    sizes: Vec<u32>,
    status: Option<Refused>,
    is_output: bool,
}

impl Encode for Ask {
    fn encode(&self, w: &mut Writer) {
        let (payload, sizes) = if self.is_output { (2, 1) } else { (1, 2) };
        if !self.payload.is_empty() {
            w.bytes(payload, &self.payload);
        }
        for size in &self.sizes {
            w.number(sizes, (*size).into());
        }
        if let Some(status) = &self.status {
            w.nested(3, |w| write_status(w, status));
        }
    }
}

impl Request for Ask {}

fn write_status(w: &mut Writer, status: &Refused) {
    let detail = |w: &mut Writer, name: &str, encode: &dyn Fn(&mut Writer)| {
        w.nested(3, |w| {
            w.text(1, &format!("type.googleapis.com/{}", name));
            w.nested(2, |w| encode(w));
        });
    };
    w.number(1, status.code.0 as u64);
    w.text(2, &status.message);
    if !status.reason.is_empty() {
        detail(w, "google.rpc.ErrorInfo", &|w| w.text(1, &status.reason));
    }
    if !status.fields.is_empty() {
        detail(w, "google.rpc.BadRequest", &|w| {
            for each in &status.fields {
                w.nested(1, |w| {
                    w.text(1, &each.field);
                    w.text(2, &each.description);
                });
            }
        });
    }
}

/// An answer: each has one field, bytes or a number.
#[derive(Debug, Default, PartialEq)]
struct Answer {
    payload: Vec<u8>,
    number: u64,
}

impl Decode for Answer {
    fn take(&mut self, field: &Field<'_>) -> Result<(), DecodeError> {
        match field.bytes() {
            Ok(payload) => self.payload = payload,
            Err(_) => self.number = field.u64()?,
        }
        Ok(())
    }
}

/// The service changes nothing, so that its methods may be repeated.
const fn method(name: &'static str) -> Method {
    Method { service: "nija.interop.v1.InteropService", name, is_read: true, is_pinned: false }
}

static EMPTY_CALL: Method = method("EmptyCall");
static UNARY_CALL: Method = method("UnaryCall");
static ENDLESS_CALL: Method = method("EndlessCall");
static UNIMPLEMENTED_CALL: Method = method("UnimplementedCall");
static COUNT_INTERRUPTED: Method = method("CountInterrupted");
static STREAMING_OUTPUT_CALL: Method = method("StreamingOutputCall");
static STREAMING_INPUT_CALL: Method = method("StreamingInputCall");
static FULL_DUPLEX_CALL: Method = method("FullDuplexCall");
static UNIMPLEMENTED_SERVICE: Method = Method {
    service: "nija.interop.v1.UnimplementedService",
    name: "EmptyCall",
    is_read: true,
    is_pinned: false,
};

fn socket(name: &str) -> PathBuf {
    env::var_os(name).unwrap_or_else(|| panic!("{} names no socket", name)).into()
}

fn client(name: &str) -> Client {
    connect_to(socket(name)).unwrap()
}

/// A call of the service on a connection of its own.
struct Call {
    link: Link,
    stream: u32,
}

impl Call {
    fn begin(shape: Shape, method: &Method) -> Call {
        let link = Link::connect(&socket("NIJA_INTEROP")).unwrap();
        let stream = link.begin(shape, method, &[], Deadline::NEVER, Deadline::NEVER).unwrap();
        Call { link, stream }
    }

    fn send(&self, ask: Ask) {
        self.link.send(self.stream, &ask.encoded(), Deadline::NEVER).unwrap();
    }

    fn half_close(&self) {
        self.link.half_close(self.stream, Deadline::NEVER).unwrap();
    }

    fn expect_size(&self, size: u32) {
        match self.link.next(self.stream, Deadline::NEVER).unwrap() {
            Event::Message(message) => {
                assert_eq!(Answer::decode(&message).unwrap().payload.len(), size as usize)
            }
            Event::Ended(end) => panic!("{:?}", end),
        }
    }

    fn expect_end(&self) -> Option<Refused> {
        match self.link.next(self.stream, Deadline::NEVER).unwrap() {
            Event::Ended(end) => end,
            Event::Message(message) => panic!("{} bytes more", message.len()),
        }
    }
}

fn unary(ask: Ask) -> Result<Answer, Error> {
    client("NIJA_INTEROP").call(&UNARY_CALL, &ask)
}

fn output(ask: Ask) -> MessageStream<Answer> {
    MessageStream::new(&client("NIJA_INTEROP"), &STREAMING_OUTPUT_CALL, &Ask { is_output: true, ..ask })
}

fn status(code: Code, message: &str) -> Option<Refused> {
    Some(Refused { code, message: message.into(), ..Default::default() })
}

fn refused(result: Result<Answer, Error>) -> Refused {
    match result {
        Err(Error::Refused(refused)) => *refused,
        other => panic!("{:?}", other),
    }
}

fn interrupted() -> u64 {
    let answer: Answer = client("NIJA_INTEROP").call(&COUNT_INTERRUPTED, &Ask::default()).unwrap();
    answer.number
}

fn until_interrupted(count: u64) {
    while interrupted() < count {
        thread::yield_now();
    }
}

fn ping_pong() {
    let call = Call::begin(Shape::BothWays, &FULL_DUPLEX_CALL);
    for (size_in, size) in SIZES_IN.into_iter().zip(SIZES_OUT) {
        call.send(Ask {
            payload: vec![0; size_in],
            sizes: vec![size],
            is_output: true,
            ..Default::default()
        });
        call.expect_size(size);
    }
    call.half_close();
    assert_eq!(call.expect_end(), None);
}

fn empty_stream() {
    let call = Call::begin(Shape::BothWays, &FULL_DUPLEX_CALL);
    call.half_close();
    assert_eq!(call.expect_end(), None);
}

fn client_streaming() {
    let call = Call::begin(Shape::ClientStream, &STREAMING_INPUT_CALL);
    for size in SIZES_IN {
        call.send(Ask { payload: vec![0; size], ..Default::default() });
    }
    call.half_close();
    let answer = call.link.answer(call.stream, Deadline::NEVER).unwrap();
    assert_eq!(Answer::decode(&answer).unwrap().number, 74922);
}

fn server_streaming() {
    let answers = output(Ask { sizes: SIZES_OUT.to_vec(), ..Default::default() });
    let sizes: Vec<u32> = answers.map(|each| each.unwrap().payload.len() as u32).collect();
    assert_eq!(sizes, SIZES_OUT);
}

fn status_code_and_message() {
    let expected = status(Code::UNKNOWN, "test status message");
    assert_eq!(Some(refused(unary(Ask { status: expected.clone(), ..Default::default() }))), expected);
    let call = Call::begin(Shape::BothWays, &FULL_DUPLEX_CALL);
    call.send(Ask { status: expected.clone(), is_output: true, ..Default::default() });
    assert_eq!(call.expect_end(), expected);
}

fn status_details() {
    let violation = |field: &str| FieldViolation { field: field.into(), description: "is wrong".into() };
    let fields = vec![violation("trade.profit"), violation("trade.symbol")];
    let reason = "INVALID_FIELDS".into();
    let sent = Refused { reason, fields, ..status(Code::INVALID_ARGUMENT, "two fields").unwrap() };
    assert_eq!(refused(unary(Ask { status: Some(sent.clone()), ..Default::default() })), sent);
}

fn error_after_messages() {
    let status = status(Code::RESOURCE_EXHAUSTED, "enough");
    let mut answers = output(Ask { sizes: vec![1, 2], status: status.clone(), ..Default::default() });
    assert_eq!(answers.next().unwrap().unwrap().payload.len(), 1);
    assert_eq!(answers.next().unwrap().unwrap().payload.len(), 2);
    assert_eq!(Some(refused(answers.next().unwrap())), status);
}

fn oversized_response() {
    let link = Link::connect(&socket("NIJA_INTEROP")).unwrap();
    let begin = |method, ask: Ask| {
        let stream =
            link.begin(Shape::Unary, method, &ask.encoded(), Deadline::NEVER, Deadline::NEVER).unwrap();
        link.next(stream, Deadline::NEVER).unwrap()
    };
    match begin(&UNARY_CALL, Ask { sizes: vec![4194304], ..Default::default() }) {
        Event::Ended(Some(refused)) => assert_eq!(refused.code, Code::RESOURCE_EXHAUSTED),
        other => panic!("{:?}", other),
    }
    assert_eq!(begin(&EMPTY_CALL, Ask::default()), Event::Message(Vec::new()));
}

fn many_in_flight() {
    let n = client("NIJA_INTEROP");
    thread::scope(|scope| {
        for size in 0..200 {
            let n = &n;
            scope.spawn(move || {
                let ask = Ask { sizes: vec![size], ..Default::default() };
                let answer: Answer = n.call(&UNARY_CALL, &ask).unwrap();
                assert_eq!(answer.payload.len(), size as usize);
            });
        }
    });
}

fn cancel_after_begin() {
    let before = interrupted();
    let call = Call::begin(Shape::ClientStream, &STREAMING_INPUT_CALL);
    call.link.cancel(call.stream);
    until_interrupted(before + 1);
}

fn cancel_after_first_response() {
    let before = interrupted();
    let call = Call::begin(Shape::BothWays, &FULL_DUPLEX_CALL);
    call.send(Ask { sizes: vec![31415], is_output: true, ..Default::default() });
    call.expect_size(31415);
    call.link.cancel(call.stream);
    until_interrupted(before + 1);
}

fn timeout_on_sleeping_server() {
    let start = Instant::now();
    let n = client("NIJA_INTEROP").within(Duration::from_millis(50));
    let answer = refused(n.call(&ENDLESS_CALL, &Ask::default()));
    assert_eq!(answer.code, Code::DEADLINE_EXCEEDED);
    assert!(start.elapsed() < Duration::from_secs(5));
}

fn trade(trade_id: &str) -> RecordTradeRequest {
    let (symbol, strategy) = ("X".into(), "S".into());
    let trade = Trade { trade_id: trade_id.into(), symbol, strategy, profit: 1.into(), ..Default::default() };
    RecordTradeRequest { trade: Some(trade), ..Default::default() }
}

fn retry_with_the_same_id() {
    client("NIJA_PROXY").record_trade(&trade("")).unwrap();
    let account = connect().unwrap().get_account(&Default::default()).unwrap().account.unwrap();
    assert_eq!(account.total_trades, 1);
}

fn outcome_unknown() {
    let ids = match client("NIJA_PROXY").within(Duration::from_millis(300)).record_trade(&trade("")) {
        Err(Error::OutcomeUnknown { ids, .. }) => ids,
        other => panic!("{:?}", other),
    };
    assert!(connect().unwrap().record_trade(&trade(&ids[0])).unwrap().duplicate);
}

fn resume_after_a_cut() {
    let direct = connect().unwrap();
    let mut stream = direct.record_trades().unwrap();
    for _ in 0..500 {
        stream.send(&RecordTradesRequest { trade: trade("").trade, ..Default::default() }).unwrap();
    }
    stream.finish().unwrap();
    let last = direct.get_status(&Default::default()).unwrap().sequence;
    let request = SubscribeRequest { after_sequence: Some(0), ..Default::default() };
    let events = client("NIJA_PROXY").subscribe(&request);
    let seen: Vec<u64> = events.map(|each| each.unwrap().sequence).take(last as usize).collect();
    assert_eq!(seen, (1..=last).collect::<Vec<_>>());
}

fn main() {
    let name = env::args().nth(1).unwrap_or_default();
    match name.as_str() {
        "empty_unary" => {
            let answer: Answer = client("NIJA_INTEROP").call(&EMPTY_CALL, &Ask::default()).unwrap();
            assert_eq!(answer, Answer::default());
        }
        "large_unary" => {
            let ask = Ask { payload: vec![0; 271828], sizes: vec![314159], ..Default::default() };
            assert_eq!(unary(ask).unwrap().payload, vec![0; 314159]);
        }
        "client_streaming" => client_streaming(),
        "server_streaming" => server_streaming(),
        "ping_pong" => ping_pong(),
        "empty_stream" => empty_stream(),
        "status_code_and_message" => status_code_and_message(),
        "special_status_message" => {
            let expected = status(Code::UNKNOWN, SPECIAL_MESSAGE);
            assert_eq!(
                Some(refused(unary(Ask { status: expected.clone(), ..Default::default() }))),
                expected
            );
        }
        "status_details" => status_details(),
        "error_after_messages" => error_after_messages(),
        "unimplemented_method" => {
            let answer = refused(client("NIJA_INTEROP").call(&UNIMPLEMENTED_CALL, &Ask::default()));
            assert_eq!(answer.code, Code::UNIMPLEMENTED);
        }
        "unimplemented_service" => {
            let answer = refused(client("NIJA_INTEROP").call(&UNIMPLEMENTED_SERVICE, &Ask::default()));
            assert_eq!(answer.code, Code::UNIMPLEMENTED);
        }
        "oversized_response" => oversized_response(),
        "many_in_flight" => many_in_flight(),
        "cancel_after_begin" => cancel_after_begin(),
        "cancel_after_first_response" => cancel_after_first_response(),
        "timeout_on_sleeping_server" => timeout_on_sleeping_server(),
        "retry_with_the_same_id" => retry_with_the_same_id(),
        "outcome_unknown" => outcome_unknown(),
        "resume_after_a_cut" => resume_after_a_cut(),
        _ => {
            println!("{} is not known here", name);
            exit(CANNOT);
        }
    }
}
