#include "client.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bounds.h"
#include "call.h"
#include "clock.h"
#include "link.h"

static const char SOCKET_DEFAULT[] = "/run/nija/nijad.sock";

/* Longer than this is for ever, and in nanoseconds within 64 bits. */
static const int64_t TIMEOUT_MAX = 1000000000000;

int nija_client_fail(nija_client *client, nija_failure *failure) {
    nija_failure_move(&client->failure, failure);
    return client->failure.error.code;
}

int nija_connect(const char *path, nija_client **made) {
    if (!path)
        path = getenv("NIJA_SOCKET");
    if (!path || !*path)
        path = SOCKET_DEFAULT;
    nija_client *client = *made = calloc(1, sizeof *client);
    if (!client)
        return NIJA_NO_MEMORY;
    nija_failure_init(&client->failure);
    client->timeout = NIJA_TIMEOUT_DEFAULT_MS;
    client->epoll = client->timer = -1;
    client->path = strdup(path);
    client->unary = client->path ? nija_link_new(client, false) : NULL;
    if (!client->unary) {
        nija_close(client);
        *made = NULL;
        return NIJA_NO_MEMORY;
    }
    int code = nija_link_connect(client->unary);
    if (code != NIJA_OK)
        nija_failure_set(&client->failure, code, "%s", client->unary->trouble.error.message);
    return code;
}

void nija_close(nija_client *client) {
    if (!client)
        return;
    while (client->links) {
        /* A stream's link goes with its call. */
        if (client->links->calls)
            nija_call_free(client->links->calls);
        else
            nija_link_free(client->links);
    }
    if (client->epoll >= 0)
        close(client->epoll);
    if (client->timer >= 0)
        close(client->timer);
    nija_failure_clear(&client->failure);
    free(client->path);
    free(client);
}

void nija_set_timeout(nija_client *client, int64_t milliseconds) {
    client->timeout = milliseconds > TIMEOUT_MAX ? -1 : milliseconds;
}

const nija_error *nija_last_error(const nija_client *client) {
    /* What nija_connect leaves behind when there is not even memory for a client. */
    static const nija_error no_memory = {NIJA_NO_MEMORY, "out of memory", "", 0, NULL, 0, NULL, 0, NULL};
    return client ? &client->failure.error : &no_memory;
}

void nija_free(void *message) {
    if (message)
        protobuf_c_message_free_unpacked(message, NULL);
}
