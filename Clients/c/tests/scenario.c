/* The library against a real nijad at $NIJA_SOCKET: `scenario NAME`. */
#include <errno.h>
#include <poll.h>

#include "trades.h"

static nija_client *client;

static void a_trade_is_recorded_once(void) {
    bool duplicate = false;
    Nija__V1__Trade trade = sample_trade("t-1");
    EXPECT_CODE(client, record_trade(client, &trade, &duplicate), NIJA_OK);
    EXPECT(!duplicate);
    EXPECT_CODE(client, record_trade(client, &trade, &duplicate), NIJA_OK);
    EXPECT(duplicate);
    trade.profit = nija_text("51");
    EXPECT_CODE(client, record_trade(client, &trade, &duplicate), NIJA_ALREADY_EXISTS);
    EXPECT_TEXT(nija_last_error(client)->reason, "TRADE_EXISTS");
    EXPECT(strstr(nija_last_error(client)->message, "t-1"));
}

static void an_id_is_made_when_none_is_given(void) {
    Nija__V1__Trade trade = sample_trade("");
    Nija__V1__RecordTradeRequest request = NIJA__V1__RECORD_TRADE_REQUEST__INIT;
    request.trade = &trade;
    Nija__V1__RecordTradeResponse *response;
    EXPECT_CODE(client, nija_record_trade(client, &request, &response), NIJA_OK);
    EXPECT(strlen(response->trade->trade_id) == NIJA_ID_SIZE - 1);
    EXPECT_TEXT(response->trade->net_profit, "49");
    EXPECT_TEXT(trade.trade_id, "");
    nija_free(response);
}

static void wrong_fields_are_named_by_the_daemon(void) {
    Nija__V1__Trade trade = sample_trade("");
    trade.symbol = trade.strategy = nija_text("");
    EXPECT_CODE(client, record_trade(client, &trade, NULL), NIJA_INVALID_ARGUMENT);
    const nija_error *error = nija_last_error(client);
    EXPECT(error->field_count == 2);
    EXPECT_TEXT(error->fields[0].path, "trade.strategy");
    EXPECT_TEXT(error->fields[1].path, "trade.symbol");
}

static void what_cannot_be_right_is_not_sent(void) {
    uint64_t before = last_sequence(client);
    Nija__V1__Trade trade = sample_trade("");
    trade.profit = nija_text("1e5");
    EXPECT_CODE(client, record_trade(client, &trade, NULL), NIJA_INVALID_ARGUMENT);
    EXPECT_TEXT(nija_last_error(client)->fields[0].path, "trade.profit");
    Nija__V1__GetStatusRequest other = NIJA__V1__GET_STATUS_REQUEST__INIT;
    nija_call *call;
    EXPECT_CODE(client, nija_begin(client, &nija_record_trade_method, &other.base, &call), NIJA_MISUSE);
    EXPECT_CODE(client, nija_begin(client, &nija_record_trade_method, NULL, &call), NIJA_MISUSE);
    EXPECT(!call);
    EXPECT(last_sequence(client) == before);
}

static void a_message_that_is_too_large_is_not_sent(void) {
    enum { MANY = 100000 };
    uint64_t before = last_sequence(client);
    Nija__V1__Trade trade = sample_trade("");
    Nija__V1__Trade **trades = malloc(MANY * sizeof *trades);
    for (size_t index = 0; index < MANY; index++)
        trades[index] = &trade;
    Nija__V1__BatchRecordTradesRequest request = NIJA__V1__BATCH_RECORD_TRADES_REQUEST__INIT;
    request.trades = trades;
    request.n_trades = MANY;
    Nija__V1__BatchRecordTradesResponse *response;
    EXPECT_CODE(client, nija_batch_record_trades(client, &request, &response), NIJA_RESOURCE_EXHAUSTED);
    EXPECT(!response);
    EXPECT(last_sequence(client) == before);
    free(trades);
}

/* Streams trades, of which one is nothing the daemon takes. */
static nija_call *stream_trades(size_t count, size_t wrong) {
    nija_call *call;
    EXPECT_CODE(client, nija_record_trades(client, &call), NIJA_OK);
    for (size_t index = 0; index < count; index++) {
        Nija__V1__Trade trade = sample_trade("");
        if (index == wrong)
            trade.symbol = nija_text("");
        Nija__V1__RecordTradesRequest message = NIJA__V1__RECORD_TRADES_REQUEST__INIT;
        message.trade = &trade;
        EXPECT_CODE(client, nija_send(call, &message.base, -1), NIJA_OK);
    }
    return call;
}

