/* google.rpc.Status and the details that a program can act on: BadRequest and ErrorInfo. */
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "google/rpc/error_details.pb-c.h"
#include "google/rpc/status.pb-c.h"

static int add_violations(nija_failure *failure, const ProtobufCBinaryData *value) {
    Google__Rpc__BadRequest *bad = google__rpc__bad_request__unpack(NULL, value->len, value->data);
    int code = NIJA_OK;
    for (size_t index = 0; bad && index < bad->n_field_violations && code == NIJA_OK; index++) {
        const Google__Rpc__BadRequest__FieldViolation *violation = bad->field_violations[index];
        code = nija_failure_add_field(failure, violation->field, "%s", violation->description);
    }
    google__rpc__bad_request__free_unpacked(bad, NULL);
    return code;
}

static int set_reason(nija_failure *failure, const ProtobufCBinaryData *value) {
    Google__Rpc__ErrorInfo *info = google__rpc__error_info__unpack(NULL, value->len, value->data);
    int code = NIJA_OK;
    if (info && !failure->reason) {
        code = nija_failure_set_reason(failure, info->reason);
        for (size_t index = 0; index < info->n_metadata && code == NIJA_OK; index++)
            code = nija_failure_add_word(failure, info->metadata[index]->key, info->metadata[index]->value);
    }
    google__rpc__error_info__free_unpacked(info, NULL);
    return code;
}

/* A detail is known by what follows the last slash of its URL; one that is unknown or broken is left out. */
static int add_detail(nija_failure *failure, const Google__Protobuf__Any *detail) {
    const char *slash = strrchr(detail->type_url, '/');
    const char *name = slash ? slash + 1 : detail->type_url;
    if (strcmp(name, "google.rpc.BadRequest") == 0)
        return add_violations(failure, &detail->value);
    if (strcmp(name, "google.rpc.ErrorInfo") == 0)
        return set_reason(failure, &detail->value);
    return NIJA_OK;
}

int nija_failure_from_status(nija_failure *failure, const uint8_t *bytes, size_t size) {
    Google__Rpc__Status *status = google__rpc__status__unpack(NULL, size, bytes);
    if (!status)
        return nija_failure_set(failure, NIJA_VIOLATION, "the status of an answer is no google.rpc.Status");
    /* Below 0 are the codes of this library, which nobody else may use. */
    int code = nija_failure_set(failure, status->code < 0 ? NIJA_UNKNOWN : status->code, "%s", status->message);
    int added = NIJA_OK;
    for (size_t index = 0; index < status->n_details && added == NIJA_OK; index++)
        added = add_detail(failure, status->details[index]);
    google__rpc__status__free_unpacked(status, NULL);
    if (added != NIJA_OK)
        return nija_failure_set(failure, added, "out of memory");
    return code;
}
