/* The contract as a google.protobuf.FileDescriptorSet, with the comments of its declarations. */
#ifndef NIJA_DESCRIPTOR_SET_H
#define NIJA_DESCRIPTOR_SET_H

#include <stddef.h>

/* Its bytes, which are static, and how many there are. */
const unsigned char *nija_descriptor_set(size_t *size);

#endif
