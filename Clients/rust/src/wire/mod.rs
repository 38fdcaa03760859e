//! docs/PROTOCOL.md as state machines, without sockets and clocks.

pub mod connection;
pub mod frames;
pub mod status;
