/*
 * libnija: the C client of nija, the ledger for trading bots.
 *
 *     nija_client *client;
 *     if (nija_connect(NULL, &client) != NIJA_OK)
 *         fprintf(stderr, "%s\n", nija_last_error(client)->message);
 *
 * Memory. What libnija gives you is yours until you give it back: messages to nija_free, calls to nija_end, the client
 * to nija_close. What you give it stays yours, and no pointer into it is kept. Errors are the client's: they hold until
 * the next function that is given this client or one of its calls.
 *
 * Threads. There are none, and nothing is global: a client and its calls belong to one thread at a time, and different
 * clients have nothing to do with each other.
 *
 * Messages are protobuf-c's structures of the contract (the headers of nija/v1, whose comments say what each field is).
 * Amounts are decimals as text ("45000.25"), never floating point. The functions of the methods, one each, stand in
 * nija_methods.h; they are made of those below.
 */
#ifndef NIJA_H
#define NIJA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <protobuf-c/protobuf-c.h>

#include "nija/v1/event.pb-c.h"

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

/*
 * What functions return. Above 0 are the codes of the daemon, which are gRPC's; one that has no name here is passed on
 * as it is. Below 0 is what the client itself has to say.
 */
enum nija_code {
    NIJA_OK = 0,
    NIJA_CANCELLED = 1,
    NIJA_UNKNOWN = 2,
    NIJA_INVALID_ARGUMENT = 3, /* fields cannot be accepted: nija_error.fields names all of them */
    NIJA_DEADLINE_EXCEEDED = 4,
    NIJA_NOT_FOUND = 5,
    NIJA_ALREADY_EXISTS = 6, /* the id was used with other content; nothing changed */
    NIJA_PERMISSION_DENIED = 7,
    NIJA_RESOURCE_EXHAUSTED = 8,
    NIJA_FAILED_PRECONDITION = 9,
    NIJA_ABORTED = 10,
    NIJA_OUT_OF_RANGE = 11, /* after_sequence is beyond what there is */
    NIJA_UNIMPLEMENTED = 12,
    NIJA_INTERNAL = 13,
    NIJA_UNAVAILABLE = 14,
    NIJA_DATA_LOSS = 15,
    NIJA_UNAUTHENTICATED = 16,

    NIJA_AGAIN = -1,           /* nothing yet: no error, ask again later */
    NIJA_END = -2,             /* the stream has ended, and well */
    NIJA_UNREACHABLE = -3,     /* nobody answers at the socket; nothing was done */
    NIJA_OUTCOME_UNKNOWN = -4, /* a write was sent and no answer came: send it again with nija_error.ids */
    NIJA_VIOLATION = -5,       /* the other side breaks the protocol: it is no nijad */
    NIJA_MISUSE = -6,          /* the function cannot be called in this way now; the message says why */
    NIJA_NO_MEMORY = -7
};

/* Where a call cannot be accepted, and why. */
typedef struct nija_field {
    const char *path;        /* "trade.profit", "trades[3].tags[0]" */
    const char *description; /* what is wrong, and what would be right */
} nija_field;

/* A word that the daemon adds to the reason. */
typedef struct nija_word {
    const char *key;
    const char *value;
} nija_word;

/* Why something failed. No pointer is NULL but those of empty arrays. */
typedef struct nija_error {
    int code;             /* an enum nija_code, or a code that is newer than this library */
    const char *message;  /* for a person */
    const char *reason;   /* for a program, stable ("TRADE_EXISTS"); empty when none was given */
    size_t field_count;
    const nija_field *fields;
    size_t word_count;
    const nija_word *words; /* metadata of the reason */
    size_t id_count;
    const char *const *ids; /* of NIJA_OUTCOME_UNKNOWN: the ids that were sent, given or made, in their sequence */
} nija_error;

/* A connection to the daemon, which is made anew whenever it was lost. */
typedef struct nija_client nija_client;

