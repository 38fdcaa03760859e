/* The functions of nija.h that begin, use and end calls. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "call.h"
#include "check.h"
#include "clock.h"
#include "identity.h"
#include "link.h"
#include "message.h"

/* Names, and the field of a timeout, around the payload of a request. */
enum { REQUEST_MARGIN = 64 };

static bool client_streams(const nija_method *method) {
    return method->shape == NIJA_CLIENT_STREAM || method->shape == NIJA_BOTH_WAYS;
}

/* Refuses what can be known to be wrong, and packs the rest. */
static int pack(const nija_method *method, const ProtobufCMessage *message, nija_failure *ids, uint8_t **packed,
                size_t *size, nija_failure *failure) {
    if (message->descriptor != method->request)
        return nija_failure_set(failure, NIJA_MISUSE, "%s takes a %s, not a %s", method->name, method->request->name,
                                message->descriptor->name);
    int code = nija_check_message(message, failure);
    if (code != NIJA_OK)
        return code;
    code = nija_pack_with_ids(message, method->id_path, ids, packed, size);
    if (code != NIJA_OK)
        return nija_failure_set(failure, code, "out of memory");
    size_t whole = *size + strlen(method->service) + strlen(method->name) + REQUEST_MARGIN;
    if (whole <= NIJA_FRAME_DATA_MAX)
        return NIJA_OK;
    free(*packed);
    *packed = NULL;
    return nija_failure_set(failure, NIJA_RESOURCE_EXHAUSTED,
                            "a message is %zu bytes; with the names of its method at most %d are sent", *size,
                            NIJA_FRAME_DATA_MAX);
}

static int check_method(const nija_method *method, const ProtobufCMessage *request, nija_failure *failure) {
    if (strlen(method->service) > NIJA_NAME_SIZE_MAX || strlen(method->name) > NIJA_NAME_SIZE_MAX)
        return nija_failure_set(failure, NIJA_INVALID_ARGUMENT, "names of services and methods have at most %d bytes",
                                NIJA_NAME_SIZE_MAX);
    if (client_streams(method) != (request == NULL))
        return nija_failure_set(failure, NIJA_MISUSE, "%s %s", method->name,
                                request ? "begins without a request: send messages on it" : "needs a request");
    return NIJA_OK;
}

/* What a stream of events needs to go on after it was broken off. */
static int prepare_resumption(nija_call *call, const ProtobufCMessage *request) {
    call->request = nija_message_copy(request);
    if (!call->request)
        return nija_failure_set(&call->failure, NIJA_NO_MEMORY, "out of memory");
    int64_t heartbeat = nija_message_get_duration(request, "heartbeat_interval", NIJA_HEARTBEAT_DEFAULT_MS);
    call->silence = NIJA_HEARTBEATS_MISSED_MAX * heartbeat;
    bool begins_somewhere = nija_message_get_u64(request, "after_sequence", &call->received);
    call->taken = call->received;
    call->asks_status = (call->method->traits & NIJA_FROM_NEXT) && !begins_somewhere;
    return NIJA_OK;
}

static int prepare(nija_call *call, const ProtobufCMessage *request) {
    const nija_method *method = call->method;
    int code = check_method(method, request, &call->failure);
    if (code == NIJA_OK && request)
        code = pack(method, request, &call->ids, &call->payload, &call->payload_size, &call->failure);
    if (code == NIJA_OK && method->traits & NIJA_EVENTS)
        code = prepare_resumption(call, request);
    return code;
}

int nija_begin(nija_client *client, const nija_method *method, const ProtobufCMessage *request, nija_call **begun) {
    *begun = NULL;
    nija_failure failure;
    nija_failure_init(&failure);
    nija_call *call = calloc(1, sizeof *call);
    if (!call) {
        nija_failure_set(&failure, NIJA_NO_MEMORY, "out of memory");
        return nija_client_fail(client, &failure);
    }
    *call = (nija_call){.client = client, .method = method, .deadline = nija_after(client->timeout)};
    nija_failure_init(&call->ids);
    nija_failure_init(&call->failure);
    int code = prepare(call, request);
    nija_link *link = client->unary;
    if (code == NIJA_OK && method->shape != NIJA_UNARY && !(link = nija_link_new(client, true)))
        code = nija_failure_set(&call->failure, NIJA_NO_MEMORY, "out of memory");
    if (code != NIJA_OK) {
        nija_failure_move(&failure, &call->failure);
        nija_call_free(call);
        return nija_client_fail(client, &failure);
    }
    nija_call_add(call, link);
    nija_link_push(link);
    nija_client_settle(client);
    *begun = call;
    return NIJA_OK;
}

/* Says why a call is done; the details once, for they move to the client. */
static int tell_end(nija_call *call) {
    assert(call->state == NIJA_CALL_DONE);
    if (call->code == NIJA_END)
        return NIJA_END;
    if (call->failure.error.code == NIJA_OK)
        nija_failure_set(&call->failure, call->code, "%s failed before", call->method->name);
    return nija_client_fail(call->client, &call->failure);
}

