/* What a message may not hold is refused before it is sent. */
#ifndef NIJA_CHECK_H
#define NIJA_CHECK_H

#include "failure.h"

/*
 * Checks the texts, decimals and doubles of a message and of all within it. Returns NIJA_OK, or NIJA_INVALID_ARGUMENT
 * with every wrong field in the failure, as the daemon would say it.
 */
int nija_check_message(const ProtobufCMessage *message, nija_failure *failure);

/* Whether bytes are UTF-8 (RFC 3629: no surrogates, nothing longer than needed). */
bool nija_is_utf8(const char *text);

#endif
