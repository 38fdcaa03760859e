#include "wire.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "frame.h"

void nija_wire_init(nija_wire *wire) {
    *wire = (nija_wire){.next_stream = 1};
}

void nija_wire_free(nija_wire *wire) {
    nija_buffer_free(&wire->in);
    nija_buffer_free(&wire->out);
    free(wire->entries);
    nija_wire_init(wire);
}

/* Where the entry of a stream is, or would be. */
static size_t position_of(const nija_wire *wire, uint32_t stream) {
    size_t low = 0, high = wire->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (wire->entries[middle].stream < stream)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static nija_entry *find(const nija_wire *wire, uint32_t stream) {
    size_t position = position_of(wire, stream);
    bool is_there = position < wire->count && wire->entries[position].stream == stream;
    return is_there ? &wire->entries[position] : NULL;
}

static void forget(nija_wire *wire, uint32_t stream) {
    size_t position = position_of(wire, stream);
    assert(position < wire->count);
    assert(wire->entries[position].stream == stream);
    wire->count--;
    memmove(wire->entries + position, wire->entries + position + 1, (wire->count - position) * sizeof *wire->entries);
}

static bool has_room(nija_wire *wire) {
    if (wire->count < wire->capacity)
        return true;
    size_t capacity = wire->capacity ? 2 * wire->capacity : 4;
    nija_entry *entries = realloc(wire->entries, capacity * sizeof *entries);
    if (!entries)
        return false;
    wire->entries = entries;
    wire->capacity = capacity;
    return true;
}

/* Puts the header of a frame into `out`, and returns where its data go; NULL without memory. */
static uint8_t *put(nija_wire *wire, const nija_frame *frame) {
    assert(frame->size <= NIJA_FRAME_DATA_MAX);
    size_t size = NIJA_FRAME_HEADER_SIZE + frame->size;
    uint8_t *bytes = nija_buffer_reserve(&wire->out, size);
    if (!bytes)
        return NULL;
    nija_frame_write_header(bytes, frame);
    nija_buffer_grow(&wire->out, size);
    wire->queued += size;
    return bytes + NIJA_FRAME_HEADER_SIZE;
}

uint32_t nija_wire_begin(nija_wire *wire, enum nija_shape shape, const nija_request *request, void *owner) {
    static const uint8_t flags[] = {0, NIJA_FLAG_REMOTE_CLOSED, NIJA_FLAG_REMOTE_OPEN, NIJA_FLAG_REMOTE_OPEN};
    assert(wire->next_stream != 0);
    uint32_t stream = wire->next_stream;
    nija_frame frame = {stream, NIJA_FRAME_REQUEST, flags[shape], NULL, nija_request_size(request)};
    uint8_t *data = has_room(wire) ? put(wire, &frame) : NULL;
    if (!data)
        return 0;
    nija_request_write(request, data);
    wire->entries[wire->count++] = (nija_entry){stream, shape, owner};
    wire->next_stream = stream == UINT32_MAX ? 0 : stream + 2;
    return stream;
}

bool nija_wire_send(nija_wire *wire, uint32_t stream, const uint8_t *message, size_t size) {
    assert(find(wire, stream));
    nija_frame frame = {stream, NIJA_FRAME_DATA, 0, NULL, size};
    uint8_t *data = put(wire, &frame);
    if (data && size)
        memcpy(data, message, size);
    return data != NULL;
}

bool nija_wire_finish(nija_wire *wire, uint32_t stream) {
    assert(find(wire, stream));
    nija_frame frame = {stream, NIJA_FRAME_DATA, NIJA_FLAG_REMOTE_CLOSED | NIJA_FLAG_NO_DATA, NULL, 0};
    return put(wire, &frame) != NULL;
}

void nija_wire_cancel(nija_wire *wire, uint32_t stream) {
    nija_frame frame = {stream, NIJA_FRAME_CANCEL, 0, NULL, 0};
    put(wire, &frame);
    forget(wire, stream);
}

bool nija_wire_has_frame(const nija_wire *wire) {
    nija_frame frame;
    return nija_frame_read(nija_buffer_head(&wire->in), nija_buffer_size(&wire->in), &frame) != 0;
}

/* The answer to a call that has one; of a stream of the server's, its end. */
static int read_response(const nija_frame *frame, const nija_entry *entry, nija_wire_event *event) {
    nija_response response;
    if (!nija_response_read(frame->data, frame->size, &response))
        return -1;
    event->has_ended = true;
    event->status = response.status;
    event->status_size = response.status_size;
    event->has_message = entry->shape == NIJA_UNARY || entry->shape == NIJA_CLIENT_STREAM;
    event->message = response.payload;
    event->message_size = response.payload_size;
    return 1;
}

static int read_data(const nija_frame *frame, const nija_entry *entry, nija_wire_event *event) {
    if (entry->shape == NIJA_UNARY || entry->shape == NIJA_CLIENT_STREAM)
        return -1;
    event->has_ended = frame->flags & NIJA_FLAG_REMOTE_CLOSED;
    event->has_message = !(frame->flags & NIJA_FLAG_NO_DATA);
    event->message = frame->data;
    event->message_size = frame->size;
    return event->has_message || event->has_ended;
}

/* What a frame says: 1 with an event, 0 when it is nobody's, -1 when no server of this protocol sends it. */
static int interpret(nija_wire *wire, const nija_frame *frame, nija_wire_event *event) {
    if (frame->type != NIJA_FRAME_RESPONSE && frame->type != NIJA_FRAME_DATA)
        return 0;
    bool was_used = frame->stream % 2 == 1 && (wire->next_stream == 0 || frame->stream < wire->next_stream);
    if (!was_used)
        return -1;
    const nija_entry *entry = find(wire, frame->stream);
    if (!entry)
        return 0; /* It crossed with the end of its call. */
    *event = (nija_wire_event){.stream = frame->stream, .owner = entry->owner};
    bool is_response = frame->type == NIJA_FRAME_RESPONSE;
    int found = is_response ? read_response(frame, entry, event) : read_data(frame, entry, event);
    if (found > 0 && event->has_ended)
        forget(wire, frame->stream);
    return found;
}

int nija_wire_next(nija_wire *wire, nija_wire_event *event) {
    for (;;) {
        nija_frame frame;
        int found = nija_frame_read(nija_buffer_head(&wire->in), nija_buffer_size(&wire->in), &frame);
        if (found <= 0)
            return found;
        found = interpret(wire, &frame, event);
        /* The event may point into bytes that are taken: they stay where they are until `in` is written to. */
        nija_buffer_take(&wire->in, NIJA_FRAME_HEADER_SIZE + frame.size);
        if (found != 0)
            return found;
    }
}
