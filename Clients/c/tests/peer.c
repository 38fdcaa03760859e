/* The library against a server that does what no nijad does, or not so soon; it lives in the test itself. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "trades.h"

static char path[64];
static int listener;
static nija_client *client;

static const uint8_t OK_ANSWER[] = {0, 0, 0, 0, 0, 0, 0, 1, 2, 0};
static const uint8_t UNAVAILABLE_ANSWER[] = {0, 0, 0, 4, 0, 0, 0, 1, 2, 0, 0x0a, 2, 8, 14};

static void listen_at_path(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strcpy(address.sun_path, path);
    listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
    EXPECT(bind(listener, (struct sockaddr *)&address, sizeof address) == 0);
    EXPECT(listen(listener, 16) == 0);
}

static int accepted(void) {
    int connection = accept(listener, NULL, NULL);
    EXPECT(connection >= 0);
    return connection;
}

static void answer(int connection, const void *bytes, size_t size) {
    EXPECT(write(connection, bytes, size) == (ssize_t)size);
}

static nija_call *begin_status(void) {
    Nija__V1__GetStatusRequest request = NIJA__V1__GET_STATUS_REQUEST__INIT;
    nija_call *call;
    EXPECT_CODE(client, nija_begin(client, &nija_get_status_method, &request.base, &call), NIJA_OK);
    return call;
}

static nija_call *begin_trade(void) {
    Nija__V1__Trade trade = sample_trade("t-1");
    Nija__V1__RecordTradeRequest request = NIJA__V1__RECORD_TRADE_REQUEST__INIT;
    request.trade = &trade;
    nija_call *call;
    EXPECT_CODE(client, nija_begin(client, &nija_record_trade_method, &request.base, &call), NIJA_OK);
    return call;
}

/* How a call ends. */
static void expect_end(nija_call *call, int code) {
    ProtobufCMessage *message;
    EXPECT_CODE(client, nija_receive(call, -1, &message), code);
    nija_free(message);
    nija_end(call);
}

static void turn(void) {
    struct pollfd ready = {nija_fd(client), POLLIN, 0};
    EXPECT(poll(&ready, 1, -1) == 1 || errno == EINTR);
    nija_process(client);
}

static void silence_is_a_deadline_or_an_unknown_outcome(void) {
    nija_set_timeout(client, 20);
    expect_end(begin_status(), NIJA_DEADLINE_EXCEEDED);
    expect_end(begin_trade(), NIJA_OUTCOME_UNKNOWN);
    EXPECT(nija_last_error(client)->id_count == 1);
    EXPECT_TEXT(nija_last_error(client)->ids[0], "t-1");
}

static void the_descriptor_tells_of_deadlines(void) {
    nija_set_timeout(client, 20);
    nija_call *call = begin_status();
    ProtobufCMessage *message;
    int code;
    while ((code = nija_receive(call, 0, &message)) == NIJA_AGAIN)
        turn();
    EXPECT_CODE(client, code, NIJA_DEADLINE_EXCEEDED);
    nija_end(call);
    /* And rests afterwards. */
    struct pollfd ready = {nija_fd(client), POLLIN, 0};
    EXPECT(poll(&ready, 1, 0) == 0);
}

static void what_is_no_nijad_is_said_to_be_none(void) {
    answer(accepted(), "HTTP/1.1 400 Bad Request\r\n", 26);
    expect_end(begin_status(), NIJA_VIOLATION);
}

static void an_answer_that_is_no_answer_is_a_violation(void) {
    static const uint8_t bytes[] = {0, 0, 0, 4, 0, 0, 0, 1, 2, 0, 0x12, 2, 0xff, 0xff};
    nija_call *call = begin_status();
    answer(accepted(), bytes, sizeof bytes);
    expect_end(call, NIJA_VIOLATION);
}

/* A daemon that drains says so; the one that comes after it is reached by a new connection. */
static void unavailable_is_repeated_on_a_new_connection(void) {
    nija_call *call = begin_trade();
    answer(accepted(), UNAVAILABLE_ANSWER, sizeof UNAVAILABLE_ANSWER);
    turn();
    answer(accepted(), OK_ANSWER, sizeof OK_ANSWER);
    expect_end(call, NIJA_OK);
}

static void a_cut_is_repeated_when_that_is_safe(void) {
    nija_call *call = begin_trade();
    close(accepted());
    turn();
    answer(accepted(), OK_ANSWER, sizeof OK_ANSWER);
    expect_end(call, NIJA_OK);
}

/* Pausing has no id: whether it was done cannot be known, and is said. */
static void a_cut_is_an_unknown_outcome_when_it_is_not(void) {
    Nija__V1__PauseStrategyRequest request = NIJA__V1__PAUSE_STRATEGY_REQUEST__INIT;
    nija_call *call;
    EXPECT_CODE(client, nija_begin(client, &nija_pause_strategy_method, &request.base, &call), NIJA_OK);
    close(accepted());
    expect_end(call, NIJA_OUTCOME_UNKNOWN);
}

/* One attempt went unanswered: that the next was refused for now does not tell what became of it. */
static void unavailable_after_a_cut_stays_uncertain(void) {
    nija_set_timeout(client, 1000);
    nija_call *call = begin_trade();
    close(accepted());
    turn();
    int connection = accepted();
    close(listener);
    unlink(path);
    answer(connection, UNAVAILABLE_ANSWER, sizeof UNAVAILABLE_ANSWER);
    expect_end(call, NIJA_OUTCOME_UNKNOWN);
}

