//! One connection: calls that are begun go out as bytes, bytes that come in are events of calls.

use std::collections::HashMap;

use super::frames::{
    encode, Decoder, Frame, Violation, CANCEL, DATA, DATA_BYTES_MAX, NO_DATA, REMOTE_CLOSED, REMOTE_OPEN,
    REQUEST, RESPONSE,
};
use super::status::read_response;
use crate::protobuf::Writer;
use crate::{Code, Refused};

/// Who streams in a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nobody.
    Unary,
    /// The daemon.
    ServerStream,
    /// The client.
    ClientStream,
    /// Both.
    BothWays,
}

impl Shape {
    fn flags(self) -> u8 {
        match self {
            Shape::Unary => 0,
            Shape::ServerStream => REMOTE_CLOSED,
            Shape::ClientStream | Shape::BothWays => REMOTE_OPEN,
        }
    }

    fn client_streams(self) -> bool {
        matches!(self, Shape::ClientStream | Shape::BothWays)
    }

    fn server_streams(self) -> bool {
        matches!(self, Shape::ServerStream | Shape::BothWays)
    }
}

/// What happened to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A message came.
    Message(Vec<u8>),
    /// It is over; with an error when it went wrong.
    Ended(Option<Refused>),
}

struct Call {
    shape: Shape,
    /// The client may still send.
    is_open: bool,
}

/// The client's side of a connection.
///
/// A call that is not in `calls` is closed: ended by the server, or cancelled here. What still
/// arrives for such a call crossed with that and is ignored; what arrives for one that never was is
/// a violation.
pub struct Connection {
    decoder: Decoder,
    calls: HashMap<u32, Call>,
    /// Wider than an id, so that it can stand past the last one.
    next_stream: u64,
}

impl Default for Connection {
    fn default() -> Connection {
        Connection { decoder: Decoder::default(), calls: HashMap::new(), next_stream: 1 }
    }
}

impl Connection {
    /// Its ids are used up; the next call needs a new connection.
    pub fn is_exhausted(&self) -> bool {
        self.next_stream > u64::from(u32::MAX)
    }

    /// Begins a call: its stream, and what to send. Refused is a request that does not fit a frame.
    pub fn begin(
        &mut self,
        shape: Shape,
        (service, method): (&str, &str),
        payload: &[u8],
        timeout_nanoseconds: u64,
    ) -> Result<(u32, Vec<u8>), Refused> {
        let mut w = Writer::default();
        w.text(1, service);
        w.text(2, method);
        if !payload.is_empty() {
            w.bytes(3, payload);
        }
        if timeout_nanoseconds != 0 {
            w.number(4, timeout_nanoseconds);
        }
        fitting(&w.data)?;
        let stream = self.next_stream as u32;
        self.next_stream += 2;
        self.calls.insert(stream, Call { shape, is_open: shape.client_streams() });
        Ok((stream, encode(stream, REQUEST, shape.flags(), &w.data)))
    }

    /// A message of a client's stream, for sending; nothing when the call has ended meanwhile.
    pub fn send(&mut self, stream: u32, payload: &[u8]) -> Result<Vec<u8>, Refused> {
        fitting(payload)?;
        let is_open = self.calls.get(&stream).map_or(false, |call| call.is_open);
        Ok(if is_open { encode(stream, DATA, 0, payload) } else { Vec::new() })
    }

    /// The end of a client's stream, for sending; its answer is still to come.
    pub fn half_close(&mut self, stream: u32) -> Vec<u8> {
        match self.calls.get_mut(&stream) {
            Some(call) if call.is_open => {
                call.is_open = false;
                encode(stream, DATA, REMOTE_CLOSED | NO_DATA, &[])
            }
            _ => Vec::new(),
        }
    }

    /// Gives a call up, for sending; nothing when it has ended.
    pub fn cancel(&mut self, stream: u32) -> Vec<u8> {
        self.calls.remove(&stream).map_or(Vec::new(), |_| encode(stream, CANCEL, 0, &[]))
    }

    /// Hands `deliver` what bytes from the server say; after an error the connection must be closed.
    pub fn receive(&mut self, data: &[u8], mut deliver: impl FnMut(u32, Event)) -> Result<(), Violation> {
        self.decoder.feed(data);
        while let Some(frame) = self.decoder.next() {
            self.on_frame(frame?, &mut deliver)?;
        }
        Ok(())
    }

    fn on_frame(&mut self, frame: Frame, deliver: &mut impl FnMut(u32, Event)) -> Result<(), Violation> {
        if frame.kind != RESPONSE && frame.kind != DATA {
            return Ok(());
        }
        let stream = frame.stream;
        match self.calls.get(&stream) {
            None if stream % 2 == 0 || u64::from(stream) >= self.next_stream => {
                Err(Violation(format!("a frame is for stream {}, which was never opened", stream)))
            }
            None => Ok(()),
            Some(call) if frame.kind == RESPONSE => {
                let has_one_answer = !call.shape.server_streams();
                self.on_response(frame, has_one_answer, deliver)
            }
            Some(call) if !call.shape.server_streams() => {
                Err(Violation(format!("stream {} has one answer and got a message of a stream", stream)))
            }
            Some(_) => {
                self.on_data(frame, deliver);
                Ok(())
            }
        }
    }

    fn on_response(
        &mut self,
        frame: Frame,
        has_one_answer: bool,
        deliver: &mut impl FnMut(u32, Event),
    ) -> Result<(), Violation> {
        let answer = read_response(&frame.data).map_err(|error| {
            Violation(format!("the response on stream {} cannot be read: {}", frame.stream, error))
        })?;
        self.calls.remove(&frame.stream);
        let refused = match answer {
            Ok(payload) => {
                if has_one_answer {
                    deliver(frame.stream, Event::Message(payload));
                }
                None
            }
            Err(refused) => Some(refused),
        };
        deliver(frame.stream, Event::Ended(refused));
        Ok(())
    }

    fn on_data(&mut self, frame: Frame, deliver: &mut impl FnMut(u32, Event)) {
        if frame.flags & NO_DATA == 0 {
            deliver(frame.stream, Event::Message(frame.data));
        }
        if frame.flags & REMOTE_CLOSED != 0 {
            self.calls.remove(&frame.stream);
            deliver(frame.stream, Event::Ended(None));
        }
    }
}

fn fitting(data: &[u8]) -> Result<(), Refused> {
    if data.len() <= DATA_BYTES_MAX {
        return Ok(());
    }
    let message = format!("the request is {} bytes; the limit is {}", data.len(), DATA_BYTES_MAX);
    let refused = Refused::new(Code::RESOURCE_EXHAUSTED, message);
    Err(Refused { reason: "FRAME_TOO_LARGE".into(), ..refused })
}
