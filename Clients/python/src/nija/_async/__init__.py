"""The asynchronous client's shell around the protocol."""
