/*
 * A client has links, a link has a connection and the calls on it: one link for all unary calls, and one for each
 * stream, so that a stream that nobody reads holds up nothing else.
 */
#ifndef NIJA_CLIENT_H
#define NIJA_CLIENT_H

#include "failure.h"
#include "wire.h"

typedef struct nija_link nija_link;

struct nija_client {
    char *path;
    int64_t timeout;      /* of unary calls, in milliseconds; below 0 for ever */
    nija_failure failure; /* of the last function that failed */
    nija_link *links;
    nija_link *unary; /* the one among them for unary calls */
    int epoll;        /* of nija_fd, with `timer` and every connection in it; below 0 until it is asked for */
    int timer;
    int64_t timer_at;
};

/* A connection that is made when a call needs it, and made again when it was lost. */
struct nija_link {
    nija_client *client;
    nija_link *next;
    nija_call *calls; /* also those that are done and not ended yet */
    nija_wire wire;
    int socket;       /* below 0: not connected */
    uint32_t watched; /* what epoll watches the socket for */
    uint64_t written; /* of the bytes that the wire has queued */
    bool is_stream;   /* has one call, and reads on when its message was taken */
    bool is_shut;     /* the other side reads nothing more */
    bool was_heard;   /* something came on this connection */
    int64_t heard_at;
    int losses; /* attempts to connect, since something last came on a connection */
    int64_t connect_at;
    nija_failure trouble; /* why there is no connection */
};

enum nija_call_state {
    NIJA_CALL_WAITING, /* for a connection, or for the pause before a repetition */
    NIJA_CALL_RUNNING, /* its request is in the wire */
    NIJA_CALL_DONE     /* `code` says how */
};

struct nija_call {
    nija_client *client;
    nija_link *link;
    nija_call *next;
    const nija_method *method;
    enum nija_call_state state;

    /* The request. */
    uint8_t *payload;
    size_t payload_size;
    ProtobufCMessage *request; /* of streams of events: packed anew with the sequence to go on after */
    bool asks_status;          /* GetStatus comes first, for the sequence to begin after */
    bool is_finished;          /* the client's side is complete */

    /* The attempt. */
    int64_t deadline; /* of a stream: for it to begin */
    int64_t begin_at; /* not before */
    int attempts;     /* in vain, since something last came */
    uint32_t stream;
    uint64_t sent_at;  /* the request is out when the link has written this much */
    bool is_uncertain; /* an attempt of a write went out, and its own answer did not come */
    nija_failure ids;  /* only its ids: those that were sent */

    /* The answer. */
    ProtobufCMessage *message; /* that nobody has taken yet */
    bool has_delivered;        /* something came since the (re)start */
    uint64_t received;         /* sequence of the last event */
    uint64_t taken;            /* the same, of what the caller has taken */
    int64_t silence;           /* after which a stream of events is dead, in milliseconds; 0: never */
    int code;
    nija_failure failure; /* why it failed, or why it waits */
};

/* Notes what a function failed with. Returns the code. */
int nija_client_fail(nija_client *client, nija_failure *failure);

/* After whatever may have changed what is waited for: brings nija_fd up to date. */
void nija_client_settle(nija_client *client);

#endif
