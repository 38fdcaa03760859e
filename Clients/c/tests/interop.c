/*
 * The cases of Protos/conformance/interop.json: `interop blocking|loop CASE`. With "loop" the caller waits for nija_fd
 * with poll(2), and no function of the library waits.
 */
#include <errno.h>
#include <poll.h>
#include <time.h>

#include "expect.h"
#include "interop.pb-c.h"
#include "nija.h"

typedef Nija__Interop__V1__SimpleRequest simple_request;
typedef Nija__Interop__V1__SimpleResponse simple_response;
typedef Nija__Interop__V1__StreamingOutputRequest output_request;
typedef Nija__Interop__V1__StreamingOutputResponse output_response;

#define EMPTY &nija__interop__v1__empty__descriptor
#define SERVICE "nija.interop.v1.InteropService"
#define INTEROP(name, shape, traits, request, response)                                                               \
    static const nija_method name = {SERVICE, #name, shape, traits, NULL, request, response}

INTEROP(EmptyCall, NIJA_UNARY, NIJA_READS, EMPTY, EMPTY);
INTEROP(EndlessCall, NIJA_UNARY, NIJA_READS, EMPTY, EMPTY);
INTEROP(UnimplementedCall, NIJA_UNARY, NIJA_READS, EMPTY, EMPTY);
INTEROP(CountInterrupted, NIJA_UNARY, NIJA_READS, EMPTY, &nija__interop__v1__count_interrupted_response__descriptor);
INTEROP(UnaryCall, NIJA_UNARY, NIJA_READS, &nija__interop__v1__simple_request__descriptor,
        &nija__interop__v1__simple_response__descriptor);
INTEROP(StreamingInputCall, NIJA_CLIENT_STREAM, 0, &nija__interop__v1__streaming_input_request__descriptor,
        &nija__interop__v1__streaming_input_response__descriptor);
INTEROP(StreamingOutputCall, NIJA_SERVER_STREAM, NIJA_READS, &nija__interop__v1__streaming_output_request__descriptor,
        &nija__interop__v1__streaming_output_response__descriptor);
INTEROP(FullDuplexCall, NIJA_BOTH_WAYS, 0, &nija__interop__v1__streaming_output_request__descriptor,
        &nija__interop__v1__streaming_output_response__descriptor);
static const nija_method UnimplementedService = {
    "nija.interop.v1.UnimplementedService", "EmptyCall", NIJA_UNARY, NIJA_READS, NULL, EMPTY, EMPTY};

static const size_t SIZES_IN[] = {27182, 8, 1828, 45904};
static const uint32_t SIZES_OUT[] = {31415, 9, 2653, 58979};
static uint8_t zeros[400000];

static bool loops;
static nija_client *client;

/* --- Waiting, in the way that is tried --- */

static void turn(nija_client *of) {
    struct pollfd ready = {nija_fd(of), POLLIN, 0};
    EXPECT(poll(&ready, 1, -1) >= 0 || errno == EINTR);
    nija_process(of);
}

static int receive(nija_client *of, nija_call *call, ProtobufCMessage **message) {
    if (!loops)
        return nija_receive(call, -1, message);
    int code;
    while ((code = nija_receive(call, 0, message)) == NIJA_AGAIN)
        turn(of);
    return code;
}

static void send_message(nija_call *call, const ProtobufCMessage *message) {
    int code;
    while ((code = nija_send(call, message, loops ? 0 : -1)) == NIJA_AGAIN)
        turn(client);
    EXPECT_CODE(client, code, NIJA_OK);
}

static int ask(nija_client *of, const nija_method *method, const void *request, void *response) {
    nija_call *call;
    ProtobufCMessage *answer = NULL;
    int code = nija_begin(of, method, request, &call);
    if (code == NIJA_OK) {
        code = receive(of, call, &answer);
        nija_end(call);
    }
    if (response)
        *(void **)response = answer;
    else
        nija_free(answer);
    return code;
}

static nija_client *connect_to(const char *variable) {
    nija_client *made;
    EXPECT_CODE(made, nija_connect(getenv(variable), &made), NIJA_OK);
    return made;
}

/* Asks for a message of a stream of a size. */
static void expect_size(nija_call *call, size_t size) {
    ProtobufCMessage *message;
    EXPECT_CODE(client, receive(client, call, &message), NIJA_OK);
    EXPECT(((output_response *)message)->payload.len == size);
    nija_free(message);
}

static void expect_end(nija_call *call, int wanted) {
    ProtobufCMessage *message;
    EXPECT_CODE(client, receive(client, call, &message), wanted);
    EXPECT(!message);
}

static nija_call *begin(const nija_method *method, const void *request) {
    nija_call *call;
    EXPECT_CODE(client, nija_begin(client, method, request, &call), NIJA_OK);
    return call;
}

/* --- Cases --- */

static const Nija__Interop__V1__Empty empty = NIJA__INTEROP__V1__EMPTY__INIT;

static void empty_unary(void) {
    EXPECT_CODE(client, ask(client, &EmptyCall, &empty, NULL), NIJA_OK);
}

static void large_unary(void) {
    simple_request request = NIJA__INTEROP__V1__SIMPLE_REQUEST__INIT;
    simple_response *response;
    request.payload = (ProtobufCBinaryData){271828, zeros};
    request.response_size = 314159;
    EXPECT_CODE(client, ask(client, &UnaryCall, &request, &response), NIJA_OK);
    EXPECT(response->payload.len == 314159);
    EXPECT(memcmp(response->payload.data, zeros, 314159) == 0);
    nija_free(response);
}

static void client_streaming(void) {
    nija_call *call = begin(&StreamingInputCall, NULL);
    for (size_t index = 0; index < COUNT(SIZES_IN); index++) {
        Nija__Interop__V1__StreamingInputRequest request = NIJA__INTEROP__V1__STREAMING_INPUT_REQUEST__INIT;
        request.payload = (ProtobufCBinaryData){SIZES_IN[index], zeros};
        send_message(call, &request.base);
    }
    EXPECT_CODE(client, nija_finish(call), NIJA_OK);
    ProtobufCMessage *message;
    EXPECT_CODE(client, receive(client, call, &message), NIJA_OK);
    EXPECT(((Nija__Interop__V1__StreamingInputResponse *)message)->aggregated_payload_size == 74922);
    nija_free(message);
    expect_end(call, NIJA_END);
    nija_end(call);
}

static void server_streaming(void) {
    output_request request = NIJA__INTEROP__V1__STREAMING_OUTPUT_REQUEST__INIT;
    request.n_response_sizes = COUNT(SIZES_OUT);
    request.response_sizes = (uint32_t *)SIZES_OUT;
    nija_call *call = begin(&StreamingOutputCall, &request);
    for (size_t index = 0; index < COUNT(SIZES_OUT); index++)
        expect_size(call, SIZES_OUT[index]);
    expect_end(call, NIJA_END);
    nija_end(call);
}

static void ping_pong(void) {
    nija_call *call = begin(&FullDuplexCall, NULL);
    for (size_t index = 0; index < COUNT(SIZES_OUT); index++) {
        output_request request = NIJA__INTEROP__V1__STREAMING_OUTPUT_REQUEST__INIT;
        request.payload = (ProtobufCBinaryData){SIZES_IN[index], zeros};
        request.n_response_sizes = 1;
        request.response_sizes = (uint32_t *)&SIZES_OUT[index];
        send_message(call, &request.base);
        expect_size(call, SIZES_OUT[index]);
    }
    EXPECT_CODE(client, nija_finish(call), NIJA_OK);
    expect_end(call, NIJA_END);
    nija_end(call);
}

static void empty_stream(void) {
    nija_call *call = begin(&FullDuplexCall, NULL);
    EXPECT_CODE(client, nija_finish(call), NIJA_OK);
    expect_end(call, NIJA_END);
    nija_end(call);
}

/* UnaryCall asked to answer with a status. */
static int ask_status(Google__Rpc__Status *status) {
    simple_request request = NIJA__INTEROP__V1__SIMPLE_REQUEST__INIT;
    request.response_status = status;
    return ask(client, &UnaryCall, &request, NULL);
}

static void status_code_and_message(void) {
    Google__Rpc__Status status = GOOGLE__RPC__STATUS__INIT;
    status.code = 2;
    status.message = nija_text("test status message");
    EXPECT_CODE(client, ask_status(&status), NIJA_UNKNOWN);
    EXPECT_TEXT(nija_last_error(client)->message, "test status message");
    output_request request = NIJA__INTEROP__V1__STREAMING_OUTPUT_REQUEST__INIT;
    request.response_status = &status;
    nija_call *call = begin(&FullDuplexCall, NULL);
    send_message(call, &request.base);
    expect_end(call, NIJA_UNKNOWN);
    EXPECT_TEXT(nija_last_error(client)->message, "test status message");
    nija_end(call);
}

static void special_status_message(void) {
    Google__Rpc__Status status = GOOGLE__RPC__STATUS__INIT;
    status.code = 2;
    status.message =
        nija_text("\t\ntest with whitespace\r\nand Unicode BMP \xe2\x98\xba and non-BMP \xf0\x9f\x98\x88\t\n");
    EXPECT_CODE(client, ask_status(&status), NIJA_UNKNOWN);
    EXPECT_TEXT(nija_last_error(client)->message, status.message);
}

static void status_details(void) {
    static const uint8_t bad_request[] = "\x0a\x1a\x0a\x0ctrade.profit\x12\x0anot a text"
                                         "\x0a\x1c\x0a\x0etrade.quantity\x12\x0anot a size";
    static const uint8_t error_info[] = "\x0a\x0eINVALID_FIELDS\x12\x04nija";
    Google__Protobuf__Any fields = GOOGLE__PROTOBUF__ANY__INIT, info = GOOGLE__PROTOBUF__ANY__INIT;
    fields.type_url = nija_text("type.googleapis.com/google.rpc.BadRequest");
    fields.value = (ProtobufCBinaryData){sizeof bad_request - 1, (uint8_t *)bad_request};
    info.type_url = nija_text("type.googleapis.com/google.rpc.ErrorInfo");
    info.value = (ProtobufCBinaryData){sizeof error_info - 1, (uint8_t *)error_info};
    Google__Protobuf__Any *details[] = {&fields, &info};
    Google__Rpc__Status status = GOOGLE__RPC__STATUS__INIT;
    status.code = 3;
    status.message = nija_text("2 fields cannot be accepted");
    status.details = details;
    status.n_details = 2;
    EXPECT_CODE(client, ask_status(&status), NIJA_INVALID_ARGUMENT);
    const nija_error *error = nija_last_error(client);
    EXPECT_TEXT(error->reason, "INVALID_FIELDS");
    EXPECT(error->field_count == 2);
    EXPECT_TEXT(error->fields[0].path, "trade.profit");
    EXPECT_TEXT(error->fields[1].description, "not a size");
}

static void error_after_messages(void) {
    uint32_t sizes[] = {1, 2};
    Google__Rpc__Status status = GOOGLE__RPC__STATUS__INIT;
    status.code = 8;
    output_request request = NIJA__INTEROP__V1__STREAMING_OUTPUT_REQUEST__INIT;
    request.n_response_sizes = 2;
    request.response_sizes = sizes;
    request.response_status = &status;
    nija_call *call = begin(&StreamingOutputCall, &request);
    expect_size(call, 1);
    expect_size(call, 2);
    expect_end(call, NIJA_RESOURCE_EXHAUSTED);
    nija_end(call);
}

static void unimplemented_method(void) {
    EXPECT_CODE(client, ask(client, &UnimplementedCall, &empty, NULL), NIJA_UNIMPLEMENTED);
}

static void unimplemented_service(void) {
    EXPECT_CODE(client, ask(client, &UnimplementedService, &empty, NULL), NIJA_UNIMPLEMENTED);
}

/* That the connection lives is seen by a call that was begun before on it. */
static void oversized_response(void) {
    nija_call *before = begin(&EndlessCall, &empty);
    simple_request request = NIJA__INTEROP__V1__SIMPLE_REQUEST__INIT;
    request.response_size = 4194304;
    EXPECT_CODE(client, ask(client, &UnaryCall, &request, NULL), NIJA_RESOURCE_EXHAUSTED);
    empty_unary();
    ProtobufCMessage *message;
    EXPECT_CODE(client, nija_receive(before, 0, &message), NIJA_AGAIN);
    nija_end(before);
}

static void many_in_flight(void) {
    enum { MANY = 200 };
    nija_call *calls[MANY];
    for (uint32_t size = 0; size < MANY; size++) {
        simple_request request = NIJA__INTEROP__V1__SIMPLE_REQUEST__INIT;
        request.response_size = size;
        calls[size] = begin(&UnaryCall, &request);
    }
    for (size_t size = 0; size < MANY; size++) {
        ProtobufCMessage *message;
        EXPECT_CODE(client, receive(client, calls[size], &message), NIJA_OK);
        EXPECT(((simple_response *)message)->payload.len == size);
        nija_free(message);
        nija_end(calls[size]);
    }
}

static uint64_t count_interrupted(void) {
    Nija__Interop__V1__CountInterruptedResponse *response;
    EXPECT_CODE(client, ask(client, &CountInterrupted, &empty, &response), NIJA_OK);
    uint64_t count = response->count;
    nija_free(response);
    return count;
}

static void cancel_after_begin(void) {
    uint64_t before = count_interrupted();
    nija_end(begin(&StreamingInputCall, NULL));
    while (count_interrupted() < before + 1)
        continue;
}

static void cancel_after_first_response(void) {
    uint64_t before = count_interrupted();
    uint32_t sizes[] = {31415};
    output_request request = NIJA__INTEROP__V1__STREAMING_OUTPUT_REQUEST__INIT;
    request.n_response_sizes = 1;
    request.response_sizes = sizes;
    nija_call *call = begin(&FullDuplexCall, NULL);
    send_message(call, &request.base);
    expect_size(call, 31415);
    nija_end(call);
    while (count_interrupted() < before + 1)
        continue;
}

static void timeout_on_sleeping_server(void) {
    time_t start = time(NULL);
    nija_set_timeout(client, 50);
    EXPECT_CODE(client, ask(client, &EndlessCall, &empty, NULL), NIJA_DEADLINE_EXCEEDED);
    EXPECT(time(NULL) - start < 5);
}

/* Records a trade of no id, or of one. */
static int record(nija_client *with, const char *id, bool *duplicate) {
    Nija__V1__Trade trade = NIJA__V1__TRADE__INIT;
    trade.trade_id = nija_text(id);
    trade.strategy = nija_text("S");
    trade.symbol = nija_text("X");
    trade.profit = nija_text("1");
    Nija__V1__RecordTradeRequest request = NIJA__V1__RECORD_TRADE_REQUEST__INIT;
    request.trade = &trade;
    Nija__V1__RecordTradeResponse *response;
    int code = ask(with, &nija_record_trade_method, &request, &response);
    if (code == NIJA_OK)
        *duplicate = response->duplicate;
    nija_free(response);
    return code;
}

static void retry_with_the_same_id(void) {
    bool duplicate = false;
    nija_client *cut = connect_to("NIJA_PROXY"), *direct = connect_to("NIJA_SOCKET");
    EXPECT_CODE(cut, record(cut, "", &duplicate), NIJA_OK);
    EXPECT(duplicate);
    Nija__V1__GetAccountRequest request = NIJA__V1__GET_ACCOUNT_REQUEST__INIT;
    Nija__V1__GetAccountResponse *response;
    EXPECT_CODE(direct, ask(direct, &nija_get_account_method, &request, &response), NIJA_OK);
    EXPECT(response->account->total_trades == 1);
    nija_free(response);
    nija_close(cut);
    nija_close(direct);
}

static void outcome_unknown(void) {
    bool duplicate = false;
    nija_client *cut = connect_to("NIJA_PROXY"), *direct = connect_to("NIJA_SOCKET");
    nija_set_timeout(cut, 300);
    EXPECT_CODE(cut, record(cut, "", &duplicate), NIJA_OUTCOME_UNKNOWN);
    const nija_error *error = nija_last_error(cut);
    EXPECT(error->id_count == 1);
    EXPECT_CODE(direct, record(direct, error->ids[0], &duplicate), NIJA_OK);
    EXPECT(duplicate);
    nija_close(cut);
    nija_close(direct);
}

static void record_many(nija_client *with, size_t count) {
    Nija__V1__Trade trade = NIJA__V1__TRADE__INIT;
    trade.strategy = nija_text("S");
    trade.symbol = nija_text("X");
    trade.profit = nija_text("1");
    Nija__V1__Trade **trades = malloc(count * sizeof *trades);
    for (size_t index = 0; index < count; index++)
        trades[index] = &trade;
    Nija__V1__BatchRecordTradesRequest request = NIJA__V1__BATCH_RECORD_TRADES_REQUEST__INIT;
    request.trades = trades;
    request.n_trades = count;
    EXPECT_CODE(with, ask(with, &nija_batch_record_trades_method, &request, NULL), NIJA_OK);
    free(trades);
}

static void resume_after_a_cut(void) {
    nija_client *cut = connect_to("NIJA_PROXY"), *direct = connect_to("NIJA_SOCKET");
    record_many(direct, 500);
    Nija__V1__GetStatusRequest ask_last = NIJA__V1__GET_STATUS_REQUEST__INIT;
    Nija__V1__GetStatusResponse *status;
    EXPECT_CODE(direct, ask(direct, &nija_get_status_method, &ask_last, &status), NIJA_OK);
    uint64_t last = status->sequence;
    EXPECT(last >= 500);
    nija_free(status);
    Nija__V1__SubscribeRequest request = NIJA__V1__SUBSCRIBE_REQUEST__INIT;
    request.after_sequence_value_case = NIJA__V1__SUBSCRIBE_REQUEST__AFTER_SEQUENCE_VALUE_AFTER_SEQUENCE;
    nija_call *call;
    EXPECT_CODE(cut, nija_subscribe(cut, &request, &call), NIJA_OK);
    for (uint64_t sequence = 1; sequence <= last; sequence++) {
        ProtobufCMessage *message;
        EXPECT_CODE(cut, receive(cut, call, &message), NIJA_OK);
        EXPECT(((Nija__V1__SubscribeResponse *)message)->event->sequence == sequence);
        EXPECT(nija_sequence(call) == sequence);
        nija_free(message);
    }
    nija_close(cut);
    nija_close(direct);
}

#define CASE(name) {#name, name}
static const struct {
    const char *name;
    void (*run)(void);
} cases[] = {
    CASE(empty_unary), CASE(large_unary), CASE(client_streaming), CASE(server_streaming), CASE(ping_pong),
    CASE(empty_stream), CASE(status_code_and_message), CASE(special_status_message), CASE(status_details),
    CASE(error_after_messages), CASE(unimplemented_method), CASE(unimplemented_service), CASE(oversized_response),
    CASE(many_in_flight), CASE(cancel_after_begin), CASE(cancel_after_first_response),
    CASE(timeout_on_sleeping_server), CASE(retry_with_the_same_id), CASE(outcome_unknown), CASE(resume_after_a_cut),
};

int main(int count, char **words) {
    EXPECT(count == 3);
    loops = strcmp(words[1], "loop") == 0;
    for (size_t index = 0; index < COUNT(cases); index++) {
        if (strcmp(words[2], cases[index].name) == 0) {
            client = connect_to("NIJA_INTEROP");
            cases[index].run();
            nija_close(client);
            return 0;
        }
    }
    fprintf(stderr, "there is no case %s\n", words[2]);
    return 1;
}
