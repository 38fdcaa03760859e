/*
 * One connection as seen by a client, without its socket: calls become bytes in `out`, bytes in `in` become what they
 * say of calls. See "The life of a call" in docs/PROTOCOL.md.
 */
#ifndef NIJA_WIRE_H
#define NIJA_WIRE_H

#include "buffer.h"
#include "envelope.h"
#include "nija.h"

/* A call that has not ended, by its stream. */
typedef struct nija_entry {
    uint32_t stream;
    enum nija_shape shape;
    void *owner;
} nija_entry;

typedef struct nija_wire {
    nija_buffer in;
    nija_buffer out;
    uint64_t queued;      /* bytes that were ever put into `out` */
    uint32_t next_stream; /* 0: all were used */
    nija_entry *entries;  /* by stream, which is the sequence they were begun in */
    size_t count;
    size_t capacity;
} nija_wire;

/* What a frame says of a call. What it points to holds until `in` is written to. */
typedef struct nija_wire_event {
    uint32_t stream;
    void *owner;
    bool has_message; /* one that comes with an end counts when the status is not an error */
    const uint8_t *message;
    size_t message_size;
    bool has_ended;
    const uint8_t *status; /* of an end: the bytes of a google.rpc.Status; NULL when it went well */
    size_t status_size;
} nija_wire_event;

void nija_wire_init(nija_wire *wire);

void nija_wire_free(nija_wire *wire);

/* Begins a call. Returns its stream, or 0 without memory. The caller sees to limits. */
uint32_t nija_wire_begin(nija_wire *wire, enum nija_shape shape, const nija_request *request, void *owner);

/* Sends a message on a stream of the client's; false without memory. */
bool nija_wire_send(nija_wire *wire, uint32_t stream, const uint8_t *message, size_t size);

/* Says that the client's stream is complete; false without memory. */
bool nija_wire_finish(nija_wire *wire, uint32_t stream);

/* Ends a call that has not ended, without an answer. Without memory the server is not told. */
void nija_wire_cancel(nija_wire *wire, uint32_t stream);

/* Whether a whole frame waits in `in`, or one that is too large ever to be whole. */
bool nija_wire_has_frame(const nija_wire *wire);

/* The next event: 1 with one, 0 when bytes are missing, -1 when the other side breaks the protocol. */
int nija_wire_next(nija_wire *wire, nija_wire_event *event);

#endif
