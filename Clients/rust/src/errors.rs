//! What can go wrong with a call.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::open_enum::open_enum;

open_enum! {
    /// What kind of error the daemon answered with: one of gRPC's codes.
    Code {
        /// No error.
        OK = 0, "OK";
        /// The call was given up.
        CANCELLED = 1, "CANCELLED";
        /// Nothing better is known.
        UNKNOWN = 2, "UNKNOWN";
        /// A field cannot be accepted; [`Refused::fields`] has every one.
        INVALID_ARGUMENT = 3, "INVALID_ARGUMENT";
        /// Too late: send it again with the same id.
        DEADLINE_EXCEEDED = 4, "DEADLINE_EXCEEDED";
        /// There is no such thing.
        NOT_FOUND = 5, "NOT_FOUND";
        /// The id was used with other content; nothing changed.
        ALREADY_EXISTS = 6, "ALREADY_EXISTS";
        /// Your role does not allow it.
        PERMISSION_DENIED = 7, "PERMISSION_DENIED";
        /// A limit, which the message names, or the disk is full.
        RESOURCE_EXHAUSTED = 8, "RESOURCE_EXHAUSTED";
        /// The thing's state does not allow it.
        FAILED_PRECONDITION = 9, "FAILED_PRECONDITION";
        /// It was interrupted.
        ABORTED = 10, "ABORTED";
        /// Beyond what there is.
        OUT_OF_RANGE = 11, "OUT_OF_RANGE";
        /// There is no such service or method.
        UNIMPLEMENTED = 12, "UNIMPLEMENTED";
        /// A defect of the daemon.
        INTERNAL = 13, "INTERNAL";
        /// The daemon is ending, or its disk cannot be written.
        UNAVAILABLE = 14, "UNAVAILABLE";
        /// The database is damaged.
        DATA_LOSS = 15, "DATA_LOSS";
        /// The caller is not known.
        UNAUTHENTICATED = 16, "UNAUTHENTICATED";
    }
}

/// A field of a request that cannot be accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldViolation {
    /// Its path in the request: "trade.profit".
    pub field: String,
    /// What is wrong with its value, and what would be right.
    pub description: String,
}

/// What the daemon answered with instead of what was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// What kind of error.
    pub code: Code,
    /// For a person.
    pub message: String,
    /// For a program: UPPER_SNAKE_CASE, stable; empty when the daemon gave none.
    pub reason: String,
    /// Every field that cannot be accepted.
    pub fields: Vec<FieldViolation>,
    /// More about the reason.
    pub metadata: BTreeMap<String, String>,
}

impl Refused {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Refused {
        Refused { code, message: message.into(), ..Default::default() }
    }
}

impl fmt::Display for Refused {
    /// The message, and every field that it does not tell already.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.message.is_empty() {
            write!(f, "{}", self.code)?;
        } else {
            f.write_str(&self.message)?;
        }
        for each in self.fields.iter().filter(|each| !self.message.contains(&each.description)) {
            write!(f, "; {} {}", each.field, each.description)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}

/// Anything that goes wrong between a bot and its daemon.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The daemon answered with an error, or the deadline passed on this side
    /// ([`Code::DEADLINE_EXCEEDED`]).
    Refused(Box<Refused>),
    /// A write was sent and no answer came in time: it may have happened or not.
    ///
    /// Send it again with the same id to find out: the answer is the first one, with `duplicate`
    /// set, if it had happened.
    OutcomeUnknown {
        /// The method that was called.
        method: &'static str,
        /// The ids that the request carried; none when its kind has no id.
        ids: Vec<String>,
        /// Why no answer came.
        cause: String,
    },
    /// Nobody listens on the socket, or its permissions keep you out. Nothing was sent.
    Unreachable {
        /// The socket.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The connection ended before an answer came, and nothing was changed: ask again.
    ConnectionLost {
        /// The method that was called.
        method: &'static str,
        /// How it ended.
        cause: String,
    },
    /// What came does not follow docs/PROTOCOL.md; the connection was closed.
    Protocol(String),
}

impl Error {
    /// The code of what the daemon said; `None` when it said nothing.
    pub fn code(&self) -> Option<Code> {
        self.refused().map(|refused| refused.code)
    }

    /// What the daemon said.
    pub fn refused(&self) -> Option<&Refused> {
        match self {
            Error::Refused(refused) => Some(refused),
            _ => None,
        }
    }

    /// The error of a deadline that passed on this side.
    pub(crate) fn too_late(method: &str) -> Error {
        Refused::new(Code::DEADLINE_EXCEEDED, format!("{}: no answer came in time", method)).into()
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        Error::Refused(Box::new(refused))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused(refused) => refused.fmt(f),
            Error::OutcomeUnknown { method, cause, .. } => write!(
                f,
                "{}: {}; it may have happened or not. Send it again with the same id to find out.",
                method, cause
            ),
            Error::Unreachable { path, cause } => write!(f, "cannot reach {}: {}", path.display(), cause),
            Error::ConnectionLost { method, cause } => write!(f, "{}: {}", method, cause),
            Error::Protocol(what) => write!(f, "this is not nija's protocol: {}", what),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Refused(refused) => Some(&**refused),
            Error::Unreachable { cause, .. } => Some(cause),
            _ => None,
        }
    }
}
