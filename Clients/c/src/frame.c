#include "frame.h"

#include "bounds.h"

static uint32_t read_u32(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void write_u32(uint8_t *bytes, uint32_t value) {
    for (int index = 0; index < 4; index++)
        bytes[index] = (uint8_t)(value >> (24 - 8 * index));
}

void nija_frame_write_header(uint8_t *header, const nija_frame *frame) {
    write_u32(header, (uint32_t)frame->size);
    write_u32(header + 4, frame->stream);
    header[8] = frame->type;
    header[9] = frame->flags;
}

int nija_frame_read(const uint8_t *bytes, size_t size, nija_frame *frame) {
    /* A length that is too large is known by its four bytes, so nobody waits for the rest of a header. */
    if (size >= 4 && read_u32(bytes) > NIJA_FRAME_DATA_MAX)
        return -1;
    if (size < NIJA_FRAME_HEADER_SIZE)
        return 0;
    uint32_t length = read_u32(bytes);
    if (size - NIJA_FRAME_HEADER_SIZE < length)
        return 0;
    *frame = (nija_frame){read_u32(bytes + 4), bytes[8], bytes[9], bytes + NIJA_FRAME_HEADER_SIZE, length};
    return 1;
}
