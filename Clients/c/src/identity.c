#include "identity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "message.h"

void nija_make_id(char id[NIJA_ID_SIZE]) {
    uint8_t random[16];
    /* Up to 256 bytes come whole or not at all, and only a signal before the pool is ready can interrupt. */
    while (getrandom(random, sizeof random, 0) != sizeof random)
        continue;
    random[6] = (uint8_t)(0x40 | (random[6] & 0x0f));
    random[8] = (uint8_t)(0x80 | (random[8] & 0x3f));
    char *at = id;
    for (size_t index = 0; index < sizeof random; index++) {
        if (index == 4 || index == 6 || index == 8 || index == 10)
            *at++ = '-';
        at += snprintf(at, 3, "%02x", random[index]);
    }
}

/* What to do with each id that a path leads to. */
typedef int (*visitor)(char **id, void *context);

/* Follows a path through a message, and through each of what is repeated. Ends with the first that is not NIJA_OK. */
static int visit(const ProtobufCMessage *message, const char *path, visitor each, void *context) {
    size_t length = strcspn(path, ".");
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)length, path);
    const ProtobufCFieldDescriptor *field = protobuf_c_message_descriptor_get_field_by_name(message->descriptor, name);
    if (!field)
        return NIJA_OK;
    size_t count = nija_message_count(message, field);
    void *values = count ? nija_message_values(message, field) : NULL;
    int code = NIJA_OK;
    for (size_t index = 0; index < count && code == NIJA_OK; index++) {
        if (path[length])
            code = visit(((ProtobufCMessage **)values)[index], path + length + 1, each, context);
        else
            code = each(&((char **)values)[index], context);
    }
    return code;
}

static bool is_empty(const char *id) {
    return !id || !*id;
}

static int note_empty(char **id, void *context) {
    *(bool *)context |= is_empty(*id);
    return NIJA_OK;
}

static int fill(char **id, void *context) {
    (void)context;
    if (!is_empty(*id))
        return NIJA_OK;
    char *made = malloc(NIJA_ID_SIZE);
    if (!made)
        return NIJA_NO_MEMORY;
    nija_make_id(made);
    *id = made; /* An empty text was protobuf-c's constant. */
    return NIJA_OK;
}

static int collect(char **id, void *context) {
    return nija_failure_add_id(context, *id);
}

int nija_pack_with_ids(const ProtobufCMessage *message, const char *id_path, nija_failure *ids, uint8_t **packed,
                       size_t *size) {
    *packed = NULL;
    *size = 0;
    bool lacks_ids = false;
    if (id_path)
        visit(message, id_path, note_empty, &lacks_ids);
    ProtobufCMessage *copy = lacks_ids ? nija_message_copy(message) : NULL;
    int code = lacks_ids && !copy ? NIJA_NO_MEMORY : NIJA_OK;
    if (copy)
        code = visit(copy, id_path, fill, NULL);
    const ProtobufCMessage *whole = copy ? copy : message;
    if (code == NIJA_OK && id_path && ids)
        code = visit(whole, id_path, collect, ids);
    if (code == NIJA_OK) {
        *size = protobuf_c_message_get_packed_size(whole);
        *packed = malloc(*size ? *size : 1);
        if (*packed)
            protobuf_c_message_pack(whole, *packed);
        else
            code = NIJA_NO_MEMORY;
    }
    nija_free(copy);
    return code;
}
