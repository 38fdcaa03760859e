//! What follows from the contract.

// A message of one field may get a second one.
#[allow(clippy::single_match)]
mod codec;
pub mod enums;
// Messages that could be Eq today may get a double tomorrow.
#[allow(clippy::derive_partial_eq_without_eq)]
pub mod messages;
pub(crate) mod methods;
