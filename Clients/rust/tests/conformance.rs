//! The vectors of Protos/conformance, which every client runs.

use nija::internals::{read_response, Connection, Decoder, Event, Frame, Shape};
use nija::{Code, Decimal};
use serde_json::Value;

use crate::support::{record, trade, unhex, vectors, Daemon};

/// The daemon takes no larger profit, though a decimal may hold more.
const PROFIT_MAX: i128 = 10_i128.pow(12 + 18);

fn rows<'a>(file: &'a Value, name: &str) -> &'a [Value] {
    file[name].as_array().unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

#[test]
fn frames() {
    for row in rows(&vectors("frames.json"), "frames") {
        let data = unhex(&row["hex"]);
        let frame = |each: &Value| Frame {
            stream: number(&each["stream"]) as u32,
            kind: number(&each["type"]) as u8,
            flags: number(&each["flags"]) as u8,
            data: unhex(&each["data"]),
        };
        let frames: Vec<Frame> = rows(row, "frames").iter().map(frame).collect();
        let encoded: Vec<u8> = frames.iter().flat_map(Frame::encode).collect();
        assert!(data.starts_with(&encoded), "{}", row["name"]);
        for size in [1, 3, 10, data.len() + 1] {
            let mut decoder = Decoder::default();
            let mut found = Vec::new();
            for piece in data.chunks(size) {
                decoder.feed(piece);
                found.extend(std::iter::from_fn(|| decoder.next()).map(Result::unwrap));
            }
            assert_eq!(found, frames, "{}", row["name"]);
        }
    }
}

#[test]
fn frames_that_are_refused() {
    for row in rows(&vectors("frames.json"), "refused") {
        let mut decoder = Decoder::default();
        decoder.feed(&unhex(&row["hex"]));
        assert!(std::iter::from_fn(|| decoder.next()).take(9).any(|each| each.is_err()), "{}", row["name"]);
    }
}

fn shape(name: &Value) -> Shape {
    match name.as_str().unwrap() {
        "unary" => Shape::Unary,
        "server stream" => Shape::ServerStream,
        "client stream" => Shape::ClientStream,
        "both ways" => Shape::BothWays,
        other => panic!("{}", other),
    }
}

#[test]
fn streams() {
    for row in rows(&vectors("streams.json"), "streams") {
        let mut connection = Connection::default();
        for each in rows(row, "calls") {
            connection.begin(shape(each), ("s.S", "M"), &[], 0).unwrap();
        }
        let mut found = Vec::new();
        let received = connection.receive(&unhex(&row["hex"]), |stream, event| {
            found.push(match event {
                Event::Message(message) => (stream, Some(message), None),
                Event::Ended(refused) => (stream, None, Some(refused.map_or(0, |refused| refused.code.0))),
            })
        });
        assert_eq!(received.is_err(), row["violation"] == true, "{}", row["name"]);
        let event = |each: &Value| {
            let message = each.get("message").map(unhex);
            (number(&each["stream"]) as u32, message, each.get("ended").map(|code| number(code) as i32))
        };
        let expected: Vec<_> = rows(row, "events").iter().map(event).collect();
        assert_eq!(found, expected, "{}", row["name"]);
    }
}

#[test]
fn statuses() {
    for row in rows(&vectors("statuses.json"), "statuses") {
        let found = read_response(&unhex(&row["response"])).unwrap().unwrap_err();
        assert_eq!(found.code, Code(number(&row["code"]) as i32), "{}", row["name"]);
        assert_eq!(row["message"], found.message);
        assert_eq!(row["reason"], found.reason);
        let fields: Vec<Value> = found
            .fields
            .iter()
            .map(|each| serde_json::json!({"field": each.field, "description": each.description}))
            .collect();
        assert_eq!(row["fields"], Value::from(fields));
        assert_eq!(row["metadata"], serde_json::json!(found.metadata));
    }
}

#[test]
fn decimals() {
    let daemon = Daemon::start();
    let n = daemon.connect();
    let file = vectors("decimals.json");
    for row in rows(&file, "valid") {
        let (text, canonical) = (row["text"].as_str().unwrap(), row["canonical"].as_str().unwrap());
        let decimal: Decimal = text.parse().unwrap();
        let units = decimal.units().unwrap();
        assert_eq!(Decimal::from_units(units).as_str(), canonical);
        if units.abs() < PROFIT_MAX {
            let answer = record(&n, nija::Trade { profit: decimal, ..trade(0) }).unwrap();
            assert_eq!(answer.trade.unwrap().profit.as_str(), canonical);
        }
    }
    for text in rows(&file, "invalid").iter().map(|text| text.as_str().unwrap()).chain([""]) {
        assert!(text.parse::<Decimal>().is_err(), "{:?}", text);
        let refused = record(&n, nija::Trade { profit: text.into(), ..trade(0) }).unwrap_err();
        assert_eq!(refused.code(), Some(Code::INVALID_ARGUMENT), "{:?}", text);
    }
    assert_eq!(Decimal::from("-0.5").to_f64(), Some(-0.5));
    assert_eq!(Decimal::from("half").to_f64(), None);
}
