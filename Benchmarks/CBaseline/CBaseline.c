#define _GNU_SOURCE
#include "CBaseline.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MESSAGE_MAX = 1 << 16, WARM_UP = 500 };

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int send_all(int fd, const char *bytes, size_t count) {
    for (size_t done = 0; done < count;) {
        ssize_t moved = send(fd, bytes + done, count - done, MSG_NOSIGNAL);
        if (moved <= 0) return -1;
        done += (size_t)moved;
    }
    return 0;
}

static int receive_all(int fd, char *bytes, size_t count) {
    for (size_t done = 0; done < count;) {
        ssize_t moved = recv(fd, bytes + done, count - done, 0);
        if (moved <= 0) return -1;
        done += (size_t)moved;
    }
    return 0;
}

static void answer(int fd, size_t request, size_t reply, bool with_epoll) {
    static char bytes[MESSAGE_MAX];
    int epoll = with_epoll ? epoll_create1(EPOLL_CLOEXEC) : -1;
    struct epoll_event event = {.events = EPOLLIN};
    if (with_epoll && epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) return;
    while (true) {
        if (with_epoll && epoll_wait(epoll, &event, 1, -1) != 1) return;
        if (receive_all(fd, bytes, request) != 0 || send_all(fd, bytes, reply) != 0) return;
    }
}

int baseline_ping_pong(size_t rounds, size_t request, size_t reply, bool epoll, int64_t *nanoseconds) {
    static char bytes[MESSAGE_MAX];
    int ends[2];
    if (request > sizeof bytes || reply > sizeof bytes) {
        errno = EMSGSIZE;
        return -1;
    }
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return -1;
    pid_t server = fork();
    if (server < 0) return -1;
    if (server == 0) {
        close(ends[0]);
        answer(ends[1], request, reply, epoll);
        _exit(0);
    }
    close(ends[1]);
    int result = 0;
    for (size_t round = 0; result == 0 && round < WARM_UP + rounds; round++) {
        int64_t start = now();
        if (send_all(ends[0], bytes, request) != 0 || receive_all(ends[0], bytes, reply) != 0) result = -1;
        if (round >= WARM_UP) nanoseconds[round - WARM_UP] = now() - start;
    }
    close(ends[0]);
    waitpid(server, NULL, 0);
    return result;
}

int baseline_append(const char *path, size_t rounds, size_t size, int64_t *nanoseconds) {
    static char bytes[MESSAGE_MAX];
    if (size > sizeof bytes) {
        errno = EMSGSIZE;
        return -1;
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return -1;
    int result = 0;
    for (size_t round = 0; result == 0 && round < rounds; round++) {
        int64_t start = now();
        if (write(fd, bytes, size) != (ssize_t)size || fdatasync(fd) != 0) result = -1;
        nanoseconds[round] = now() - start;
    }
    close(fd);
    unlink(path);
    return result;
}

int baseline_fan_out(size_t rounds, size_t count, size_t size, int64_t *nanoseconds) {
    static char bytes[MESSAGE_MAX];
    int(*ends)[2] = calloc(count, sizeof *ends);
    size_t made = 0;
    int result = ends == NULL || size > sizeof bytes ? -1 : 0;
    while (result == 0 && made < count) {
        result = socketpair(AF_UNIX, SOCK_STREAM, 0, ends[made]);
        if (result == 0) made++;
    }
    for (size_t round = 0; result == 0 && round < rounds; round++) {
        int64_t start = now();
        for (size_t i = 0; i < count && result == 0; i++) result = send_all(ends[i][0], bytes, size);
        for (size_t i = 0; i < count && result == 0; i++) result = receive_all(ends[i][1], bytes, size);
        nanoseconds[round] = now() - start;
    }
    for (size_t i = 0; i < made; i++) {
        close(ends[i][0]);
        close(ends[i][1]);
    }
    free(ends);
    return result;
}

int baseline_core(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0 || CPU_COUNT(&set) != 1) return -1;
    for (int core = 0; core < CPU_SETSIZE; core++) {
        if (CPU_ISSET(core, &set)) return core;
    }
    return -1;
}

bool baseline_is_realtime(void) {
    int policy = sched_getscheduler(0);
    return policy == SCHED_FIFO || policy == SCHED_RR;
}
