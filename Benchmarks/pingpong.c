// The floor of a round trip: the bytes of one small framed call over a Unix socket, no encoding at all.
// usage: pingpong ROUNDS REQUEST_BYTES REPLY_BYTES   forks its own server; prints the median in microseconds.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int all(int fd, char *bytes, size_t count, int is_send) {
    for (size_t done = 0; done < count;) {
        ssize_t moved = is_send ? send(fd, bytes + done, count - done, MSG_NOSIGNAL) : recv(fd, bytes + done, count - done, 0);
        if (moved <= 0) return -1;
        done += (size_t)moved;
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    long rounds = atol(argv[1]);
    size_t request = (size_t)atol(argv[2]), reply = (size_t)atol(argv[3]);
    static char bytes[1 << 16];
    int ends[2];
    if (request > sizeof bytes || reply > sizeof bytes || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 1;
    if (fork() == 0) {
        close(ends[0]);
        while (all(ends[1], bytes, request, 0) == 0 && all(ends[1], bytes, reply, 1) == 0) {}
        return 0;
    }
    close(ends[1]);
    double *times = malloc(sizeof(double) * (size_t)rounds);
    for (long i = -1000; i < rounds; i++) {
        double start = now();
        if (all(ends[0], bytes, request, 1) || all(ends[0], bytes, reply, 0)) return 1;
        if (i >= 0) times[i] = now() - start;
    }
    qsort(times, (size_t)rounds, sizeof *times, by_size);
    printf("%.1f\n", times[rounds / 2]);
    return 0;
}