/* A call under way, of any shape. */
typedef struct nija_call nija_call;

/* Who sends messages, and how many. */
enum nija_shape {
    NIJA_UNARY,         /* one there, one back */
    NIJA_SERVER_STREAM, /* one there, many back */
    NIJA_CLIENT_STREAM, /* many there, one back */
    NIJA_BOTH_WAYS      /* many there, many back */
};

/* What is known of a method; a sum of these. */
enum nija_trait {
    NIJA_READS = 1,    /* changes nothing, and is repeated freely */
    NIJA_EVENTS = 2,   /* its answers carry an Event: it is resumed when it breaks off */
    NIJA_FROM_NEXT = 4 /* begins with the next event when `after_sequence` is not given */
};

/* A method of a service. Those of the contract are in nija_methods.h; you can describe others. */
typedef struct nija_method {
    const char *service; /* "nija.v1.TradeService"; at most 256 bytes, as the name */
    const char *name;    /* "RecordTrade" */
    enum nija_shape shape;
    int traits;
    const char *id_path; /* the id that makes a retry safe ("trade.trade_id"); NULL when there is none */
    const ProtobufCMessageDescriptor *request;
    const ProtobufCMessageDescriptor *response;
} nija_method;

/* --- Clients --- */

/*
 * Makes a client and connects it. `path` is the daemon's socket; NULL is $NIJA_SOCKET, or /run/nija/nijad.sock.
 *
 * `*client` is set also when this fails, so that nija_last_error can say why (NULL only without memory). It may be used
 * all the same: its calls try to connect until their deadline. Returns NIJA_OK, NIJA_UNREACHABLE, NIJA_MISUSE (the path
 * is too long for a socket) or NIJA_NO_MEMORY.
 */
int nija_connect(const char *path, nija_client **client);

/* Ends all calls of the client, and frees it and them. NULL is nothing. */
void nija_close(nija_client *client);

/*
 * How long unary calls that are begun from now on may take, in milliseconds, with all their repetitions: 10,000 until
 * this is called. Below 0: for ever. A stream has this long to begin, and then no deadline; nija_end ends it.
 */
void nija_set_timeout(nija_client *client, int64_t milliseconds);

/* Why the last function that failed on this client, or on a call of it, did. Never NULL. */
const nija_error *nija_last_error(const nija_client *client);

/* Frees a message that libnija has given. NULL is nothing. */
void nija_free(void *message);

/* --- Calls --- */

/*
 * Makes a unary call and waits for its answer, which is the caller's (see nija_free); NULL unless NIJA_OK.
 *
 * A write whose method has an id gets one when it has none. Reads and writes with an id are repeated until the deadline
 * when the connection breaks, and everything when the daemon is UNAVAILABLE or the request did not go out whole.
 */
int nija_call_and_wait(nija_client *client, const nija_method *method, const ProtobufCMessage *request,
                       ProtobufCMessage **response);

/*
 * Begins a call of any shape, and does not wait. `request` is NULL when the client streams.
 *
 * A stream has a connection of its own: what you do not take from it is not read, waits in the daemon, and holds up
 * nothing else. Refused at once, with nothing sent: text that is not UTF-8 or has control characters, decimals and
 * doubles that are none, more than 4 MiB. `*call` is NULL unless NIJA_OK.
 */
int nija_begin(nija_client *client, const nija_method *method, const ProtobufCMessage *request, nija_call **call);

/*
 * Takes the next message of a call: the answer of a unary one, one after the other of a stream.
 *
 * Waits for it for so many milliseconds: 0 does not wait, and only looks at what nija_process has read; below 0 waits
 * for ever. Returns NIJA_OK with a message (see nija_free), NIJA_AGAIN when there is none yet, NIJA_END after the last,
 * or why the call failed. Streams with NIJA_EVENTS leave out heartbeats, and go on after the last event when they break
 * off, without a gap or a repeat.
 */
