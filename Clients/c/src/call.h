/* The life of a call: when it begins, what it hears, when it is repeated, and how it ends. */
#ifndef NIJA_CALL_H
#define NIJA_CALL_H

#include "client.h"

/* Adds it to a link, behind the calls that are there. */
void nija_call_add(nija_call *call, nija_link *link);

/* Puts the request into the wire of its link, which is connected. */
void nija_call_start(nija_call *call, int64_t now);

/* Hears what came for it; false when what came is not what the method answers with. */
bool nija_call_hear(nija_call *call, const nija_wire_event *event);

/* The connection of its link was lost, after its request had gone out whole or before. */
void nija_call_lost(nija_call *call, bool was_sent);

/* Ends it when its deadline has passed. */
void nija_call_expire(nija_call *call, int64_t now);

/* Frees it; it is cancelled when it was under way, and a stream's link goes with it. */
void nija_call_free(nija_call *call);

#endif