/* How many bytes a request of this size takes is more than a socket holds: it did not go out whole. */
static void what_did_not_go_out_has_not_happened(void) {
    static char reason[3000000];
    memset(reason, 'x', sizeof reason - 1);
    Nija__V1__PauseStrategyRequest request = NIJA__V1__PAUSE_STRATEGY_REQUEST__INIT;
    request.reason = reason;
    nija_call *call;
    EXPECT_CODE(client, nija_begin(client, &nija_pause_strategy_method, &request.base, &call), NIJA_OK);
    close(accepted());
    turn();
    answer(accepted(), OK_ANSWER, sizeof OK_ANSWER);
    expect_end(call, NIJA_OK);
}

static void a_silent_stream_is_begun_anew(void) {
    Google__Protobuf__Duration heartbeat = GOOGLE__PROTOBUF__DURATION__INIT;
    heartbeat.nanos = 20000000;
    Nija__V1__SubscribeRequest request = NIJA__V1__SUBSCRIBE_REQUEST__INIT;
    request.after_sequence_value_case = NIJA__V1__SUBSCRIBE_REQUEST__AFTER_SEQUENCE_VALUE_AFTER_SEQUENCE;
    request.heartbeat_interval = &heartbeat;
    nija_call *call;
    EXPECT_CODE(client, nija_subscribe(client, &request, &call), NIJA_OK);
    accepted(); /* of the client */
    accepted(); /* of the stream */
    struct pollfd again = {listener, POLLIN, 0};
    while (poll(&again, 1, 0) == 0)
        turn();
    nija_end(call);
}

static void a_stream_that_cannot_begin_fails(void) {
    nija_set_timeout(client, 20);
    close(listener);
    unlink(path);
    nija_call *call = subscribed(client, 0);
    ProtobufCMessage *message;
    EXPECT_CODE(client, nija_receive(call, -1, &message), NIJA_UNREACHABLE);
    nija_end(call);
}

static void a_stream_that_has_begun_lasts(void) {
    nija_set_timeout(client, 200);
    nija_call *call = subscribed(client, 0);
    ProtobufCMessage *message;
    EXPECT_CODE(client, nija_receive(call, 300, &message), NIJA_AGAIN);
    nija_end(call);
}

static void messages_that_nobody_reads_are_not_taken(void) {
    nija_call *call;
    EXPECT_CODE(client, nija_record_trades(client, &call), NIJA_OK);
    static char long_text[4000];
    memset(long_text, 'x', sizeof long_text - 1);
    Nija__V1__Trade trade = sample_trade("");
    trade.reason = long_text;
    Nija__V1__RecordTradesRequest message = NIJA__V1__RECORD_TRADES_REQUEST__INIT;
    message.trade = &trade;
    int code;
    size_t taken = 0;
    while ((code = nija_send(call, &message.base, 0)) == NIJA_OK)
        taken += sizeof long_text;
    EXPECT_CODE(client, code, NIJA_AGAIN);
    EXPECT(taken < 3000000);
    nija_end(call);
}

static void nobody_is_unreachable(void) {
    nija_client *nobody;
    EXPECT_CODE(nobody, nija_connect("/nowhere/nijad.sock", &nobody), NIJA_UNREACHABLE);
    EXPECT_TEXT(nija_last_error(nobody)->message, "cannot connect to /nowhere/nijad.sock: No such file or directory");
    nija_set_timeout(nobody, 20);
    Nija__V1__Trade trade = sample_trade("");
    EXPECT_CODE(nobody, record_trade(nobody, &trade, NULL), NIJA_UNREACHABLE);
    nija_close(nobody);
}

static void a_path_that_no_socket_has_is_refused(void) {
    char long_path[200];
    memset(long_path, 'x', sizeof long_path);
    long_path[sizeof long_path - 1] = '\0';
    nija_client *nobody;
    EXPECT_CODE(nobody, nija_connect(long_path, &nobody), NIJA_MISUSE);
    nija_set_timeout(nobody, 20);
    Nija__V1__Trade trade = sample_trade("");
    EXPECT_CODE(nobody, record_trade(nobody, &trade, NULL), NIJA_MISUSE);
    nija_close(nobody);
}

static void with_peer(void (*test)(void)) {
    listen_at_path();
    EXPECT_CODE(client, nija_connect(path, &client), NIJA_OK);
    test();
    nija_close(client);
    close(listener);
    unlink(path);
}

int main(void) {
    char place[] = "/tmp/nija-peer-XXXXXX";
    EXPECT(mkdtemp(place));
    snprintf(path, sizeof path, "%s/s.sock", place);
    with_peer(silence_is_a_deadline_or_an_unknown_outcome);
    with_peer(the_descriptor_tells_of_deadlines);
    with_peer(what_is_no_nijad_is_said_to_be_none);
    with_peer(an_answer_that_is_no_answer_is_a_violation);
    with_peer(unavailable_is_repeated_on_a_new_connection);
    with_peer(a_cut_is_repeated_when_that_is_safe);
    with_peer(a_cut_is_an_unknown_outcome_when_it_is_not);
    with_peer(unavailable_after_a_cut_stays_uncertain);
    with_peer(what_did_not_go_out_has_not_happened);
    with_peer(a_silent_stream_is_begun_anew);
    with_peer(a_stream_that_cannot_begin_fails);
    with_peer(a_stream_that_has_begun_lasts);
    with_peer(messages_that_nobody_reads_are_not_taken);
    nobody_is_unreachable();
    a_path_that_no_socket_has_is_refused();
    rmdir(place);
    return 0;
}
