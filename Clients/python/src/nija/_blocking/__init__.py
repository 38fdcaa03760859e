"""The blocking client's shell around the protocol: sockets and threads."""
