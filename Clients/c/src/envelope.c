#include "envelope.h"

#include <string.h>

/* The first byte of a field: its number, and how it is written. */
enum { VARINT = 0, FIXED64 = 1, BYTES = 2, FIXED32 = 5 };
#define TAG(number, type) ((number) << 3 | (type))

static size_t varint_size(uint64_t value) {
    size_t size = 1;
    for (; value >= 0x80; value >>= 7)
        size++;
    return size;
}

static uint8_t *write_varint(uint8_t *bytes, uint64_t value) {
    for (; value >= 0x80; value >>= 7)
        *bytes++ = (uint8_t)(value | 0x80);
    *bytes++ = (uint8_t)value;
    return bytes;
}

static size_t bytes_size(size_t size) {
    return size ? 1 + varint_size(size) + size : 0;
}

static uint8_t *write_bytes(uint8_t *bytes, int number, const void *data, size_t size) {
    if (size == 0)
        return bytes;
    *bytes++ = (uint8_t)TAG(number, BYTES);
    bytes = write_varint(bytes, size);
    memcpy(bytes, data, size);
    return bytes + size;
}

size_t nija_request_size(const nija_request *request) {
    size_t timeout = request->timeout_nano ? 1 + varint_size((uint64_t)request->timeout_nano) : 0;
    return bytes_size(strlen(request->service)) + bytes_size(strlen(request->method)) +
           bytes_size(request->payload_size) + timeout;
}

void nija_request_write(const nija_request *request, uint8_t *bytes) {
    bytes = write_bytes(bytes, 1, request->service, strlen(request->service));
    bytes = write_bytes(bytes, 2, request->method, strlen(request->method));
    bytes = write_bytes(bytes, 3, request->payload, request->payload_size);
    if (request->timeout_nano) {
        *bytes++ = TAG(4, VARINT);
        write_varint(bytes, (uint64_t)request->timeout_nano);
    }
}

/* What is left to read of a message. */
typedef struct reader {
    const uint8_t *next;
    size_t left;
} reader;

static bool read_varint(reader *from, uint64_t *value) {
    *value = 0;
    for (unsigned shift = 0; shift < 64 && from->left > 0; shift += 7) {
        uint8_t byte = *from->next++;
        from->left--;
        /* The tenth byte holds the last bit. */
        if (shift == 63 && byte > 1)
            return false;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

static bool skip(reader *from, uint64_t size) {
    if (size > from->left)
        return false;
    from->next += size;
    from->left -= (size_t)size;
    return true;
}

bool nija_response_read(const uint8_t *bytes, size_t size, nija_response *response) {
    reader from = {bytes, size};
    *response = (nija_response){0};
    while (from.left > 0) {
        uint64_t tag, value;
        if (!read_varint(&from, &tag) || tag >> 3 == 0 || tag > UINT32_MAX)
            return false;
        switch (tag & 7) {
        case VARINT:
            if (!read_varint(&from, &value))
                return false;
            break;
        case FIXED64:
            if (!skip(&from, 8))
                return false;
            break;
        case FIXED32:
            if (!skip(&from, 4))
                return false;
            break;
        case BYTES: {
            if (!read_varint(&from, &value))
                return false;
            const uint8_t *start = from.next;
            if (!skip(&from, value))
                return false;
            if (tag >> 3 == 1) {
                response->status = start;
                response->status_size = (size_t)value;
            } else if (tag >> 3 == 2) {
                response->payload = start;
                response->payload_size = (size_t)value;
            }
            break;
        }
        default:
            return false;
        }
    }
    return true;
}
