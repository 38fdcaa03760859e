//! The client of nija, the ledger for trading bots: `nijad` runs beside your bots, and this crate
//! talks to it.
//!
//! ```no_run
//! # fn main() -> Result<(), nija::Error> {
//! let n = nija::connect()?;
//! n.record_trade(&nija::RecordTradeRequest {
//!     trade: Some(nija::Trade {
//!         symbol: "BTC-USD".into(),
//!         strategy: "APEX_V71".into(),
//!         profit: "50.0".into(),
//!         fees: "1.0".into(),
//!         ..Default::default()
//!     }),
//!     ..Default::default()
//! })?;
//! # Ok(())
//! # }
//! ```
//!
//! Every method of the contract (`Protos/nija/v1`) is a method of [`Client`], with the contract's
//! messages as structs. A figure that cannot be told is `None` and never 0.
//!
//! Calls block, and threads may share a client: their calls are in flight together on one
//! connection. A call has ten seconds with all its repetitions; [`Client::within`] gives another
//! time. Trades, balances and everything else that carries an id get one before they are sent, and
//! are repeated with the same id until there is an answer, so that a daemon that restarts is waited
//! for and nothing is recorded twice. Streams of events reconnect by themselves and resume after
//! the last event that was delivered. There are no hidden threads: who waits reads the socket.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod client;
mod decimal;
mod errors;
mod events;
mod generated;
mod link;
mod method;
mod open_enum;
mod protobuf;
mod resuming;
mod retrying;
mod streams;
mod wire;

pub use client::{connect, connect_to, make_id, Client, DEFAULT_SOCKET, DEFAULT_TIMEOUT};
pub use decimal::{Decimal, DecimalError};
pub use errors::{Code, Error, FieldViolation, Refused};
pub use events::EventStream;
pub use generated::enums::*;
pub use generated::messages::*;
pub use streams::{Closer, MessageStream, SendStream};

/// What the project's own tests reach into. It may change at any time.
#[doc(hidden)]
pub mod internals {
    pub use crate::link::{Deadline, Link};
    pub use crate::method::{Method, Request};
    pub use crate::protobuf::{Decode, DecodeError, Encode, Field, Writer};
    pub use crate::wire::connection::{Connection, Event, Shape};
    pub use crate::wire::frames::{Decoder, Frame};
    pub use crate::wire::status::read_response;
}
