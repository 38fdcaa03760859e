/* The limits of docs/PROTOCOL.md, and those that this client sets itself. */
#ifndef NIJA_BOUNDS_H
#define NIJA_BOUNDS_H

enum {
    NIJA_FRAME_HEADER_SIZE = 10,
    NIJA_FRAME_DATA_MAX = 4194304,
    NIJA_NAME_SIZE_MAX = 256,
    NIJA_CALLS_IN_FLIGHT_MAX = 1024,

    /* What one read(2) brings at most. */
    NIJA_READ_SIZE = 65536,
    /* Bytes that wait to be written from which on nija_send makes its caller wait. */
    NIJA_UNSENT_MAX = 1048576,
    /* Wrong fields that are listed one by one. */
    NIJA_FIELDS_LISTED_MAX = 100,

    NIJA_TIMEOUT_DEFAULT_MS = 10000,
    NIJA_HEARTBEAT_DEFAULT_MS = 10000,
    /* Heartbeats that may be missing before a stream is taken for dead. */
    NIJA_HEARTBEATS_MISSED_MAX = 3,
    /* A pause before repeating begins with the first, doubles each time, and ends with the last. */
    NIJA_PAUSE_FIRST_MS = 10,
    NIJA_PAUSE_LAST_MS = 1000
};

#endif
