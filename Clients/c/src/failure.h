/* Why something failed, with the memory that a nija_error points into. */
#ifndef NIJA_FAILURE_H
#define NIJA_FAILURE_H

#include <stdint.h>

#include "nija.h"

typedef struct nija_failure {
    nija_error error;
    char *message; /* NULL: the name of the code stands for it */
    char *reason;
    nija_field *fields;
    nija_word *words;
    char **ids;
} nija_failure;

/* To begin with: nothing has failed. */
void nija_failure_init(nija_failure *failure);

/* Forgets what failed, and frees it. */
void nija_failure_clear(nija_failure *failure);

/* Replaces what `to` says by what `from` says, which then says nothing. */
void nija_failure_move(nija_failure *to, nija_failure *from);

/* Replaces what the failure says. Returns the code. */
__attribute__((format(printf, 3, 4))) int nija_failure_set(nija_failure *failure, int code, const char *format, ...);

/* Adds a field that cannot be accepted. Returns NIJA_OK or NIJA_NO_MEMORY. */
__attribute__((format(printf, 3, 4))) int nija_failure_add_field(nija_failure *failure, const char *path,
                                                                 const char *format, ...);

int nija_failure_set_reason(nija_failure *failure, const char *reason);

int nija_failure_add_word(nija_failure *failure, const char *key, const char *value);

/* Adds an id that was sent. */
int nija_failure_add_id(nija_failure *failure, const char *id);

/*
 * Replaces what the failure says by a google.rpc.Status, as its bytes. Returns its code, NIJA_VIOLATION when the bytes
 * are none, or NIJA_NO_MEMORY.
 */
int nija_failure_from_status(nija_failure *failure, const uint8_t *bytes, size_t size);

#endif
