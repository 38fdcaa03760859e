//! Whether a failed call is tried again, without sockets or clocks.

use std::time::Duration;

use crate::method::Method;
use crate::{Code, Error, Refused};

const PAUSE_MIN: Duration = Duration::from_millis(10);
const PAUSE_MAX: Duration = Duration::from_secs(2);

/// How an attempt failed.
#[derive(Debug)]
pub enum Failure {
    /// It was answered with an error.
    Refused(Refused),
    /// Nobody listened.
    Unreachable(Error),
    /// No answer came.
    Unanswered {
        /// Why.
        cause: String,
        /// The daemon may have acted on it.
        was_sent: bool,
        /// The deadline passed; otherwise the connection ended.
        is_late: bool,
    },
    /// What came cannot be understood.
    Violation(String),
}

impl Failure {
    pub fn late(was_sent: bool) -> Failure {
        Failure::Unanswered { cause: "no answer came in time".into(), was_sent, is_late: true }
    }

    pub fn lost(cause: impl Into<String>, was_sent: bool) -> Failure {
        Failure::Unanswered { cause: cause.into(), was_sent, is_late: false }
    }

    /// The error of a call that ends with it, when there is no doubt about what it did.
    pub fn into_error(self, method: &Method) -> Error {
        match self {
            Failure::Refused(refused) => refused.into(),
            Failure::Unreachable(error) => error,
            Failure::Unanswered { is_late: true, .. } => Error::too_late(method.name),
            Failure::Unanswered { cause, .. } => Error::ConnectionLost { method: method.name, cause },
            Failure::Violation(what) => Error::Protocol(what),
        }
    }

    fn cause(self) -> String {
        match self {
            Failure::Refused(refused) => refused.to_string(),
            Failure::Unreachable(error) => error.to_string(),
            Failure::Unanswered { cause, .. } => cause,
            Failure::Violation(what) => what,
        }
    }
}

/// Pauses that double, from 10 ms to 2 s.
#[derive(Debug)]
pub struct Backoff(Duration);

impl Default for Backoff {
    fn default() -> Backoff {
        Backoff(PAUSE_MIN)
    }
}

impl Backoff {
    /// The next pause.
    pub fn pause(&mut self) -> Duration {
        let pause = self.0;
        self.0 = PAUSE_MAX.min(pause * 2);
        pause
    }
}

/// The attempts of one call, all with the same request and ids, until its deadline.
///
/// Tried again is what cannot have happened (nobody listened, the daemon was unavailable), and what
/// may be repeated: reads, and writes that carry an id. Any other write that was sent and not
/// answered ends as [`Error::OutcomeUnknown`] at once.
pub struct Attempts {
    method: &'static Method,
    ids: Vec<String>,
    backoff: Backoff,
    is_in_doubt: bool,
}

impl Attempts {
    pub fn new(method: &'static Method, ids: Vec<String>) -> Attempts {
        Attempts { method, ids, backoff: Backoff::default(), is_in_doubt: false }
    }

    /// How long to wait before the next attempt, when so much time is left; or how the call ends.
    pub fn pause_after(&mut self, failure: Failure, left: Duration) -> Result<Duration, Error> {
        match &failure {
            Failure::Refused(refused) if refused.code != Code::UNAVAILABLE => {
                return Err(failure.into_error(self.method))
            }
            Failure::Violation(_) => return Err(failure.into_error(self.method)),
            Failure::Unanswered { was_sent: true, .. } if !self.method.is_read => {
                self.is_in_doubt = true;
                if self.ids.is_empty() {
                    return Err(self.end(failure));
                }
            }
            _ => {}
        }
        let pause = self.backoff.pause();
        if pause < left {
            Ok(pause)
        } else {
            Err(self.end(failure))
        }
    }

    /// How the call ends after its last failure.
    fn end(&mut self, failure: Failure) -> Error {
        // That a later attempt found nobody says nothing of an earlier one that was sent.
        if !self.is_in_doubt {
            return failure.into_error(self.method);
        }
        let ids = std::mem::take(&mut self.ids);
        Error::OutcomeUnknown { method: self.method.name, ids, cause: failure.cause() }
    }
}

#[cfg(test)]
mod tests;
