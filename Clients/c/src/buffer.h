/* A queue of bytes that grows: written at its end, taken from its beginning. */
#ifndef NIJA_BUFFER_H
#define NIJA_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct nija_buffer {
    uint8_t *bytes;
    size_t begin;
    size_t end;
    size_t capacity;
} nija_buffer;

void nija_buffer_free(nija_buffer *buffer);

size_t nija_buffer_size(const nija_buffer *buffer);

const uint8_t *nija_buffer_head(const nija_buffer *buffer);

/* Room for `size` bytes at the end, which nija_buffer_grow makes part of it; NULL without memory. */
uint8_t *nija_buffer_reserve(nija_buffer *buffer, size_t size);

void nija_buffer_grow(nija_buffer *buffer, size_t size);

/* Takes `size` bytes from the beginning; they stay where they are until the next nija_buffer_reserve. */
void nija_buffer_take(nija_buffer *buffer, size_t size);

#endif
