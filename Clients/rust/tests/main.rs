//! The client against a real `nijad`, the vectors of Protos/conformance, and its documentation.

mod client;
mod conformance;
mod documentation;
#[path = "generated/every_method.rs"]
mod every_method;
mod soak;
mod streams;
mod support;
