#include "failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void nija_failure_init(nija_failure *failure) {
    *failure = (nija_failure){0};
    failure->error.message = failure->error.reason = "";
}

void nija_failure_clear(nija_failure *failure) {
    for (size_t index = 0; index < failure->error.field_count; index++) {
        free((char *)failure->fields[index].path);
        free((char *)failure->fields[index].description);
    }
    for (size_t index = 0; index < failure->error.word_count; index++) {
        free((char *)failure->words[index].key);
        free((char *)failure->words[index].value);
    }
    for (size_t index = 0; index < failure->error.id_count; index++)
        free(failure->ids[index]);
    free(failure->fields);
    free(failure->words);
    free(failure->ids);
    free(failure->message);
    free(failure->reason);
    nija_failure_init(failure);
}

void nija_failure_move(nija_failure *to, nija_failure *from) {
    nija_failure_clear(to);
    *to = *from;
    nija_failure_init(from);
}

/* The text that printf would write, in memory of its own; NULL without memory. */
__attribute__((format(printf, 1, 0))) static char *format_text(const char *format, va_list values) {
    va_list again;
    va_copy(again, values);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = size < 0 ? NULL : malloc((size_t)size + 1);
    if (text)
        vsnprintf(text, (size_t)size + 1, format, values);
    return text;
}

int nija_failure_set(nija_failure *failure, int code, const char *format, ...) {
    va_list values;
    va_start(values, format);
    /* Made before the old text is freed, which may be among the values. */
    char *message = format_text(format, values);
    va_end(values);
    nija_failure_clear(failure);
    failure->message = message;
    failure->error.code = code;
    failure->error.message = message ? message : nija_code_name(code);
    return code;
}

/* Room for one more in an array that is doubled whenever its count is a power of two; NULL without memory. */
static void *grown(void *array, size_t count, size_t size) {
    if (count & (count - 1))
        return array;
    return realloc(array, (count ? 2 * count : 1) * size);
}

int nija_failure_add_field(nija_failure *failure, const char *path, const char *format, ...) {
    va_list values;
    va_start(values, format);
    nija_field field = {strdup(path), format_text(format, values)};
    va_end(values);
    nija_field *fields = grown(failure->fields, failure->error.field_count, sizeof *fields);
    if (fields)
        failure->error.fields = failure->fields = fields;
    if (!fields || !field.path || !field.description) {
        free((char *)field.path);
        free((char *)field.description);
        return NIJA_NO_MEMORY;
    }
    fields[failure->error.field_count++] = field;
    return NIJA_OK;
}

int nija_failure_set_reason(nija_failure *failure, const char *reason) {
    char *copy = strdup(reason);
    if (!copy)
        return NIJA_NO_MEMORY;
    free(failure->reason);
    failure->error.reason = failure->reason = copy;
    return NIJA_OK;
}

int nija_failure_add_word(nija_failure *failure, const char *key, const char *value) {
    nija_word word = {strdup(key), strdup(value)};
    nija_word *words = grown(failure->words, failure->error.word_count, sizeof *words);
    if (words)
        failure->error.words = failure->words = words;
    if (!words || !word.key || !word.value) {
        free((char *)word.key);
        free((char *)word.value);
        return NIJA_NO_MEMORY;
    }
    words[failure->error.word_count++] = word;
    return NIJA_OK;
}

int nija_failure_add_id(nija_failure *failure, const char *id) {
    char *copy = strdup(id);
    char **ids = grown(failure->ids, failure->error.id_count, sizeof *ids);
    if (ids) {
        failure->ids = ids;
        failure->error.ids = (const char *const *)ids;
    }
    if (!ids || !copy) {
        free(copy);
        return NIJA_NO_MEMORY;
    }
    ids[failure->error.id_count++] = copy;
    return NIJA_OK;
}

const char *nija_code_name(int code) {
    static const char *const daemons[] = {
        "OK",           "CANCELLED",        "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED", "NOT_FOUND",
        "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED",
        "OUT_OF_RANGE", "UNIMPLEMENTED",    "INTERNAL",          "UNAVAILABLE",        "DATA_LOSS",
        "UNAUTHENTICATED"};
    static const char *const own[] = {"AGAIN",     "END",    "UNREACHABLE", "OUTCOME_UNKNOWN",
                                      "VIOLATION", "MISUSE", "NO_MEMORY"};
    if (code >= 0 && code < (int)(sizeof daemons / sizeof *daemons))
        return daemons[code];
    if (code < 0 && code >= -(int)(sizeof own / sizeof *own))
        return own[-code - 1];
    return "UNRECOGNIZED";
}
