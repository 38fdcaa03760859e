/* The ids that make a repetition of a write safe. */
#ifndef NIJA_IDENTITY_H
#define NIJA_IDENTITY_H

#include "failure.h"

/*
 * Packs a message, with an id made wherever `id_path` ("trade.trade_id"; NULL for none) leads to an empty one. The
 * message itself stays as it is. Ids that are sent are added to `ids` unless it is NULL.
 *
 * `*packed` is to be freed; it is NULL unless NIJA_OK. Returns NIJA_NO_MEMORY otherwise.
 */
int nija_pack_with_ids(const ProtobufCMessage *message, const char *id_path, nija_failure *ids, uint8_t **packed,
                       size_t *size);

#endif
