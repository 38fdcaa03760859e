/* The socket of a link: when to connect, read and write, and when to give it up. */
#ifndef NIJA_LINK_H
#define NIJA_LINK_H

#include "client.h"

/* Adds a link without a connection; NULL without memory. */
nija_link *nija_link_new(nija_client *client, bool is_stream);

/* Takes a link away, with its connection. It has no calls any more. */
void nija_link_free(nija_link *link);

/* Connects at once. Returns NIJA_OK, or NIJA_UNREACHABLE or NIJA_MISUSE with the reason in `trouble`. */
int nija_link_connect(nija_link *link);

/* Gives the connection up, by the caller's wish: no call is running on it. */
void nija_link_close(nija_link *link);

/* Does all that can be done now: connects, begins calls, writes, reads, tells calls, ends those that are late. */
void nija_link_turn(nija_link *link);

/* Tells calls what has been read, as long as they take it. */
void nija_link_dispatch(nija_link *link);

/* Begins what waits and writes what is queued, as far as the socket takes it. */
void nija_link_push(nija_link *link);

/* Waits until something can be done, `until` at the latest, and does it. */
void nija_link_wait(nija_link *link, int64_t until);

/* What the socket is waited for: POLLIN, POLLOUT, both or nothing. */
short nija_link_wants(const nija_link *link);

/* When nija_link_turn has something to do though the socket is silent. */
int64_t nija_link_alarm(const nija_link *link);

/* The pause before the next attempt after so many in vain. */
int64_t nija_pause(int attempts);

#endif