int nija_receive(nija_call *call, int64_t milliseconds, ProtobufCMessage **message);

/* nija_receive for streams that carry events: takes the event out of the message. NIJA_MISUSE for others. */
int nija_next_event(nija_call *call, int64_t milliseconds, Nija__V1__Event **event);

/*
 * The sequence up to which a stream of events was taken: what to give as `after_sequence` another time. A stream that
 * starts with the next event has a place, and misses nothing from there on, once this is not 0.
 */
uint64_t nija_sequence(const nija_call *call);

/*
 * Sends a message of a stream of the client's. While 1 MiB waits to be written, waits for so many milliseconds (as in
 * nija_receive), then returns NIJA_AGAIN, and the message was not taken. An id that is missing is made, as in calls.
 * When the call has failed, says why.
 */
int nija_send(nija_call *call, const ProtobufCMessage *message, int64_t milliseconds);

/* Says that a stream of the client's is complete; its answer follows. Twice is NIJA_MISUSE. */
int nija_finish(nija_call *call);

/* Ends a call, cancels it at the daemon when it is under way, and frees it. NULL is nothing. */
void nija_end(nija_call *call);

/* --- Your own event loop --- */

/*
 * A descriptor that becomes readable whenever nija_process has something to do, be it of the socket or of the clock. It
 * stays the same for the life of the client, also across reconnections; wait for POLLIN on it, and do nothing else with
 * it. Below 0 when the system has none left (see nija_last_error).
 *
 *     struct pollfd ready = {nija_fd(client), POLLIN, 0};
 *     poll(&ready, 1, -1);
 *     nija_process(client);
 *     while (nija_receive(call, 0, &message) == NIJA_OK) ...
 *
 * Take what there is until NIJA_AGAIN: what is left lying does not make the descriptor readable again.
 */
int nija_fd(nija_client *client);

/* Reads, writes, repeats and reconnects what can be without waiting. What came of it, each call says. */
void nija_process(nija_client *client);

/* --- Values --- */

enum {
    NIJA_ID_SIZE = 37,     /* of an id, with its NUL */
    NIJA_DECIMAL_SIZE = 43 /* of the longest decimal in its canonical form, with its NUL */
};

/* Makes an id that nobody else makes (a UUID of version 4), for a trade_id or request_id that you keep. */
void nija_make_id(char id[NIJA_ID_SIZE]);

/*
 * Writes the canonical form of a decimal, by which equal amounts are equal text: "50.0" is "50", "+.5" is "0.5".
 * Returns NIJA_INVALID_ARGUMENT, with nothing written, for what is no decimal: optional sign, digits, at most 18 places
 * after the point, no exponent, absolute value at most 170141183460469231731.687303715884105727.
 */
int nija_decimal_canonical(const char *text, char canonical[NIJA_DECIMAL_SIZE]);

/* Writes units of 10 to the minus `places` (0 to 18) as a decimal: 4500025 units of 2 places are "45000.25". */
int nija_decimal_from_units(int64_t units, unsigned places, char text[NIJA_DECIMAL_SIZE]);

/*
 * Reads a decimal as units of 10 to the minus `places` (0 to 18). Returns NIJA_INVALID_ARGUMENT when it is no decimal,
 * and NIJA_OUT_OF_RANGE when it has more places or does not fit; never rounds.
 */
int nija_decimal_to_units(const char *text, unsigned places, int64_t *units);

/*
 * A text for a field of a message. protobuf-c declares them `char *`, though neither it nor libnija writes to what it
 * is given; C++ does not take a literal for that.
 */
static inline char *nija_text(const char *text) {
    return (char *)text;
}

/* The name of a code ("NOT_FOUND", "OUTCOME_UNKNOWN"); "UNRECOGNIZED" when it has none. */
const char *nija_code_name(int code);

#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif

#include "nija_methods.h"

#endif