static void trades_are_streamed(void) {
    nija_call *call = stream_trades(20000, 7);
    EXPECT_CODE(client, nija_finish(call), NIJA_OK);
    EXPECT_CODE(client, nija_finish(call), NIJA_MISUSE);
    Nija__V1__RecordTradesRequest late = NIJA__V1__RECORD_TRADES_REQUEST__INIT;
    EXPECT_CODE(client, nija_send(call, &late.base, -1), NIJA_MISUSE);
    ProtobufCMessage *message;
    EXPECT_CODE(client, nija_receive(call, -1, &message), NIJA_OK);
    Nija__V1__RecordTradesResponse *response = (Nija__V1__RecordTradesResponse *)message;
    EXPECT(response->recorded == 19999);
    EXPECT(response->rejected == 1);
    EXPECT(response->rejections[0]->index == 7);
    nija_free(message);
    EXPECT_CODE(client, nija_receive(call, -1, &message), NIJA_END);
    nija_end(call);
}

/* A stream that nobody reads costs nothing, holds up nothing, and loses nothing. */
static void a_stream_that_stands_still_holds_up_nobody(void) {
    nija_call *still = subscribed(client, 0), *writer = stream_trades(20000, SIZE_MAX);
    ProtobufCMessage *message;
    EXPECT_CODE(client, nija_finish(writer), NIJA_OK);
    EXPECT_CODE(client, nija_receive(writer, -1, &message), NIJA_OK);
    nija_free(message);
    nija_end(writer);
    uint64_t last = last_sequence(client);
    EXPECT(last >= 20000);
    for (uint64_t sequence = 1; sequence <= last; sequence++) {
        Nija__V1__Event *event;
        EXPECT_CODE(client, nija_next_event(still, -1, &event), NIJA_OK);
        EXPECT(event->sequence == sequence);
        nija_free(event);
    }
    nija_end(still);
}

/* Which event is the next is settled as soon as nijad has said where it stands. */
static void a_stream_begins_with_the_next_event(void) {
    Nija__V1__Trade first = sample_trade("first"), next = sample_trade("next");
    EXPECT_CODE(client, record_trade(client, &first, NULL), NIJA_OK);
    Nija__V1__StreamTradesRequest request = NIJA__V1__STREAM_TRADES_REQUEST__INIT;
    nija_call *call;
    Nija__V1__Event *event;
    EXPECT_CODE(client, nija_stream_trades(client, &request, &call), NIJA_OK);
    while (nija_sequence(call) == 0)
        EXPECT_CODE(client, nija_next_event(call, 1, &event), NIJA_AGAIN);
    EXPECT_CODE(client, record_trade(client, &next, NULL), NIJA_OK);
    EXPECT_CODE(client, nija_next_event(call, -1, &event), NIJA_OK);
    EXPECT_TEXT(event->trade_recorded->trade_id, "next");
    EXPECT(nija_sequence(call) == event->sequence);
    nija_free(event);
    nija_end(call);
}

static void a_stream_from_beyond_the_end_is_refused(void) {
    nija_call *call = subscribed(client, 1000000);
    ProtobufCMessage *message;
    EXPECT_CODE(client, nija_receive(call, -1, &message), NIJA_OUT_OF_RANGE);
    EXPECT(*nija_last_error(client)->reason);
    EXPECT_CODE(client, nija_receive(call, 0, &message), NIJA_OUT_OF_RANGE);
    nija_end(call);
}

static void a_report_comes_in_pieces_and_ends(void) {
    Nija__V1__Trade trade = sample_trade("");
    EXPECT_CODE(client, record_trade(client, &trade, NULL), NIJA_OK);
    Nija__V1__ExportKpisRequest request = NIJA__V1__EXPORT_KPIS_REQUEST__INIT;
    request.format = NIJA__V1__EXPORT_FORMAT__EXPORT_FORMAT_MARKDOWN;
    nija_call *call;
    ProtobufCMessage *message;
    Nija__V1__Event *event;
    EXPECT_CODE(client, nija_export_kpis(client, &request, &call), NIJA_OK);
    EXPECT_CODE(client, nija_next_event(call, -1, &event), NIJA_MISUSE);
    size_t size = 0;
    int code;
    while ((code = nija_receive(call, -1, &message)) == NIJA_OK) {
        size += ((Nija__V1__ExportKpisResponse *)message)->content.len;
        nija_free(message);
    }
    EXPECT_CODE(client, code, NIJA_END);
    EXPECT_CODE(client, nija_receive(call, -1, &message), NIJA_END);
    EXPECT(size > 100);
    nija_end(call);
}

