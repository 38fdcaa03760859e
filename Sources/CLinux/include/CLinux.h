/* What Linux offers and Swift's Glibc module does not: epoll, eventfd, timerfd, signalfd, peer credentials, variadic calls. */
#ifndef CLINUX_H
#define CLINUX_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Readiness of a descriptor, as linux_epoll_wait reports it. */
typedef struct {
    uint64_t tag;    /* what linux_epoll_set was given */
    bool readable;   /* data, or the end of it, can be read */
    bool writable;   /* data can be written */
    bool broken;     /* the peer is gone or the descriptor has an error */
} linux_readiness;

/* All return -1 and set errno on failure, like the calls that they wrap. */
int linux_epoll_create(void);
int linux_epoll_add(int epoll, int fd, uint64_t tag, bool read, bool write);
int linux_epoll_modify(int epoll, int fd, uint64_t tag, bool read, bool write);
int linux_epoll_remove(int epoll, int fd);
/* Waits until something is ready, or only looks. */
int linux_epoll_wait(int epoll, linux_readiness *ready, int max, bool blocks);

/* A timer that becomes readable at an instant of CLOCK_MONOTONIC. */
int linux_timerfd(void);
int linux_timerfd_set(int fd, int64_t monotonic_nanoseconds);

int linux_eventfd(void);
/* Blocks the signals in the calling thread and returns a descriptor that reads them. */
int linux_signalfd(const int *signals, int count);
/* The next signal, or -1 when there is none. */
int linux_read_signal(int fd);

/* A Unix stream socket, non-blocking if asked for, closed on exec. */
int linux_unix_socket(bool nonblocking);
int linux_accept(int listener);
int linux_peer_credentials(int fd, uint32_t *uid, uint32_t *gid, int32_t *pid);
/* Creates or opens a lock file and takes its lock without waiting. */
int linux_lock_file(const char *path, mode_t mode);
int linux_set_nonblocking(int fd);
/* Raises the limit of open descriptors to wanted, as far as the process may; the limit that is in force then. */
int64_t linux_raise_descriptor_limit(int64_t wanted);
/* Cells and lines of the terminal; false when it is none. */
bool linux_terminal_size(int fd, int *columns, int *rows);
/* Keeps up to this much freed memory for the next use, instead of giving it back and faulting it in again. */
void linux_keep_memory(size_t bytes);
/* Makes the calling thread give way to others by so much more, as nice(1) counts; how much it does so then. */
int linux_lower_priority(int niceness);
/* Whether the kernel's clock is synchronised, by NTP or otherwise. */
bool linux_clock_is_kept(void);

#endif
