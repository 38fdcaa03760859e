/* The messages of the frames, Request and Response (Protos/ttrpc/envelope.proto), without a copy of their payload. */
#ifndef NIJA_ENVELOPE_H
#define NIJA_ENVELOPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct nija_request {
    const char *service;
    const char *method;
    const uint8_t *payload;
    size_t payload_size;
    int64_t timeout_nano; /* 0: none */
} nija_request;

typedef struct nija_response {
    const uint8_t *status; /* the bytes of a google.rpc.Status; NULL when it is not there */
    size_t status_size;
    const uint8_t *payload;
    size_t payload_size;
} nija_response;

size_t nija_request_size(const nija_request *request);

/* Writes nija_request_size bytes. */
void nija_request_write(const nija_request *request, uint8_t *bytes);

/* The parts of a Response, within its bytes; false when it is no protobuf. */
bool nija_response_read(const uint8_t *bytes, size_t size, nija_response *response);

#endif
