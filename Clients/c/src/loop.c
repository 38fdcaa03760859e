/*
 * nija_fd: an epoll descriptor with every connection of a client and a timer in it, so that the caller's loop has one
 * descriptor to wait for, whatever is connected and whatever time it is.
 */
#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "clock.h"
#include "link.h"
#include <string.h>

static bool open_loop(nija_client *client) {
    client->epoll = epoll_create1(EPOLL_CLOEXEC);
    client->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    client->timer_at = NIJA_NEVER;
    struct epoll_event timer = {.events = EPOLLIN};
    if (client->epoll >= 0 && client->timer >= 0 &&
        epoll_ctl(client->epoll, EPOLL_CTL_ADD, client->timer, &timer) == 0)
        return true;
    nija_failure_set(&client->failure, NIJA_RESOURCE_EXHAUSTED, "cannot make a descriptor to wait for: %s",
                     strerrordesc_np(errno));
    if (client->epoll >= 0)
        close(client->epoll);
    if (client->timer >= 0)
        close(client->timer);
    client->epoll = client->timer = -1;
    return false;
}

int nija_fd(nija_client *client) {
    if (client->epoll < 0 && open_loop(client))
        nija_client_settle(client);
    return client->epoll;
}

/* A closed socket has left epoll by itself, and its link has forgotten what it was watched for. */
static void watch(nija_client *client, nija_link *link) {
    short wants = nija_link_wants(link);
    uint32_t events = (wants & POLLIN ? (uint32_t)EPOLLIN : 0) | (wants & POLLOUT ? (uint32_t)EPOLLOUT : 0);
    if (link->socket < 0 || events == link->watched)
        return;
    struct epoll_event event = {.events = events};
    /* One that nothing is wanted of is taken out, for epoll tells of its end whether that is wanted or not. */
    int operation = !events ? EPOLL_CTL_DEL : link->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    if (epoll_ctl(client->epoll, operation, link->socket, &event) == 0)
        link->watched = events;
}

static void set_alarm(nija_client *client, int64_t at) {
    if (at == client->timer_at)
        return;
    /* A time of 0 would switch the timer off; what has passed rings at once. */
    struct itimerspec when = {0};
    if (at != NIJA_NEVER) {
        at = nija_later(at, 1);
        when.it_value.tv_sec = at / 1000;
        when.it_value.tv_nsec = at % 1000 * 1000000;
    }
    if (timerfd_settime(client->timer, TFD_TIMER_ABSTIME, &when, NULL) == 0)
        client->timer_at = at;
}

void nija_client_settle(nija_client *client) {
    if (client->epoll < 0)
        return;
    int64_t alarm = NIJA_NEVER;
    for (nija_link *link = client->links; link; link = link->next) {
        watch(client, link);
        alarm = nija_earlier(alarm, nija_link_alarm(link));
    }
    set_alarm(client, alarm);
}

void nija_process(nija_client *client) {
    for (nija_link *link = client->links; link; link = link->next)
        nija_link_turn(link);
    nija_client_settle(client);
}
