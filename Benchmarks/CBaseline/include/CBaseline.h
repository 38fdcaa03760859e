/* What the same work costs with system calls alone: the floors that figures are held against. */
#ifndef CBASELINE_H
#define CBASELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Each fills `nanoseconds` with one time a round; -1 and errno on failure. */

/* Round trips between this process and a fork of it over a Unix socket: `request` bytes there, `reply` bytes back.
   Both ends block in recv; with `epoll` the server waits as one for many clients must, in epoll_wait before each recv. */
int baseline_ping_pong(size_t rounds, size_t request, size_t reply, bool epoll, int64_t *nanoseconds);

/* Appends `size` bytes to a new file at `path` and waits until they are on the disk; the file is removed at the end. */
int baseline_append(const char *path, size_t rounds, size_t size, int64_t *nanoseconds);

/* Sends `size` bytes to each of `count` Unix sockets, then receives them all: what a fan-out costs the kernel. */
int baseline_fan_out(size_t rounds, size_t count, size_t size, int64_t *nanoseconds);

/* The core that this process is pinned to; -1 when it may run on several. */
int baseline_core(void);
/* Whether it runs under a real-time policy, so that ordinary processes do not interrupt it. */
bool baseline_is_realtime(void);

#endif
