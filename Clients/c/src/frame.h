/* Frames: a header of ten bytes and data. See "Frames" in docs/PROTOCOL.md. */
#ifndef NIJA_FRAME_H
#define NIJA_FRAME_H

#include <stddef.h>
#include <stdint.h>

enum nija_frame_type {
    NIJA_FRAME_REQUEST = 0x01,
    NIJA_FRAME_RESPONSE = 0x02,
    NIJA_FRAME_DATA = 0x03,
    NIJA_FRAME_CANCEL = 0x10
};

/* Flags of a Request and of Data; their meanings differ by the type. */
enum nija_frame_flag {
    NIJA_FLAG_REMOTE_CLOSED = 0x01,
    NIJA_FLAG_REMOTE_OPEN = 0x02,
    NIJA_FLAG_NO_DATA = 0x04
};

typedef struct nija_frame {
    uint32_t stream;
    uint8_t type;
    uint8_t flags;
    const uint8_t *data; /* within the bytes that it was read from */
    size_t size;
} nija_frame;

/* Writes the header of a frame; its data follow. */
void nija_frame_write_header(uint8_t *header, const nija_frame *frame);

/* Reads the frame at the beginning of bytes: 1 when it is whole, 0 when bytes are missing, -1 when it is too large. */
int nija_frame_read(const uint8_t *bytes, size_t size, nija_frame *frame);

#endif