/* More calls than one connection may have in flight wait their turn here. */
static void calls_beyond_the_limit_wait(void) {
    enum { MANY = 1500 };
    static nija_call *calls[MANY];
    Nija__V1__GetStatusRequest request = NIJA__V1__GET_STATUS_REQUEST__INIT;
    for (size_t index = 0; index < MANY; index++)
        EXPECT_CODE(client, nija_begin(client, &nija_get_status_method, &request.base, &calls[index]), NIJA_OK);
    for (size_t index = 0; index < MANY; index++) {
        ProtobufCMessage *message;
        EXPECT_CODE(client, nija_receive(calls[index], -1, &message), NIJA_OK);
        nija_free(message);
        nija_end(calls[index]);
    }
}

/* Calls that are under way end with their client. */
static void a_client_takes_its_calls_with_it(void) {
    Nija__V1__GetStatusRequest request = NIJA__V1__GET_STATUS_REQUEST__INIT;
    nija_client *other = connected();
    nija_call *call;
    EXPECT_CODE(other, nija_begin(other, &nija_get_status_method, &request.base, &call), NIJA_OK);
    subscribed(other, 0);
    nija_close(other);
    nija_close(NULL);
    nija_end(NULL);
    nija_free(NULL);
}

/*
 * Records trades in a loop of its own while the daemon is killed and started again and again, and follows them: each is
 * there once, in sequence. Says each trade, so that the killer knows when.
 */
static void every_trade_is_followed_once(void) {
    enum { TRADES = 300 };
    int seen = 0, recorded = 0, descriptor = nija_fd(client);
    uint64_t sequence = 0;
    nija_call *events = subscribed(client, 0), *trade = NULL;
    while (seen < TRADES || trade) {
        if (!trade && recorded < TRADES) {
            Nija__V1__Trade sample = sample_trade("");
            Nija__V1__RecordTradeRequest request = NIJA__V1__RECORD_TRADE_REQUEST__INIT;
            request.trade = &sample;
            EXPECT_CODE(client, nija_begin(client, &nija_record_trade_method, &request.base, &trade), NIJA_OK);
        }
        struct pollfd ready = {descriptor, POLLIN, 0};
        EXPECT(poll(&ready, 1, -1) == 1 || errno == EINTR);
        nija_process(client);
        ProtobufCMessage *message;
        int code = trade ? nija_receive(trade, 0, &message) : NIJA_AGAIN;
        if (code != NIJA_AGAIN) {
            EXPECT_CODE(client, code, NIJA_OK);
            nija_free(message);
            nija_end(trade);
            trade = NULL;
            printf("trade %d\n", ++recorded);
        }
        Nija__V1__Event *event;
        while ((code = nija_next_event(events, 0, &event)) == NIJA_OK) {
            EXPECT(event->sequence > sequence);
            sequence = event->sequence;
            seen += event->payload_case == NIJA__V1__EVENT__PAYLOAD_TRADE_RECORDED;
            nija_free(event);
        }
        EXPECT_CODE(client, code, NIJA_AGAIN);
    }
    EXPECT(nija_fd(client) == descriptor);
    printf("seen %d\n", seen);
    nija_end(events);
}

#define SCENARIO(name) {#name, name}
static const struct {
    const char *name;
    void (*run)(void);
} scenarios[] = {
    SCENARIO(a_trade_is_recorded_once),
    SCENARIO(an_id_is_made_when_none_is_given),
    SCENARIO(wrong_fields_are_named_by_the_daemon),
    SCENARIO(what_cannot_be_right_is_not_sent),
    SCENARIO(a_message_that_is_too_large_is_not_sent),
    SCENARIO(trades_are_streamed),
    SCENARIO(a_stream_that_stands_still_holds_up_nobody),
    SCENARIO(a_stream_begins_with_the_next_event),
    SCENARIO(a_stream_from_beyond_the_end_is_refused),
    SCENARIO(a_report_comes_in_pieces_and_ends),
    SCENARIO(calls_beyond_the_limit_wait),
    SCENARIO(a_client_takes_its_calls_with_it),
    SCENARIO(every_trade_is_followed_once),
};

/* Without a name, says which there are. */
int main(int count, char **words) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t index = 0; index < COUNT(scenarios); index++) {
        if (count == 1) {
            puts(scenarios[index].name);
        } else if (strcmp(words[1], scenarios[index].name) == 0) {
            client = connected();
            scenarios[index].run();
            nija_close(client);
            return 0;
        }
    }
    return count != 1;
}
