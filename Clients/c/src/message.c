#include "message.h"

#include <stdlib.h>

ProtobufCMessage *nija_message_copy(const ProtobufCMessage *message) {
    size_t size = protobuf_c_message_get_packed_size(message);
    uint8_t *bytes = malloc(size ? size : 1);
    if (!bytes)
        return NULL;
    protobuf_c_message_pack(message, bytes);
    ProtobufCMessage *copy = protobuf_c_message_unpack(message->descriptor, NULL, size, bytes);
    free(bytes);
    return copy;
}

void *nija_message_at(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field) {
    return (char *)message + field->offset;
}

/* How often a repeated field is there; which member of a oneof is. */
static void *quantifier_at(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field) {
    return (char *)message + field->quantifier_offset;
}

static bool is_of_oneof(const ProtobufCFieldDescriptor *field) {
    return field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF;
}

size_t nija_message_count(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field) {
    if (field->label == PROTOBUF_C_LABEL_REPEATED)
        return *(size_t *)quantifier_at(message, field);
    if (is_of_oneof(field) && *(uint32_t *)quantifier_at(message, field) != field->id)
        return 0;
    bool is_pointer = field->type == PROTOBUF_C_TYPE_STRING || field->type == PROTOBUF_C_TYPE_MESSAGE;
    return !is_pointer || *(void **)nija_message_at(message, field) != NULL;
}

void *nija_message_values(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field) {
    void *at = nija_message_at(message, field);
    return field->label == PROTOBUF_C_LABEL_REPEATED ? *(void **)at : at;
}

/* A field of a name and a type, if the message has one. */
static const ProtobufCFieldDescriptor *find(const ProtobufCMessage *message, const char *name, ProtobufCType type) {
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field_by_name(message->descriptor, name);
    return field && field->type == type ? field : NULL;
}

bool nija_message_get_u64(const ProtobufCMessage *message, const char *name, uint64_t *value) {
    const ProtobufCFieldDescriptor *field = find(message, name, PROTOBUF_C_TYPE_UINT64);
    if (!field || nija_message_count(message, field) == 0)
        return false;
    *value = *(uint64_t *)nija_message_at(message, field);
    return true;
}

bool nija_message_set_u64(ProtobufCMessage *message, const char *name, uint64_t value) {
    const ProtobufCFieldDescriptor *field = find(message, name, PROTOBUF_C_TYPE_UINT64);
    if (!field)
        return false;
    if (is_of_oneof(field))
        *(uint32_t *)quantifier_at(message, field) = field->id;
    *(uint64_t *)nija_message_at(message, field) = value;
    return true;
}

int64_t nija_message_get_duration(const ProtobufCMessage *message, const char *name, int64_t missing) {
    const ProtobufCFieldDescriptor *field = find(message, name, PROTOBUF_C_TYPE_MESSAGE);
    if (!field || field->descriptor != &google__protobuf__duration__descriptor ||
        nija_message_count(message, field) == 0)
        return missing;
    const Google__Protobuf__Duration *duration = *(Google__Protobuf__Duration **)nija_message_at(message, field);
    /* Beyond a century nothing is told apart, and nothing overflows; below 0 is for the daemon to refuse. */
    int64_t seconds = duration->seconds < 3155760000 ? duration->seconds : 3155760000;
    return seconds < 0 ? 0 : seconds * 1000 + duration->nanos / 1000000;
}

Nija__V1__Event **nija_message_event(ProtobufCMessage *message) {
    const ProtobufCFieldDescriptor *field = find(message, "event", PROTOBUF_C_TYPE_MESSAGE);
    bool is_event = field && field->label != PROTOBUF_C_LABEL_REPEATED &&
                    field->descriptor == &nija__v1__event__descriptor;
    return is_event ? (Nija__V1__Event **)nija_message_at(message, field) : NULL;
}