/* Gives up the message that came, and looks at what lies behind it. */
static ProtobufCMessage *take(nija_call *call) {
    ProtobufCMessage *message = call->message;
    call->message = NULL;
    call->taken = call->received;
    call->link->heard_at = nija_now();
    nija_link_dispatch(call->link);
    nija_client_settle(call->client);
    return message;
}

int nija_receive(nija_call *call, int64_t milliseconds, ProtobufCMessage **message) {
    *message = NULL;
    int64_t until = milliseconds ? nija_after(milliseconds) : 0;
    for (;;) {
        if (call->message) {
            *message = take(call);
            return NIJA_OK;
        }
        if (call->state == NIJA_CALL_DONE)
            return tell_end(call);
        if (nija_now() >= until)
            return NIJA_AGAIN;
        nija_link_wait(call->link, until);
        nija_client_settle(call->client);
    }
}

int nija_next_event(nija_call *call, int64_t milliseconds, Nija__V1__Event **event) {
    *event = NULL;
    if (!(call->method->traits & NIJA_EVENTS)) {
        nija_failure failure;
        nija_failure_init(&failure);
        nija_failure_set(&failure, NIJA_MISUSE, "%s is no stream of events", call->method->name);
        return nija_client_fail(call->client, &failure);
    }
    ProtobufCMessage *message;
    int code = NIJA_OK;
    while (code == NIJA_OK && !*event) {
        code = nija_receive(call, milliseconds, &message);
        Nija__V1__Event **carried = message ? nija_message_event(message) : NULL;
        if (carried) {
            *event = *carried;
            *carried = NULL;
        }
        nija_free(message);
    }
    return code;
}

uint64_t nija_sequence(const nija_call *call) {
    return call->taken;
}

/* Whether a message can be sent now: NIJA_OK, NIJA_AGAIN, or why not. */
static int wait_to_send(nija_call *call, int64_t milliseconds) {
    int64_t until = milliseconds ? nija_after(milliseconds) : 0;
    for (;;) {
        bool has_room = nija_buffer_size(&call->link->wire.out) < NIJA_UNSENT_MAX;
        if (call->state == NIJA_CALL_RUNNING && has_room)
            return NIJA_OK;
        if (call->state == NIJA_CALL_DONE)
            return tell_end(call);
        if (nija_now() >= until)
            return NIJA_AGAIN;
        nija_link_wait(call->link, until);
        nija_client_settle(call->client);
    }
}

int nija_send(nija_call *call, const ProtobufCMessage *message, int64_t milliseconds) {
    nija_failure failure;
    nija_failure_init(&failure);
    if (!client_streams(call->method) || call->is_finished) {
        nija_failure_set(&failure, NIJA_MISUSE, "%s takes no more messages", call->method->name);
        return nija_client_fail(call->client, &failure);
    }
    uint8_t *packed;
    size_t size;
    if (pack(call->method, message, NULL, &packed, &size, &failure) != NIJA_OK)
        return nija_client_fail(call->client, &failure);
    int code = wait_to_send(call, milliseconds);
    if (code == NIJA_OK && !nija_wire_send(&call->link->wire, call->stream, packed, size)) {
        nija_failure_set(&failure, NIJA_NO_MEMORY, "out of memory");
        code = nija_client_fail(call->client, &failure);
    }
    free(packed);
    nija_link_push(call->link);
    nija_client_settle(call->client);
    return code;
}

int nija_finish(nija_call *call) {
    nija_failure failure;
    nija_failure_init(&failure);
    if (!client_streams(call->method) || call->is_finished) {
        nija_failure_set(&failure, NIJA_MISUSE, "%s is complete already", call->method->name);
        return nija_client_fail(call->client, &failure);
    }
    if (call->state == NIJA_CALL_RUNNING && !nija_wire_finish(&call->link->wire, call->stream)) {
        nija_failure_set(&failure, NIJA_NO_MEMORY, "out of memory");
        return nija_client_fail(call->client, &failure);
    }
    /* One that has not begun yet is finished when it begins. */
    call->is_finished = true;
    nija_link_push(call->link);
    nija_client_settle(call->client);
    return NIJA_OK;
}

void nija_end(nija_call *call) {
    if (!call)
        return;
    nija_client *client = call->client;
    nija_call_free(call);
    nija_client_settle(client);
}

int nija_call_and_wait(nija_client *client, const nija_method *method, const ProtobufCMessage *request,
                       ProtobufCMessage **response) {
    *response = NULL;
    nija_call *call;
    int code = nija_begin(client, method, request, &call);
    if (code != NIJA_OK)
        return code;
    code = nija_receive(call, -1, response);
    nija_end(call);
    return code;
}
