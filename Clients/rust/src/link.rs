//! A socket with a connection's state machine behind it.
//!
//! There is no thread of its own: of all threads that wait for something on it, one reads the socket
//! and tells the others what came. What nobody waits for is not read, so a slow reader makes the
//! daemon wait and no memory grows.

use std::collections::{HashMap, VecDeque};
use std::io::{self, ErrorKind, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::method::Method;
use crate::retrying::Failure;
use crate::wire::connection::{Connection, Event, Shape};
use crate::wire::frames::Violation;
use crate::{Error, Refused};

const READ_BYTES: usize = 64 << 10;
/// How long a call that is given up may take to say so.
const CANCEL_LIMIT: Duration = Duration::from_millis(50);

/// When to give up; never, without an instant.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Option<Instant>);

impl Deadline {
    /// No deadline.
    pub const NEVER: Deadline = Deadline(None);

    /// So much later; a time too long to tell is none.
    pub fn after(time: Duration) -> Deadline {
        Deadline(Instant::now().checked_add(time))
    }

    /// The earlier one.
    pub fn or(self, other: Deadline) -> Deadline {
        Deadline(self.0.into_iter().chain(other.0).min())
    }

    /// The time that is left; `None` without a deadline.
    pub fn left(self) -> Option<Duration> {
        self.0.map(|instant| instant.saturating_duration_since(Instant::now()))
    }

    /// Nothing is left.
    pub fn has_passed(self) -> bool {
        self.left() == Some(Duration::ZERO)
    }

    /// What the socket is told: a timeout of 0 would be none.
    fn timeout(self) -> Option<Duration> {
        self.left().map(|left| left.max(Duration::from_micros(1)))
    }

    /// What a request says of it.
    fn nanoseconds(self) -> u64 {
        self.left()
            .map_or(0, |left| u64::try_from(left.as_nanos()).unwrap_or(u64::MAX).clamp(1, i64::MAX as u64))
    }
}

/// Why a connection ended.
#[derive(Clone)]
enum End {
    Lost(String),
    Violation(String),
}

impl End {
    fn failure(&self) -> Failure {
        match self {
            End::Lost(cause) => Failure::lost(cause.clone(), true),
            End::Violation(what) => Failure::Violation(what.clone()),
        }
    }
}

struct State {
    connection: Connection,
    /// What came of each call that somebody waits for.
    events: HashMap<u32, VecDeque<Event>>,
    /// For the next read; the thread that reads has it.
    buffer: Option<Vec<u8>>,
    is_writing: bool,
    end: Option<End>,
}

impl State {
    /// Hands out what bytes say, or how they end the connection.
    fn take_in(&mut self, read: io::Result<&[u8]>) {
        let State { connection, events, .. } = self;
        let end = match read {
            Ok(&[]) => End::Lost("the connection ended".into()),
            Ok(data) => {
                let received = connection.receive(data, |stream, event| {
                    if let Some(waiting) = events.get_mut(&stream) {
                        waiting.push_back(event);
                    }
                });
                match received {
                    Ok(()) => return,
                    Err(Violation(what)) => End::Violation(what),
                }
            }
            Err(error) if is_temporary(&error) => return,
            Err(error) => End::Lost(error.to_string()),
        };
        self.end.get_or_insert(end);
    }
}

/// Whether a read or write may be tried again, unless the deadline has passed.
fn is_temporary(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

/// One connection. Threads may share it: their calls are in flight together.
pub struct Link {
    socket: UnixStream,
    state: Mutex<State>,
    /// Something came, or nobody reads any more.
    arrived: Condvar,
    /// Nobody writes any more.
    written: Condvar,
}

impl Link {
    /// Connects.
    pub fn connect(path: &Path) -> Result<Link, Failure> {
        let socket = UnixStream::connect(path)
            .map_err(|cause| Failure::Unreachable(Error::Unreachable { path: path.to_owned(), cause }))?;
        let state = State {
            connection: Connection::default(),
            events: HashMap::new(),
            buffer: Some(vec![0; READ_BYTES]),
            is_writing: false,
            end: None,
        };
        Ok(Link { socket, state: Mutex::new(state), arrived: Condvar::new(), written: Condvar::new() })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A thread that panicked has left nothing half done: no step in between can panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether another call may begin on it.
    pub fn is_usable(&self) -> bool {
        let state = self.lock();
        state.end.is_none() && !state.connection.is_exhausted()
    }

    /// Ends the connection; who waits for something on it is told.
    pub fn close(&self) {
        self.end(&mut self.lock(), End::Lost("the connection was closed".into()));
    }

    fn end(&self, state: &mut State, end: End) {
        state.end.get_or_insert(end);
        // An error says that it has ended already.
        let _ = self.socket.shutdown(Shutdown::Both);
        self.arrived.notify_all();
        self.written.notify_all();
    }

    /// Sends a request, and tells its stream. `whole` is what the daemon is told of the call's deadline. A failure
    /// says that the request did not go out whole.
    pub fn begin(
        &self,
        shape: Shape,
        method: &Method,
        payload: &[u8],
        whole: Deadline,
        deadline: Deadline,
    ) -> Result<u32, Failure> {
        let mut begun = 0;
        self.write(deadline, |state| {
            let name = (method.service, method.name);
            let (stream, data) = state.connection.begin(shape, name, payload, whole.nanoseconds())?;
            state.events.insert(stream, VecDeque::new());
            begun = stream;
            Ok(data)
        })?;
        Ok(begun)
    }

    /// Sends a message of a client's stream.
    pub fn send(&self, stream: u32, payload: &[u8], deadline: Deadline) -> Result<(), Failure> {
        self.write(deadline, |state| state.connection.send(stream, payload))
    }

    /// Says that no more messages come; the answer is still to come.
    pub fn half_close(&self, stream: u32, deadline: Deadline) -> Result<(), Failure> {
        self.write(deadline, |state| Ok(state.connection.half_close(stream)))
    }

    /// Gives a call up, if it is not over.
    pub fn cancel(&self, stream: u32) {
        self.lock().events.remove(&stream);
        // A daemon that takes no bytes now finds out when the connection ends.
        let _ = self.write(Deadline::after(CANCEL_LIMIT), |state| Ok(state.connection.cancel(stream)));
    }

    /// Writes what the state machine says, in turn. What does not go out whole ends the connection.
    fn write(
        &self,
        deadline: Deadline,
        step: impl FnOnce(&mut State) -> Result<Vec<u8>, Refused>,
    ) -> Result<(), Failure> {
        let mut state = self.lock();
        while state.is_writing && state.end.is_none() {
            if deadline.has_passed() {
                return Err(Failure::late(false));
            }
            state = wait(&self.written, state, deadline);
        }
        if state.end.is_some() {
            return Err(Failure::lost("the connection ended", false));
        }
        let data = step(&mut state).map_err(Failure::Refused)?;
        state.is_writing = true;
        drop(state);
        let written = self.write_all(&data, deadline);
        let mut state = self.lock();
        state.is_writing = false;
        self.written.notify_one();
        written.map_err(|error| {
            self.end(&mut state, End::Lost(error.to_string()));
            if is_temporary(&error) {
                Failure::late(false)
            } else {
                Failure::lost(error.to_string(), false)
            }
        })
    }

    fn write_all(&self, mut data: &[u8], deadline: Deadline) -> io::Result<()> {
        while !data.is_empty() {
            self.socket.set_write_timeout(deadline.timeout())?;
            match (&self.socket).write(data) {
                Ok(size) => data = &data[size..],
                Err(error) if is_temporary(&error) && !deadline.has_passed() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Waits for what comes next of a call.
    pub fn next(&self, stream: u32, deadline: Deadline) -> Result<Event, Failure> {
        let mut state = self.lock();
        loop {
            if let Some(event) = state.events.get_mut(&stream).and_then(VecDeque::pop_front) {
                return Ok(event);
            }
            if let Some(end) = &state.end {
                return Err(end.failure());
            }
            if deadline.has_passed() {
                return Err(Failure::late(true));
            }
            state = match state.buffer.take() {
                None => wait(&self.arrived, state, deadline),
                Some(buffer) => {
                    drop(state);
                    self.read(buffer, deadline)
                }
            };
        }
    }

    /// Reads once, for all.
    fn read(&self, mut buffer: Vec<u8>, deadline: Deadline) -> MutexGuard<'_, State> {
        let timeout = self.socket.set_read_timeout(deadline.timeout());
        let read = timeout.and_then(|()| (&self.socket).read(&mut buffer));
        let mut state = self.lock();
        state.take_in(read.map(|size| &buffer[..size]));
        state.buffer = Some(buffer);
        self.arrived.notify_all();
        state
    }

    /// The error that has ended a call, without waiting. Only for a connection that one thread has to itself.
    pub fn refusal(&self, stream: u32) -> Option<Refused> {
        let mut state = self.lock();
        if let Some(mut buffer) = state.buffer.take() {
            let read = self.socket.set_nonblocking(true).and_then(|()| (&self.socket).read(&mut buffer));
            let read = self.socket.set_nonblocking(false).and(read);
            state.take_in(read.map(|size| &buffer[..size]));
            state.buffer = Some(buffer);
        }
        match state.events.get(&stream)?.back() {
            Some(Event::Ended(Some(refused))) => Some(refused.clone()),
            _ => None,
        }
    }

    /// Waits for the one answer of a call.
    pub fn answer(&self, stream: u32, deadline: Deadline) -> Result<Vec<u8>, Failure> {
        let mut answer = Vec::new();
        loop {
            match self.next(stream, deadline)? {
                Event::Message(message) => answer = message,
                Event::Ended(None) => return Ok(answer),
                Event::Ended(Some(refused)) => return Err(Failure::Refused(refused)),
            }
        }
    }
}

fn wait<'a>(condition: &Condvar, state: MutexGuard<'a, State>, deadline: Deadline) -> MutexGuard<'a, State> {
    match deadline.left() {
        None => condition.wait(state).unwrap_or_else(PoisonError::into_inner),
        Some(left) => condition.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0,
    }
}
