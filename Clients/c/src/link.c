#include "link.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "bounds.h"
#include "call.h"
#include "clock.h"

nija_link *nija_link_new(nija_client *client, bool is_stream) {
    nija_link *link = calloc(1, sizeof *link);
    if (!link)
        return NULL;
    link->client = client;
    link->is_stream = is_stream;
    link->socket = -1;
    nija_wire_init(&link->wire);
    nija_failure_init(&link->trouble);
    link->next = client->links;
    client->links = link;
    return link;
}

void nija_link_free(nija_link *link) {
    nija_link **at = &link->client->links;
    while (*at != link)
        at = &(*at)->next;
    *at = link->next;
    nija_link_close(link);
    nija_failure_clear(&link->trouble);
    free(link);
}

int64_t nija_pause(int attempts) {
    /* The first repetition comes at once: most often a daemon was restarted, and is there again. */
    if (attempts <= 1)
        return 0;
    int doublings = attempts - 2 < 16 ? attempts - 2 : 16;
    return nija_earlier((int64_t)NIJA_PAUSE_FIRST_MS << doublings, NIJA_PAUSE_LAST_MS);
}

void nija_link_close(nija_link *link) {
    if (link->socket >= 0)
        close(link->socket);
    nija_wire_free(&link->wire);
    link->socket = -1;
    link->watched = 0;
    link->written = 0;
    link->is_shut = link->was_heard = false;
}

/* The connection is gone, or of no use any more. Its calls wait for the next one, or have failed. */
static void lose(nija_link *link) {
    uint64_t written = link->written;
    if (link->was_heard)
        link->losses = 0;
    link->connect_at = nija_now() + nija_pause(link->losses);
    nija_link_close(link);
    for (nija_call *call = link->calls; call; call = call->next)
        nija_call_lost(call, written >= call->sent_at);
}

static void lose_by_error(nija_link *link, const char *doing) {
    const char *why = strerrordesc_np(errno);
    nija_failure_set(&link->trouble, NIJA_UNREACHABLE, "cannot %s %s: %s", doing, link->client->path, why);
    lose(link);
}

int nija_link_connect(nija_link *link) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const char *path = link->client->path;
    size_t size_max = sizeof address.sun_path - 1;
    link->losses++;
    link->connect_at = nija_now() + nija_pause(link->losses);
    if (strlen(path) > size_max)
        return nija_failure_set(&link->trouble, NIJA_MISUSE, "the path of a socket has at most %zu bytes, not %zu: %s",
                                size_max, strlen(path), path);
    memcpy(address.sun_path, path, strlen(path));
    int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (made >= 0 && connect(made, (struct sockaddr *)&address, sizeof address) == 0) {
        link->socket = made;
        link->heard_at = nija_now();
        return NIJA_OK;
    }
    nija_failure_set(&link->trouble, NIJA_UNREACHABLE, "cannot connect to %s: %s", path, strerrordesc_np(errno));
    if (made >= 0)
        close(made);
    return NIJA_UNREACHABLE;
}

/* The earliest that a waiting call wants to begin; never when none waits. */
static int64_t first_begin(const nija_link *link) {
    int64_t first = NIJA_NEVER;
    for (const nija_call *call = link->calls; call; call = call->next) {
        if (call->state == NIJA_CALL_WAITING)
            first = nija_earlier(first, call->begin_at);
    }
    return first;
}

static void begin_calls(nija_link *link) {
    int64_t now = nija_now();
    if (link->wire.next_stream == 0 && link->wire.count == 0)
        nija_link_close(link); /* Two billion calls: a new connection counts from 1 again. */
    if (link->socket < 0 && now >= link->connect_at && now >= first_begin(link))
        nija_link_connect(link);
    for (nija_call *call = link->calls; call && link->socket >= 0; call = call->next) {
        bool has_room = link->wire.count < NIJA_CALLS_IN_FLIGHT_MAX && link->wire.next_stream != 0;
        bool is_due = now >= call->begin_at && now < call->deadline;
        if (call->state == NIJA_CALL_WAITING && is_due && has_room)
            nija_call_start(call, now);
    }
}

static void write_out(nija_link *link) {
    nija_buffer *out = &link->wire.out;
    while (link->socket >= 0 && !link->is_shut && nija_buffer_size(out) > 0) {
        ssize_t written = send(link->socket, nija_buffer_head(out), nija_buffer_size(out), MSG_NOSIGNAL);
        if (written >= 0) {
            nija_buffer_take(out, (size_t)written);
            link->written += (uint64_t)written;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return;
        } else if (errno == EPIPE || errno == ECONNRESET) {
            /* Answers may still lie in the socket: reading takes them, and finds the end. */
            link->is_shut = true;
        } else if (errno != EINTR) {
            lose_by_error(link, "write to");
        }
    }
}

