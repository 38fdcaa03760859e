//! Streams of messages, in either direction. Each has a connection of its own, so that it never
//! waits for calls.

use std::marker::PhantomData;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::client::{read, Client};
use crate::link::{Deadline, Link};
use crate::method::{Method, Request};
use crate::protobuf::Decode;
use crate::retrying::Failure;
use crate::wire::connection::{Event, Shape};
use crate::Error;

#[derive(Default)]
struct Life {
    state: Mutex<LifeState>,
    closed: Condvar,
}

#[derive(Default)]
struct LifeState {
    is_closed: bool,
    link: Option<Arc<Link>>,
}

/// Ends a stream from any thread; who waits for the stream sees its end.
#[derive(Clone, Default)]
pub struct Closer(Arc<Life>);

impl std::fmt::Debug for Closer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Closer").field("is_closed", &self.is_closed()).finish()
    }
}

impl Closer {
    fn lock(&self) -> std::sync::MutexGuard<'_, LifeState> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the stream.
    pub fn close(&self) {
        let mut state = self.lock();
        state.is_closed = true;
        if let Some(link) = state.link.take() {
            link.close();
        }
        self.0.closed.notify_all();
    }

    /// The stream has been ended.
    pub fn is_closed(&self) -> bool {
        self.lock().is_closed
    }

    /// Makes the stream's connection, which ends with it.
    pub(crate) fn connect(&self, client: &Client) -> Result<Arc<Link>, Failure> {
        let link = Arc::new(Link::connect(client.path())?);
        let mut state = self.lock();
        if state.is_closed {
            link.close();
        }
        state.link = Some(link.clone());
        Ok(link)
    }

    /// Ends the connection, but not the stream.
    pub(crate) fn disconnect(&self) {
        if let Some(link) = self.lock().link.take() {
            link.close();
        }
    }

    /// Waits, until the end of the stream at most.
    pub(crate) fn pause(&self, time: Duration) {
        let state = self.lock();
        let waited = self.0.closed.wait_timeout_while(state, time, |state| !state.is_closed);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

/// The messages of one call, until the daemon has sent all of them. It does not reconnect, and it
/// ends when it is dropped.
pub struct MessageStream<A> {
    client: Client,
    method: &'static Method,
    payload: Vec<u8>,
    call: Option<(Arc<Link>, u32)>,
    closer: Closer,
    answers: PhantomData<fn() -> A>,
}

impl<A: Decode> MessageStream<A> {
    /// A stream that begins with its first message.
    #[doc(hidden)]
    pub fn new(client: &Client, method: &'static Method, request: &impl Request) -> MessageStream<A> {
        MessageStream {
            client: client.clone(),
            method,
            payload: request.encoded(),
            call: None,
            closer: Closer::default(),
            answers: PhantomData,
        }
    }

    /// What ends it from another thread.
    pub fn closer(&self) -> Closer {
        self.closer.clone()
    }

    fn receive(&mut self) -> Result<Event, Failure> {
        if self.call.is_none() {
            let opening = Deadline::after(self.client.timeout());
            let link = self.closer.connect(&self.client)?;
            let stream =
                link.begin(Shape::ServerStream, self.method, &self.payload, Deadline::NEVER, opening)?;
            self.call = Some((link, stream));
        }
        match &self.call {
            Some((link, stream)) => link.next(*stream, Deadline::NEVER),
            None => Ok(Event::Ended(None)),
        }
    }
}

impl<A: Decode> Iterator for MessageStream<A> {
    type Item = Result<A, Error>;

    /// Waits for the next message; `None` after the last one, after an error, and when it was closed.
    fn next(&mut self) -> Option<Result<A, Error>> {
        if self.closer.is_closed() {
            return None;
        }
        let end = match self.receive() {
            Ok(Event::Message(message)) => return Some(read(self.method, &message)),
            Ok(Event::Ended(refused)) => refused.map(Error::from),
            Err(failure) => Some(failure.into_error(self.method)).filter(|_| !self.closer.is_closed()),
        };
        self.closer.close();
        end.map(Err)
    }
}

impl<A> Drop for MessageStream<A> {
    fn drop(&mut self) {
        self.closer.close();
    }
}

/// Takes the messages of one call, and has its answer. The call is given up when it is dropped.
///
/// What was streamed is not streamed again by itself. Messages that carry an id get one, and the ids
/// of the last one are told when the outcome is unknown.
pub struct SendStream<Q, A> {
    timeout: Duration,
    method: &'static Method,
    link: Arc<Link>,
    stream: u32,
    ids: Vec<String>,
    messages: PhantomData<fn(Q) -> A>,
}

impl<Q: Request, A: Decode> SendStream<Q, A> {
    /// Begins the call.
    #[doc(hidden)]
    pub fn begin(client: &Client, method: &'static Method) -> Result<SendStream<Q, A>, Error> {
        let opening = Deadline::after(client.timeout());
        let begun = Link::connect(client.path()).and_then(|link| {
            let stream = link.begin(Shape::ClientStream, method, &[], Deadline::NEVER, opening)?;
            Ok((Arc::new(link), stream))
        });
        let (link, stream) = begun.map_err(|failure| failure.into_error(method))?;
        Ok(SendStream {
            timeout: client.timeout(),
            method,
            link,
            stream,
            ids: Vec::new(),
            messages: PhantomData,
        })
    }

    /// Sends a message, and waits until there is room for it.
    ///
    /// # Errors
    ///
    /// That the daemon has refused the call, or that the message did not go out in the client's time.
    pub fn send(&mut self, message: &Q) -> Result<(), Error> {
        if let Some(refused) = self.link.refusal(self.stream) {
            return Err(refused.into());
        }
        let (message, ids) = message.identified();
        self.ids = ids;
        let payload = message.encoded();
        let sent = self.link.send(self.stream, &payload, Deadline::after(self.timeout));
        sent.map_err(|failure| self.failed(failure))
    }

    /// Says that there are no more messages, and waits for the answer.
    ///
    /// # Errors
    ///
    /// What the daemon says, or [`Error::OutcomeUnknown`] when it says nothing in the client's time.
    pub fn finish(mut self) -> Result<A, Error> {
        let deadline = Deadline::after(self.timeout);
        // A connection that has ended may have brought the answer before.
        let _ = self.link.half_close(self.stream, deadline);
        match self.link.answer(self.stream, deadline) {
            Ok(answer) => read(self.method, &answer),
            Err(failure) => Err(self.failed(failure)),
        }
    }

    /// How the call ends: what was sent may have happened.
    fn failed(&mut self, failure: Failure) -> Error {
        match failure {
            Failure::Unanswered { cause, .. } if !self.method.is_read => {
                Error::OutcomeUnknown { method: self.method.name, ids: std::mem::take(&mut self.ids), cause }
            }
            failure => failure.into_error(self.method),
        }
    }
}
