//! The client: calls with their repetitions, over one shared connection.

use std::collections::hash_map::RandomState;
use std::collections::VecDeque;
use std::env;
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::link::{Deadline, Link};
use crate::method::{Method, Request};
use crate::protobuf::Decode;
use crate::retrying::{Attempts, Failure};
use crate::wire::connection::Shape;
use crate::Error;

/// Where `nijad` listens unless it is told otherwise.
pub const DEFAULT_SOCKET: &str = "/run/nija/nijad.sock";
/// What a call may take with all its repetitions unless [`Client::within`] says otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);

/// Connects to the daemon whose socket stands in the environment variable NIJA_SOCKET, or else is
/// [`DEFAULT_SOCKET`].
///
/// # Errors
///
/// [`Error::Unreachable`] when nobody listens.
pub fn connect() -> Result<Client, Error> {
    connect_to(env::var_os("NIJA_SOCKET").unwrap_or_else(|| DEFAULT_SOCKET.into()))
}

/// Connects to the daemon that listens on a socket.
///
/// # Errors
///
/// [`Error::Unreachable`] when nobody listens.
pub fn connect_to(path: impl Into<PathBuf>) -> Result<Client, Error> {
    let shared = Shared { path: path.into(), link: Mutex::new(None) };
    let client = Client { shared: Arc::new(shared), timeout: DEFAULT_TIMEOUT };
    client.connected().map_err(|failure| failure.into_error(&CONNECT))?;
    Ok(client)
}

const CONNECT: Method = Method { service: "", name: "connect", is_read: true, is_pinned: false };

/// An id that nobody else makes: the time, the process and 64 random bits.
pub fn make_id() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    // The keys of a new state are random, and no two of a process are the same.
    let random = RandomState::new().build_hasher().finish();
    format!("{:x}-{:x}-{:016x}", now.as_nanos(), process::id(), random)
}

#[derive(Debug)]
struct Shared {
    path: PathBuf,
    link: Mutex<Option<Arc<Link>>>,
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Link").finish_non_exhaustive()
    }
}

/// A daemon. Threads may share it, and its clones are the same connection; each stream has a
/// connection of its own.
#[derive(Clone, Debug)]
pub struct Client {
    shared: Arc<Shared>,
    timeout: Duration,
}

impl Client {
    /// The same daemon, with another time for a call and all its repetitions.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), nija::Error> {
    /// # let n = nija::connect()?;
    /// let version = n.within(std::time::Duration::from_millis(50)).get_version(&Default::default())?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn within(&self, timeout: Duration) -> Client {
        Client { shared: self.shared.clone(), timeout }
    }

    /// The daemon's socket.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.timeout
    }

    /// The connection for calls; one thread makes it, the others wait for it.
    fn connected(&self) -> Result<Arc<Link>, Failure> {
        let mut link = self.shared.link.lock().unwrap_or_else(PoisonError::into_inner);
        match &*link {
            Some(link) if link.is_usable() => Ok(link.clone()),
            _ => Ok(link.insert(Arc::new(Link::connect(&self.shared.path)?)).clone()),
        }
    }

    /// One attempt of a call.
    pub(crate) fn attempt(
        &self,
        method: &Method,
        payload: &[u8],
        deadline: Deadline,
    ) -> Result<Vec<u8>, Failure> {
        let link = self.connected()?;
        let stream = link.begin(Shape::Unary, method, payload, deadline, deadline)?;
        let answer = link.answer(stream, deadline);
        link.cancel(stream);
        answer
    }

    /// Makes a call, and repeats it as long as that is safe.
    #[doc(hidden)]
    pub fn call<Q: Request, A: Decode>(&self, method: &'static Method, request: &Q) -> Result<A, Error> {
        let deadline = Deadline::after(self.timeout);
        let (request, ids) = request.identified();
        let payload = request.encoded();
        let mut attempts = Attempts::new(method, ids);
        loop {
            match self.attempt(method, &payload, deadline) {
                Ok(answer) => return read(method, &answer),
                Err(failure) => {
                    let left = deadline.left().unwrap_or(Duration::MAX);
                    thread::sleep(attempts.pause_after(failure, left)?);
                }
            }
        }
    }

    /// The rows of one page after the other.
    pub(crate) fn pages<'a, T: 'a>(
        &'a self,
        fetch: impl FnMut(&Client, String) -> Result<(Vec<T>, String), Error> + 'a,
    ) -> impl Iterator<Item = Result<T, Error>> + 'a {
        Pages { client: self, fetch, rows: VecDeque::new(), token: Some(String::new()) }
    }
}

/// Reads the answer of a method.
pub(crate) fn read<A: Decode>(method: &Method, answer: &[u8]) -> Result<A, Error> {
    A::decode(answer)
        .map_err(|error| Error::Protocol(format!("an answer of {} cannot be read: {}", method.name, error)))
}

struct Pages<'a, T, F> {
    client: &'a Client,
    fetch: F,
    rows: VecDeque<T>,
    /// Of the next page; `None` after the last one.
    token: Option<String>,
}

impl<T, F> Iterator for Pages<'_, T, F>
where
    F: FnMut(&Client, String) -> Result<(Vec<T>, String), Error>,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Result<T, Error>> {
        while self.rows.is_empty() {
            match (self.fetch)(self.client, self.token.take()?) {
                Ok((rows, token)) => {
                    self.rows = rows.into();
                    self.token = Some(token).filter(|token| !token.is_empty());
                }
                Err(error) => return Some(Err(error)),
            }
        }
        self.rows.pop_front().map(Ok)
    }
}