void nija_link_push(nija_link *link) {
    begin_calls(link);
    write_out(link);
}

/* Reads until a frame is whole or nothing is left. */
static void read_in(nija_link *link) {
    nija_buffer *in = &link->wire.in;
    while (link->socket >= 0 && !nija_wire_has_frame(&link->wire)) {
        uint8_t *bytes = nija_buffer_reserve(in, NIJA_READ_SIZE);
        if (!bytes) {
            nija_failure_set(&link->trouble, NIJA_NO_MEMORY, "out of memory");
            lose(link);
            return;
        }
        ssize_t size = recv(link->socket, bytes, NIJA_READ_SIZE, 0);
        if (size > 0) {
            nija_buffer_grow(in, (size_t)size);
            link->was_heard = true;
            link->heard_at = nija_now();
        } else if (size == 0 || errno == ECONNRESET) {
            nija_failure_set(&link->trouble, NIJA_UNREACHABLE, "%s closed the connection%s", link->client->path,
                             link->was_heard ? "" : " without a word: has this user a role there?");
            lose(link);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return;
        } else if (errno != EINTR) {
            lose_by_error(link, "read from");
        }
    }
}

/* Whether the call of a stream has a message that must be taken before the next is looked at. */
static bool is_full(const nija_link *link) {
    return link->is_stream && link->calls && link->calls->message;
}

void nija_link_dispatch(nija_link *link) {
    while (link->socket >= 0 && !is_full(link)) {
        nija_wire_event event;
        int found = nija_wire_next(&link->wire, &event);
        bool is_violation = found < 0;
        if (found > 0)
            is_violation = !nija_call_hear(event.owner, &event);
        if (is_violation) {
            nija_failure_set(&link->trouble, NIJA_VIOLATION, "what answers at %s does not speak nija's protocol",
                             link->client->path);
            lose(link);
        } else if (found == 0) {
            break;
        }
    }
}

/* When the stream of the link is dead if nothing comes; never when something lies here that nobody has taken. */
static int64_t silence_ends(const nija_link *link) {
    const nija_call *call = link->is_stream ? link->calls : NULL;
    bool listens = call && call->state == NIJA_CALL_RUNNING && call->silence > 0 && !call->message;
    return listens ? link->heard_at + call->silence : NIJA_NEVER;
}

void nija_link_turn(nija_link *link) {
    nija_link_push(link);
    if (!is_full(link))
        read_in(link);
    nija_link_dispatch(link);
    int64_t now = nija_now();
    if (link->socket >= 0 && now >= silence_ends(link)) {
        nija_failure_set(&link->trouble, NIJA_UNREACHABLE, "%s has been silent for %lld ms", link->client->path,
                         (long long)link->calls->silence);
        lose(link);
    }
    for (nija_call *call = link->calls; call; call = call->next)
        nija_call_expire(call, now);
    /* What was heard may have made calls begin again, and what was late is to be cancelled. */
    nija_link_push(link);
}

short nija_link_wants(const nija_link *link) {
    if (link->socket < 0)
        return 0;
    bool must_write = nija_buffer_size(&link->wire.out) > 0 && !link->is_shut;
    return (short)((is_full(link) ? 0 : POLLIN) | (must_write ? POLLOUT : 0));
}

int64_t nija_link_alarm(const nija_link *link) {
    int64_t begin = first_begin(link);
    if (begin != NIJA_NEVER && link->socket < 0)
        begin = nija_later(begin, link->connect_at);
    bool is_crowded = link->wire.count >= NIJA_CALLS_IN_FLIGHT_MAX || link->wire.next_stream == 0;
    if (is_crowded)
        begin = NIJA_NEVER; /* The end of another call comes first. */
    int64_t alarm = nija_earlier(begin, silence_ends(link));
    for (const nija_call *call = link->calls; call; call = call->next) {
        if (call->state != NIJA_CALL_DONE)
            alarm = nija_earlier(alarm, call->deadline);
    }
    return alarm;
}

void nija_link_wait(nija_link *link, int64_t until) {
    int64_t left = nija_earlier(until, nija_link_alarm(link)) - nija_now();
    struct pollfd ready = {link->socket, nija_link_wants(link), 0};
    /* A day at once, because poll counts in an int. */
    int64_t day = 86400000;
    int timeout = left <= 0 ? 0 : (int)nija_earlier(left, day);
    if (poll(&ready, 1, timeout) >= 0 || errno == EINTR)
        nija_link_turn(link);
}
