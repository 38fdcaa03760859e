"""The protocol without sockets or clocks: bytes in, events out. docs/PROTOCOL.md says the rest."""
