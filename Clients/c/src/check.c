#include "check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "message.h"
#include "methods.h"

enum { PATH_SIZE = 256, DEPTH_MAX = 16, SHOWN_MAX = 64 };

/* A check under way: where it is, and what it has found. */
typedef struct checking {
    nija_failure *found;
    char path[PATH_SIZE];
    size_t length;
    int depth;
    int code; /* NIJA_NO_MEMORY ends it */
} checking;

bool nija_is_utf8(const char *text) {
    const unsigned char *at = (const unsigned char *)text;
    while (*at) {
        /* How many bytes follow, and the bounds of the first of them (RFC 3629, section 4). */
        int following = *at < 0x80 ? 0 : *at < 0xc2 ? -1 : *at < 0xe0 ? 1 : *at < 0xf0 ? 2 : *at < 0xf5 ? 3 : -1;
        unsigned char low = *at == 0xe0 ? 0xa0 : *at == 0xf0 ? 0x90 : 0x80;
        unsigned char high = *at == 0xed ? 0x9f : *at == 0xf4 ? 0x8f : 0xbf;
        if (following < 0)
            return false;
        for (at++; following > 0; following--, at++) {
            if (*at < low || *at > high)
                return false;
            low = 0x80;
            high = 0xbf;
        }
    }
    return true;
}

static bool has_control_characters(const char *text) {
    for (; *text; text++) {
        if ((unsigned char)*text < 0x20 && *text != '\t' && *text != '\n')
            return true;
    }
    return false;
}

static int compare_names(const void *name, const void *entry) {
    return strcmp(name, *(const char *const *)entry);
}

static bool is_decimal(const char *name) {
    return bsearch(name, nija_decimal_names, nija_decimal_name_count, sizeof *nija_decimal_names, compare_names);
}

static void report(checking *check, const char *description) {
    if (check->found->error.field_count < NIJA_FIELDS_LISTED_MAX)
        check->code = nija_failure_add_field(check->found, check->path, "%s", description);
}

static void check_text(checking *check, const ProtobufCMessage *message, const char *name, const char *text) {
    /* Other packages (Google's, yours) have rules of their own. */
    bool is_of_contract = strcmp(message->descriptor->package_name, "nija.v1") == 0;
    char canonical[NIJA_DECIMAL_SIZE];
    if (!nija_is_utf8(text)) {
        report(check, "is not UTF-8");
    } else if (is_of_contract && is_decimal(name)) {
        if (*text && nija_decimal_canonical(text, canonical) != NIJA_OK) {
            char description[256];
            snprintf(description, sizeof description,
                     "is \"%.*s\"; it must be a plain decimal such as \"45000.25\" or \"-0.001\"", SHOWN_MAX, text);
            /* The cut may fall into the middle of a character. */
            report(check, nija_is_utf8(description) ? description : "must be a plain decimal such as \"45000.25\"");
        }
    } else if (is_of_contract && has_control_characters(text)) {
        report(check, "has control characters");
    }
}

static void check_fields(checking *check, const ProtobufCMessage *message);

static void check_value(checking *check, const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field,
                        const void *values, size_t index) {
    switch (field->type) {
    case PROTOBUF_C_TYPE_STRING: {
        const char *text = ((char *const *)values)[index];
        if (text)
            check_text(check, message, field->name, text);
        break;
    }
    case PROTOBUF_C_TYPE_DOUBLE:
        if (!isfinite(((const double *)values)[index]))
            report(check, "must be a finite number");
        break;
    case PROTOBUF_C_TYPE_MESSAGE: {
        const ProtobufCMessage *inner = ((ProtobufCMessage *const *)values)[index];
        if (!inner)
            report(check, "is missing");
        else if (check->depth < DEPTH_MAX)
            check_fields(check, inner);
        break;
    }
    default:
        break;
    }
}

static void check_fields(checking *check, const ProtobufCMessage *message) {
    size_t length = check->length;
    check->depth++;
    for (unsigned at = 0; at < message->descriptor->n_fields && check->code == NIJA_OK; at++) {
        const ProtobufCFieldDescriptor *field = &message->descriptor->fields[at];
        size_t count = nija_message_count(message, field);
        for (size_t index = 0; index < count && check->code == NIJA_OK; index++) {
            char *end = check->path + length;
            size_t room = PATH_SIZE - length;
            const char *dot = length ? "." : "";
            int written = field->label == PROTOBUF_C_LABEL_REPEATED
                              ? snprintf(end, room, "%s%s[%zu]", dot, field->name, index)
                              : snprintf(end, room, "%s%s", dot, field->name);
            check->length = length + (size_t)written < PATH_SIZE ? length + (size_t)written : PATH_SIZE - 1;
            check_value(check, message, field, nija_message_values(message, field), index);
        }
    }
    check->depth--;
    check->length = length;
}

int nija_check_message(const ProtobufCMessage *message, nija_failure *failure) {
    nija_failure found;
    nija_failure_init(&found);
    checking check = {.found = &found};
    check_fields(&check, message);
    size_t count = found.error.field_count;
    if (check.code == NIJA_OK && count > 0) {
        check.code = nija_failure_set_reason(&found, "INVALID_FIELDS");
        found.message = malloc(64);
        if (found.message)
            snprintf(found.message, 64, "%zu field%s cannot be accepted", count, count == 1 ? "" : "s");
        found.error.message = found.message ? found.message : "fields cannot be accepted";
    }
    if (check.code != NIJA_OK)
        nija_failure_set(failure, check.code, "out of memory");
    else if (count > 0)
        nija_failure_move(failure, &found);
    nija_failure_clear(&found);
    if (check.code == NIJA_OK && count > 0)
        check.code = failure->error.code = NIJA_INVALID_ARGUMENT;
    return check.code;
}
