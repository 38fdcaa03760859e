#include "call.h"

#include <assert.h>
#include <stdlib.h>

#include "clock.h"
#include "identity.h"
#include "link.h"
#include "message.h"

static bool is_write(const nija_call *call) {
    return !(call->method->traits & NIJA_READS);
}

static bool carries_events(const nija_call *call) {
    return call->method->traits & NIJA_EVENTS;
}

static bool client_streams(const nija_call *call) {
    return call->method->shape == NIJA_CLIENT_STREAM || call->method->shape == NIJA_BOTH_WAYS;
}

/* Whether the same request may be sent again though the one before may have been carried out. */
static bool is_repeatable(const nija_call *call) {
    if (carries_events(call))
        return true;
    return !client_streams(call) && !call->has_delivered && (!is_write(call) || call->method->id_path);
}

/* --- Ends --- */

/* Ends with what `failure` says; it is the call's own, or moved into it. */
static void fail(nija_call *call, int code) {
    call->state = NIJA_CALL_DONE;
    call->code = code;
}

/* Ends a write that may have been carried out. */
static void fail_uncertain(nija_call *call, const char *why) {
    char *reason = call->failure.message;
    call->failure.message = NULL;
    nija_failure_set(&call->failure, NIJA_OUTCOME_UNKNOWN, "%s may have been carried out, for it was sent and %s%s%s",
                     call->method->name, why, reason ? ": " : "", reason ? reason : "");
    free(reason);
    call->failure.ids = call->ids.ids;
    call->failure.error.ids = call->ids.error.ids;
    call->failure.error.id_count = call->ids.error.id_count;
    nija_failure_init(&call->ids);
    fail(call, NIJA_OUTCOME_UNKNOWN);
}

/* Lets it begin again after a pause. */
static void repeat(nija_call *call) {
    call->state = NIJA_CALL_WAITING;
    call->attempts = call->has_delivered ? 1 : call->attempts + 1;
    call->begin_at = nija_now() + nija_pause(call->attempts);
    call->has_delivered = call->has_delivered && !carries_events(call);
}

static bool is_alone(const nija_call *call) {
    for (const nija_call *other = call->link->calls; other; other = other->next) {
        if (other != call && other->state == NIJA_CALL_RUNNING)
            return false;
    }
    return true;
}

/* Has been told to come again later, on a new connection if nobody else needs this one. */
static void repeat_elsewhere(nija_call *call) {
    repeat(call);
    if (is_alone(call))
        nija_link_close(call->link);
}

void nija_call_lost(nija_call *call, bool was_sent) {
    if (call->state != NIJA_CALL_RUNNING)
        return;
    const nija_error *trouble = &call->link->trouble.error;
    nija_failure_set(&call->failure, trouble->code, "%s", trouble->message);
    /* Messages of the client's that were queued behind the request are lost with it. */
    bool must_end = trouble->code == NIJA_VIOLATION || client_streams(call) || (was_sent && !is_repeatable(call));
    call->is_uncertain |= was_sent && is_write(call);
    if (!must_end)
        repeat(call);
    else if (call->is_uncertain)
        fail_uncertain(call, "no answer came");
    else
        fail(call, trouble->code);
}

void nija_call_expire(nija_call *call, int64_t now) {
    if (call->state == NIJA_CALL_DONE || now < call->deadline)
        return;
    bool was_begun = call->state == NIJA_CALL_RUNNING;
    if (was_begun)
        nija_wire_cancel(&call->link->wire, call->stream);
    if (call->is_uncertain || (was_begun && is_write(call))) {
        fail_uncertain(call, "no answer came within its time");
    } else if (was_begun) {
        fail(call, nija_failure_set(&call->failure, NIJA_DEADLINE_EXCEEDED, "no answer came within its time"));
    } else {
        const nija_error *trouble = &call->link->trouble.error;
        if (call->failure.error.code == NIJA_OK && trouble->code != NIJA_OK)
            nija_failure_set(&call->failure, trouble->code, "%s", trouble->message);
        if (call->failure.error.code == NIJA_OK)
            nija_failure_set(&call->failure, NIJA_DEADLINE_EXCEEDED, "it could not begin within its time");
        fail(call, call->failure.error.code);
    }
}

/* --- Beginning --- */

/* Packs the request of a stream of events anew, to go on after the last one. */
static int pack_resumption(nija_call *call) {
    if (call->received > 0)
        nija_message_set_u64(call->request, "after_sequence", call->received);
    free(call->payload);
    return nija_pack_with_ids(call->request, NULL, NULL, &call->payload, &call->payload_size);
}

