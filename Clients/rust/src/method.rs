//! What the client knows of a method of the contract.

use std::borrow::Cow;

use crate::protobuf::Encode;

/// A method, and what the contract promises of it.
#[derive(Debug)]
pub struct Method {
    /// Full name of its service.
    pub service: &'static str,
    /// Its name.
    pub name: &'static str,
    /// It changes nothing.
    pub is_read: bool,
    /// A stream that starts with the next event, wherever that is.
    pub is_pinned: bool,
}

/// What a method is asked with.
pub trait Request: Encode + Clone {
    /// The request with its missing ids made, and all of its ids.
    fn identified(&self) -> (Cow<'_, Self>, Vec<String>) {
        (Cow::Borrowed(self), Vec::new())
    }
}
