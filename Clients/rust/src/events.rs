//! Streams of events, which reconnect and resume.

use std::sync::Arc;
use std::time::Duration;

use crate::client::Client;
use crate::generated::methods::GET_STATUS;
use crate::link::{Deadline, Link};
use crate::method::{Method, Request};
use crate::protobuf::Decode;
use crate::resuming::{is_of_stream, silence, Cursor};
use crate::retrying::{Backoff, Failure};
use crate::streams::Closer;
use crate::wire::connection::{self, Shape};
use crate::{Error, Event, GetStatusResponse};

/// A request of a stream of events.
pub trait Followed: Request {
    /// How often it is heard of.
    fn heartbeat(&self) -> Option<Duration>;

    /// After which sequence it starts.
    fn after(&self) -> Option<u64> {
        None
    }

    /// Sets that, where a stream can be resumed.
    fn resume_after(&mut self, _sequence: Option<u64>) {}
}

/// An answer with an event.
pub trait Told: Decode {
    /// The event.
    fn event(self) -> Option<Event>;
}

fn read_event<A: Told>(data: &[u8]) -> Result<Event, Failure> {
    let answer = A::decode(data).map_err(|error| Failure::Violation(error.to_string()))?;
    answer.event().ok_or_else(|| Failure::Violation("a message of a stream of events has none".into()))
}

/// Events in the sequence of the ledger, each once, however often the connection is lost: it
/// reconnects by itself and resumes after the last event that it has delivered. It ends when it is
/// dropped.
///
/// ```no_run
/// # fn main() -> Result<(), nija::Error> {
/// # let n = nija::connect()?;
/// for event in n.stream_trades(&Default::default()) {
///     println!("{:?}", event?.payload);
/// }
/// # Ok(())
/// # }
/// ```
pub struct EventStream {
    client: Client,
    method: &'static Method,
    /// The bytes of a request that starts after a sequence.
    request: Box<dyn Fn(Option<u64>) -> Vec<u8> + Send>,
    read: fn(&[u8]) -> Result<Event, Failure>,
    silence: Duration,
    has_signs: bool,
    on_reconnect: Option<Box<dyn FnMut(Error) + Send>>,
    call: Option<(Arc<Link>, u32)>,
    cursor: Cursor,
    backoff: Backoff,
    closer: Closer,
}

impl EventStream {
    pub(crate) fn new<Q, A>(client: &Client, method: &'static Method, request: &Q) -> EventStream
    where
        Q: Followed + Send + 'static,
        A: Told,
    {
        let given = request.clone();
        let bytes = move |sequence| {
            let mut request = given.clone();
            request.resume_after(sequence);
            request.encoded()
        };
        EventStream {
            client: client.clone(),
            method,
            request: Box::new(bytes),
            read: read_event::<A>,
            silence: silence(request.heartbeat()),
            has_signs: false,
            on_reconnect: None,
            call: None,
            cursor: Cursor::new(request.after()),
            backoff: Backoff::default(),
            closer: Closer::default(),
        }
    }

    /// Heartbeats and the daemon's going away are delivered as well.
    pub fn with_signs(mut self) -> EventStream {
        self.has_signs = true;
        self
    }

    /// Calls `tell` when a connection was lost and is made again, with what was wrong.
    pub fn on_reconnect(mut self, tell: impl FnMut(Error) + Send + 'static) -> EventStream {
        self.on_reconnect = Some(Box::new(tell));
        self
    }

    /// Where the stream stands: pass it as `after_sequence` to go on from here another time. `None`
    /// before the first event.
    pub fn sequence(&self) -> Option<u64> {
        self.cursor.sequence
    }

    /// What ends it from another thread.
    pub fn closer(&self) -> Closer {
        self.closer.clone()
    }

    /// Subscribes now, so that what happens from now on is part of the stream. Without it the first
    /// event does that.
    ///
    /// # Errors
    ///
    /// That the daemon cannot be reached in the client's time.
    pub fn open(&mut self) -> Result<(), Error> {
        self.subscribe(Deadline::NEVER).map(|_| ()).map_err(|failure| failure.into_error(self.method))
    }

    fn subscribe(&mut self, deadline: Deadline) -> Result<(Arc<Link>, u32), Failure> {
        if let Some((link, stream)) = &self.call {
            return Ok((link.clone(), *stream));
        }
        let opening = deadline.or(Deadline::after(self.client.timeout()));
        if self.cursor.sequence.is_none() && self.method.is_pinned {
            // Should the connection be lost before the first event, this is where the next one begins.
            let answer = self.client.attempt(&GET_STATUS, &[], opening)?;
            let status =
                GetStatusResponse::decode(&answer).map_err(|error| Failure::Violation(error.to_string()))?;
            self.cursor.sequence = Some(status.sequence);
        }
        let link = self.closer.connect(&self.client)?;
        let request = (self.request)(self.cursor.sequence);
        // The stream has no deadline for the daemon, which would end the stream for good.
        let stream = link.begin(Shape::ServerStream, self.method, &request, Deadline::NEVER, opening)?;
        self.cursor.opened();
        self.call = Some((link.clone(), stream));
        Ok((link, stream))
    }

    /// The next event; `None` when none came in this time, or the stream was closed. Afterwards the
    /// stream goes on.
    ///
    /// # Errors
    ///
    /// What the daemon refuses; then the stream is closed.
    pub fn next_within(&mut self, time: Duration) -> Result<Option<Event>, Error> {
        self.next_until(Deadline::after(time))
    }

    fn next_until(&mut self, deadline: Deadline) -> Result<Option<Event>, Error> {
        while !self.closer.is_closed() {
            match self.receive(deadline) {
                Ok(event) => {
                    if self.cursor.deliver(&event) && (self.has_signs || !is_of_stream(&event)) {
                        return Ok(Some(event));
                    }
                }
                Err(_) if self.closer.is_closed() => break,
                Err(Failure::Unanswered { is_late: true, .. }) if deadline.has_passed() => break,
                Err(failure) if self.cursor.is_final(&failure) => {
                    self.closer.close();
                    return Err(failure.into_error(self.method));
                }
                Err(failure) => self.reconnect(failure, deadline),
            }
            if deadline.has_passed() {
                break;
            }
        }
        Ok(None)
    }

    fn receive(&mut self, deadline: Deadline) -> Result<Event, Failure> {
        let (link, stream) = self.subscribe(deadline)?;
        match link.next(stream, deadline.or(Deadline::after(self.silence)))? {
            connection::Event::Message(message) => {
                self.backoff = Backoff::default();
                (self.read)(&message)
            }
            connection::Event::Ended(Some(refused)) => Err(Failure::Refused(refused)),
            connection::Event::Ended(None) => Err(Failure::lost("the daemon ended the stream", true)),
        }
    }

    fn reconnect(&mut self, failure: Failure, deadline: Deadline) {
        self.closer.disconnect();
        self.call = None;
        if let Some(tell) = &mut self.on_reconnect {
            tell(failure.into_error(self.method));
        }
        let pause = self.backoff.pause();
        self.closer.pause(deadline.left().map_or(pause, |left| pause.min(left)));
    }
}

impl Iterator for EventStream {
    type Item = Result<Event, Error>;

    /// Waits for the next event; `None` after an error, and when it was closed.
    fn next(&mut self) -> Option<Result<Event, Error>> {
        self.next_until(Deadline::NEVER).transpose()
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.closer.close();
    }
}