void nija_call_start(nija_call *call, int64_t now) {
    assert(call->state == NIJA_CALL_WAITING);
    if (call->request && pack_resumption(call) != NIJA_OK) {
        fail(call, nija_failure_set(&call->failure, NIJA_NO_MEMORY, "out of memory"));
        return;
    }
    const nija_method *method = call->asks_status ? &nija_get_status_method : call->method;
    nija_request request = {method->service, method->name, call->payload, call->payload_size, 0};
    if (call->asks_status)
        request.payload_size = 0;
    if (method->shape == NIJA_UNARY && call->deadline != NIJA_NEVER)
        request.timeout_nano = (call->deadline - now) * 1000000;
    nija_wire *wire = &call->link->wire;
    call->stream = nija_wire_begin(wire, method->shape, &request, call);
    bool is_complete = call->stream && (!call->is_finished || nija_wire_finish(wire, call->stream));
    if (!is_complete) {
        if (call->stream)
            nija_wire_cancel(wire, call->stream);
        fail(call, nija_failure_set(&call->failure, NIJA_NO_MEMORY, "out of memory"));
        return;
    }
    call->sent_at = wire->queued;
    call->state = NIJA_CALL_RUNNING;
    call->link->heard_at = now;
    /* A stream that has begun may last. */
    if (call->link->is_stream && !call->asks_status)
        call->deadline = NIJA_NEVER;
}

/* --- Hearing --- */

/* The answer to GetStatus: the stream can begin after what there is. False when it is none. */
static bool hear_status(nija_call *call, const nija_wire_event *event) {
    Nija__V1__GetStatusResponse *status =
        nija__v1__get_status_response__unpack(NULL, event->message_size, event->message);
    if (!status)
        return false;
    /* After 0 is said, too: what is recorded before the stream begins belongs to it. */
    nija_message_set_u64(call->request, "after_sequence", status->sequence);
    call->received = call->taken = status->sequence;
    call->asks_status = false;
    call->state = NIJA_CALL_WAITING;
    call->begin_at = 0;
    nija_free(status);
    return true;
}

/* Keeps a message for the caller, unless it is a sign of life. False when it is not what the method answers with. */
static bool hear_message(nija_call *call, const nija_wire_event *event) {
    ProtobufCMessage *message =
        protobuf_c_message_unpack(call->method->response, NULL, event->message_size, event->message);
    if (!message)
        return false;
    call->has_delivered = true;
    Nija__V1__Event **carried = carries_events(call) ? nija_message_event(message) : NULL;
    if (carried && *carried) {
        call->received = (*carried)->sequence > call->received ? (*carried)->sequence : call->received;
        Nija__V1__Event__PayloadCase what = (*carried)->payload_case;
        if (what == NIJA__V1__EVENT__PAYLOAD_HEARTBEAT || what == NIJA__V1__EVENT__PAYLOAD_GOING_AWAY) {
            call->taken = call->received;
            nija_free(message);
            return true;
        }
    }
    call->message = message;
    return true;
}

/* It ended with an error that the daemon says; `has_delivered` was true if something came before. */
static void hear_refusal(nija_call *call) {
    int code = call->failure.error.code;
    bool was_delivering = call->has_delivered;
    bool nothing_happened = code == NIJA_UNAVAILABLE && !client_streams(call) && !was_delivering;
    bool resumes = carries_events(call) &&
                   (code == NIJA_UNAVAILABLE || (code == NIJA_RESOURCE_EXHAUSTED && was_delivering));
    if (nothing_happened || resumes)
        repeat_elsewhere(call);
    else
        fail(call, code);
}

bool nija_call_hear(nija_call *call, const nija_wire_event *event) {
    if (event->has_ended && event->status) {
        int code = nija_failure_from_status(&call->failure, event->status, event->status_size);
        if (code == NIJA_VIOLATION)
            return false;
        if (code != NIJA_OK) {
            hear_refusal(call);
            return true;
        }
    }
    if (call->asks_status)
        return hear_status(call, event);
    if (event->has_message && !hear_message(call, event))
        return false;
    if (event->has_ended && carries_events(call))
        repeat_elsewhere(call);
    else if (event->has_ended)
        fail(call, NIJA_END);
    return true;
}

void nija_call_add(nija_call *call, nija_link *link) {
    nija_call **at = &link->calls;
    while (*at)
        at = &(*at)->next;
    *at = call;
    call->link = link;
}

/* Takes a call out of its link, cancels it there, and takes the link away if it was a stream's. */
static void leave(nija_call *call) {
    nija_link *link = call->link;
    nija_call **at = &link->calls;
    while (*at != call)
        at = &(*at)->next;
    *at = call->next;
    if (call->state == NIJA_CALL_RUNNING) {
        nija_wire_cancel(&link->wire, call->stream);
        nija_link_push(link);
    }
    if (link->is_stream)
        nija_link_free(link);
}

void nija_call_free(nija_call *call) {
    if (call->link)
        leave(call);
    free(call->payload);
    nija_free(call->request);
    nija_free(call->message);
    nija_failure_clear(&call->ids);
    nija_failure_clear(&call->failure);
    free(call);
}
