/* Fields of messages, found by their names in protobuf-c's descriptors. */
#ifndef NIJA_MESSAGE_H
#define NIJA_MESSAGE_H

#include "nija.h"

/* A copy with memory of its own, to be freed with nija_free; NULL without memory. */
ProtobufCMessage *nija_message_copy(const ProtobufCMessage *message);

/* Where a field of a message stands. */
void *nija_message_at(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field);

/* How many values a field has: 0 or 1, or what is repeated. */
size_t nija_message_count(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field);

/* The values of a field that has some: the first of them. */
void *nija_message_values(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field);

/* A number that is alone in a oneof, such as `after_sequence`: whether it is there, and what it is. */
bool nija_message_get_u64(const ProtobufCMessage *message, const char *name, uint64_t *value);

/* Sets such a number; false when the message has none. */
bool nija_message_set_u64(ProtobufCMessage *message, const char *name, uint64_t value);

/* A google.protobuf.Duration in milliseconds, or `missing` when it is not there. */
int64_t nija_message_get_duration(const ProtobufCMessage *message, const char *name, int64_t missing);

/* The Event that a message of a stream carries in `event`; NULL when it carries none. */
Nija__V1__Event **nija_message_event(ProtobufCMessage *message);

#endif
