/*
 * Each allocation fails once, one run after the other, against a real nijad at $NIJA_SOCKET: functions say so, nothing
 * leaks (the sanitizer looks), and the same client goes on when there is memory again.
 */
#include "trades.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
char *__wrap_strdup(const char *text);

/* Allocations that still succeed; below 0: all do. */
static long left = -1;

static bool fails(void) {
    if (left < 0)
        return false;
    return left-- == 0;
}

void *__wrap_malloc(size_t size) {
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size) {
    return fails() ? NULL : __real_realloc(memory, size);
}

char *__wrap_strdup(const char *text) {
    return fails() ? NULL : __real_strdup(text);
}

/* A little of everything, each step whatever became of the one before. */
static void use(nija_client *client) {
    nija_call *call;
    ProtobufCMessage *message;
    Nija__V1__Event *event;
    Nija__V1__Trade trade = sample_trade("");
    record_trade(client, &trade, NULL);
    trade.symbol = nija_text("");
    record_trade(client, &trade, NULL);
    trade.profit = nija_text("none");
    record_trade(client, &trade, NULL);
    Nija__V1__StreamTradesRequest follow = NIJA__V1__STREAM_TRADES_REQUEST__INIT;
    follow.after_sequence_value_case = NIJA__V1__STREAM_TRADES_REQUEST__AFTER_SEQUENCE_VALUE_AFTER_SEQUENCE;
    if (nija_stream_trades(client, &follow, &call) == NIJA_OK && nija_next_event(call, -1, &event) == NIJA_OK)
        nija_free(event);
    nija_end(call);
    if (nija_record_trades(client, &call) == NIJA_OK) {
        Nija__V1__RecordTradesRequest one = NIJA__V1__RECORD_TRADES_REQUEST__INIT;
        trade = sample_trade("");
        one.trade = &trade;
        nija_send(call, &one.base, -1);
        if (nija_finish(call) == NIJA_OK && nija_receive(call, -1, &message) == NIJA_OK)
            nija_free(message);
    }
    nija_end(call);
}

int main(void) {
    nija_client *client = connected();
    Nija__V1__Trade trade = sample_trade("");
    EXPECT_CODE(client, record_trade(client, &trade, NULL), NIJA_OK);
    bool has_failed = true;
    long run = 0;
    for (; has_failed; run++) {
        left = run;
        nija_client *other;
        nija_connect(NULL, &other);
        if (other) {
            nija_set_timeout(other, 2000);
            use(other);
        }
        nija_close(other);
        has_failed = left < 0;
        left = run;
        use(client);
        has_failed |= left < 0;
        left = -1;
        EXPECT_CODE(client, record_trade(client, &trade, NULL), NIJA_OK);
    }
    EXPECT(run > 50);
    nija_close(client);
    printf("%ld allocations failed\n", run - 1);
    return 0;
}
