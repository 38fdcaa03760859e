/* Monotonic time in milliseconds. */
#ifndef NIJA_CLOCK_H
#define NIJA_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Later than anything that is waited for. */
#define NIJA_NEVER INT64_MAX

static inline int64_t nija_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* So many milliseconds from now; below 0 is never. */
static inline int64_t nija_after(int64_t milliseconds) {
    int64_t now = nija_now();
    return milliseconds < 0 || milliseconds > NIJA_NEVER - now ? NIJA_NEVER : now + milliseconds;
}

static inline int64_t nija_earlier(int64_t one, int64_t other) {
    return one < other ? one : other;
}

static inline int64_t nija_later(int64_t one, int64_t other) {
    return one > other ? one : other;
}

#endif
