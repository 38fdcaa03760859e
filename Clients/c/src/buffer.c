#include "buffer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Empty buffers above this size give their memory back, so that one large message does not cost for ever. */
enum { CAPACITY_KEPT = 1 << 20, CAPACITY_FIRST = 4096 };

void nija_buffer_free(nija_buffer *buffer) {
    free(buffer->bytes);
    *buffer = (nija_buffer){0};
}

size_t nija_buffer_size(const nija_buffer *buffer) {
    return buffer->end - buffer->begin;
}

const uint8_t *nija_buffer_head(const nija_buffer *buffer) {
    /* An empty buffer may have no memory, and NULL + 0 is not defined in C. */
    return buffer->bytes ? buffer->bytes + buffer->begin : NULL;
}

uint8_t *nija_buffer_reserve(nija_buffer *buffer, size_t size) {
    size_t used = nija_buffer_size(buffer);
    if (used == 0 && buffer->capacity > CAPACITY_KEPT && size <= CAPACITY_KEPT)
        nija_buffer_free(buffer);
    if (buffer->capacity - buffer->end < size) {
        if (buffer->begin > 0) {
            memmove(buffer->bytes, buffer->bytes + buffer->begin, used);
            buffer->begin = 0;
            buffer->end = used;
        }
        if (buffer->capacity - used < size) {
            size_t capacity = buffer->capacity ? buffer->capacity : CAPACITY_FIRST;
            while (capacity - used < size)
                capacity *= 2;
            uint8_t *bytes = realloc(buffer->bytes, capacity);
            if (!bytes)
                return NULL;
            buffer->bytes = bytes;
            buffer->capacity = capacity;
        }
    }
    return buffer->bytes + buffer->end;
}

void nija_buffer_grow(nija_buffer *buffer, size_t size) {
    assert(size <= buffer->capacity - buffer->end);
    buffer->end += size;
}

void nija_buffer_take(nija_buffer *buffer, size_t size) {
    assert(size <= nija_buffer_size(buffer));
    buffer->begin += size;
    if (buffer->begin == buffer->end)
        buffer->begin = buffer->end = 0;
}
