/* What is decided without a socket. */
#include "check.h"
#include "expect.h"
#include "identity.h"
#include "message.h"
#include "wire.h"

/* --- Decimals --- */

static void units_become_decimals_and_back(void) {
    static const struct {
        int64_t units;
        unsigned places;
        const char *text;
    } table[] = {
        {0, 0, "0"},
        {0, 2, "0.00"},
        {5, 2, "0.05"},
        {-5, 1, "-0.5"},
        {4500025, 2, "45000.25"},
        {INT64_MAX, 0, "9223372036854775807"},
        {INT64_MIN, 18, "-9.223372036854775808"},
        {1, 18, "0.000000000000000001"},
    };
    for (size_t index = 0; index < COUNT(table); index++) {
        char text[NIJA_DECIMAL_SIZE];
        int64_t units;
        EXPECT(nija_decimal_from_units(table[index].units, table[index].places, text) == NIJA_OK);
        EXPECT_TEXT(text, table[index].text);
        EXPECT(nija_decimal_to_units(text, table[index].places, &units) == NIJA_OK);
        EXPECT(units == table[index].units);
    }
}

static void units_are_never_rounded(void) {
    int64_t units = 7;
    char text[NIJA_DECIMAL_SIZE];
    EXPECT(nija_decimal_to_units("0.001", 2, &units) == NIJA_OUT_OF_RANGE);
    EXPECT(nija_decimal_to_units("9223372036854775808", 0, &units) == NIJA_OUT_OF_RANGE);
    EXPECT(nija_decimal_to_units("92233720368547758.08", 2, &units) == NIJA_OUT_OF_RANGE);
    EXPECT(nija_decimal_to_units("1", 19, &units) == NIJA_OUT_OF_RANGE);
    EXPECT(nija_decimal_to_units("1e5", 2, &units) == NIJA_INVALID_ARGUMENT);
    EXPECT(nija_decimal_to_units("", 2, &units) == NIJA_INVALID_ARGUMENT);
    EXPECT(nija_decimal_from_units(1, 19, text) == NIJA_OUT_OF_RANGE);
    EXPECT(units == 7);
    EXPECT(nija_decimal_to_units("1.500", 1, &units) == NIJA_OK && units == 15);
}

/* --- What is refused before it is sent --- */

static void text_is_utf8_or_refused(void) {
    static const char *const good[] = {"", "BTC-USD", "\xc3\xa9", "\xe2\x98\xba", "\xf0\x9f\x98\x88", "\xed\x9f\xbf",
                                       "\xf4\x8f\xbf\xbf"};
    static const char *const bad[] = {"\x80", "\xc0\xaf", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                                      "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "a\xe2\x98"};
    for (size_t index = 0; index < COUNT(good); index++)
        EXPECT(nija_is_utf8(good[index]));
    for (size_t index = 0; index < COUNT(bad); index++)
        EXPECT(!nija_is_utf8(bad[index]));
}

static void every_wrong_field_is_named_by_its_path(void) {
    char *tags[] = {nija_text("fine"), nija_text("\xff")};
    Nija__V1__Trade good = NIJA__V1__TRADE__INIT, bad = NIJA__V1__TRADE__INIT;
    good.profit = nija_text("-1.5");
    good.reason = nija_text("tabs\tand\nlines");
    bad.profit = nija_text("a lot");
    bad.symbol = nija_text("BTC\r");
    bad.tags = tags;
    bad.n_tags = 2;
    bad.confidence_value_case = NIJA__V1__TRADE__CONFIDENCE_VALUE_CONFIDENCE;
    bad.confidence = 0.0 / 0.0;
    Nija__V1__Trade *trades[] = {&good, &bad};
    Nija__V1__BatchRecordTradesRequest request = NIJA__V1__BATCH_RECORD_TRADES_REQUEST__INIT;
    request.trades = trades;
    request.n_trades = 2;
    nija_failure failure;
    nija_failure_init(&failure);
    EXPECT(nija_check_message(&request.base, &failure) == NIJA_INVALID_ARGUMENT);
    const nija_error *error = &failure.error;
    static const nija_field wanted[] = {
        {"trades[1].symbol", "has control characters"},
        {"trades[1].profit", "is \"a lot\"; it must be a plain decimal such as \"45000.25\" or \"-0.001\""},
        {"trades[1].confidence", "must be a finite number"},
        {"trades[1].tags[1]", "is not UTF-8"},
    };
    EXPECT_TEXT(error->message, "4 fields cannot be accepted");
    EXPECT_TEXT(error->reason, "INVALID_FIELDS");
    EXPECT(error->field_count == COUNT(wanted));
    for (size_t index = 0; index < COUNT(wanted); index++) {
        EXPECT_TEXT(error->fields[index].path, wanted[index].path);
        EXPECT_TEXT(error->fields[index].description, wanted[index].description);
    }
    request.n_trades = 1;
    EXPECT(nija_check_message(&request.base, &failure) == NIJA_OK);
    nija_failure_clear(&failure);
}

static void a_hole_in_a_list_is_refused(void) {
    Nija__V1__Trade *trades[] = {NULL};
    Nija__V1__BatchRecordTradesRequest request = NIJA__V1__BATCH_RECORD_TRADES_REQUEST__INIT;
    request.trades = trades;
    request.n_trades = 1;
    nija_failure failure;
    nija_failure_init(&failure);
    EXPECT(nija_check_message(&request.base, &failure) == NIJA_INVALID_ARGUMENT);
    EXPECT_TEXT(failure.error.fields[0].path, "trades[0]");
    nija_failure_clear(&failure);
}

/* --- Ids --- */

static void ids_are_made_where_none_are_given(void) {
    Nija__V1__Trade named = NIJA__V1__TRADE__INIT, nameless = NIJA__V1__TRADE__INIT;
    named.trade_id = nija_text("t-1");
    Nija__V1__Trade *trades[] = {&named, &nameless};
    Nija__V1__BatchRecordTradesRequest request = NIJA__V1__BATCH_RECORD_TRADES_REQUEST__INIT;
    request.trades = trades;
    request.n_trades = 2;
    nija_failure ids;
    nija_failure_init(&ids);
    uint8_t *packed;
    size_t size;
    EXPECT(nija_pack_with_ids(&request.base, "trades.trade_id", &ids, &packed, &size) == NIJA_OK);
    Nija__V1__BatchRecordTradesRequest *sent = nija__v1__batch_record_trades_request__unpack(NULL, size, packed);
    EXPECT(ids.error.id_count == 2);
    EXPECT_TEXT(ids.error.ids[0], "t-1");
    EXPECT(strlen(ids.error.ids[1]) == NIJA_ID_SIZE - 1);
    EXPECT_TEXT(sent->trades[0]->trade_id, "t-1");
    EXPECT_TEXT(sent->trades[1]->trade_id, ids.error.ids[1]);
    EXPECT_TEXT(nameless.trade_id, "");
    nija_free(sent);
    free(packed);
    nija_failure_clear(&ids);
}

static void ids_differ(void) {
    char one[NIJA_ID_SIZE], other[NIJA_ID_SIZE];
    nija_make_id(one);
    nija_make_id(other);
    EXPECT(strcmp(one, other) != 0);
    EXPECT(one[14] == '4' && strchr("89ab", one[19]));
}

/* --- The wire --- */

static void streams_end_with_the_last_number(void) {
    nija_wire wire;
    nija_wire_init(&wire);
    wire.next_stream = UINT32_MAX;
    nija_request request = {"s", "m", NULL, 0, 0};
    EXPECT(nija_wire_begin(&wire, NIJA_UNARY, &request, NULL) == UINT32_MAX);
    EXPECT(wire.next_stream == 0);
    nija_wire_free(&wire);
}

static void a_cancelled_call_hears_nothing(void) {
    static const uint8_t answer[] = {0, 0, 0, 0, 0, 0, 0, 1, 2, 0};
    static const uint8_t cancel[] = {0, 0, 0, 0, 0, 0, 0, 1, 0x10, 0};
    nija_wire wire;
    nija_wire_event event;
    nija_wire_init(&wire);
    nija_request request = {"s", "m", NULL, 0, 0};
    uint32_t stream = nija_wire_begin(&wire, NIJA_UNARY, &request, NULL);
    nija_wire_cancel(&wire, stream);
    const uint8_t *end = nija_buffer_head(&wire.out) + nija_buffer_size(&wire.out);
    EXPECT(memcmp(end - sizeof cancel, cancel, sizeof cancel) == 0);
    memcpy(nija_buffer_reserve(&wire.in, sizeof answer), answer, sizeof answer);
    nija_buffer_grow(&wire.in, sizeof answer);
    EXPECT(nija_wire_next(&wire, &event) == 0);
    EXPECT(nija_buffer_size(&wire.in) == 0);
    nija_wire_free(&wire);
}

static void a_request_is_written_as_protocol_md_shows_it(void) {
    static const uint8_t wanted[] = "\0\0\0\x24\0\0\0\1\1\0\x0a\x15nija.v1.SystemService\x12\x0b" "CheckHealth";
    nija_wire wire;
    nija_wire_init(&wire);
    nija_request request = {"nija.v1.SystemService", "CheckHealth", NULL, 0, 0};
    nija_wire_begin(&wire, NIJA_UNARY, &request, NULL);
    EXPECT(nija_buffer_size(&wire.out) == sizeof wanted - 1);
    EXPECT(memcmp(nija_buffer_head(&wire.out), wanted, sizeof wanted - 1) == 0);
    nija_wire_free(&wire);
}

/* Every byte of an answer set to every value: it is read or refused, and nothing outside of it is looked at. */
static void damaged_answers_are_survived(void) {
    static const uint8_t good[] = "\x0a\x1b\x08\x05\x12\x17there is no trade \"t-1\"\x12\x02ok";
    size_t size = sizeof good - 1;
    uint8_t *bytes = malloc(size);
    for (size_t at = 0; at < size; at++) {
        for (int value = 0; value < 256; value++) {
            memcpy(bytes, good, size);
            bytes[at] = (uint8_t)value;
            nija_response response;
            nija_failure failure;
            nija_failure_init(&failure);
            if (nija_response_read(bytes, size, &response) && response.status)
                nija_failure_from_status(&failure, response.status, response.status_size);
            nija_failure_clear(&failure);
        }
    }
    free(bytes);
}

static void a_buffer_keeps_what_is_in_it(void) {
    nija_buffer buffer = {0};
    uint8_t next_in = 0, next_out = 0;
    for (size_t round = 0; round < 3000; round++) {
        size_t size = round * 7 % 5000;
        uint8_t *bytes = nija_buffer_reserve(&buffer, size);
        for (size_t index = 0; index < size; index++)
            bytes[index] = next_in++;
        nija_buffer_grow(&buffer, size);
        size_t taken = nija_buffer_size(&buffer) / 2;
        for (size_t index = 0; index < taken; index++)
            EXPECT(nija_buffer_head(&buffer)[index] == next_out++);
        nija_buffer_take(&buffer, taken);
    }
    nija_buffer_free(&buffer);
}

static void codes_have_names(void) {
    EXPECT_TEXT(nija_code_name(NIJA_OK), "OK");
    EXPECT_TEXT(nija_code_name(NIJA_UNAUTHENTICATED), "UNAUTHENTICATED");
    EXPECT_TEXT(nija_code_name(NIJA_AGAIN), "AGAIN");
    EXPECT_TEXT(nija_code_name(NIJA_NO_MEMORY), "NO_MEMORY");
    EXPECT_TEXT(nija_code_name(99), "UNRECOGNIZED");
    EXPECT_TEXT(nija_code_name(-99), "UNRECOGNIZED");
}

int main(void) {
    units_become_decimals_and_back();
    units_are_never_rounded();
    text_is_utf8_or_refused();
    every_wrong_field_is_named_by_its_path();
    a_hole_in_a_list_is_refused();
    ids_are_made_where_none_are_given();
    ids_differ();
    streams_end_with_the_last_number();
    a_cancelled_call_hears_nothing();
    a_request_is_written_as_protocol_md_shows_it();
    damaged_answers_are_survived();
    a_buffer_keeps_what_is_in_it();
    codes_have_names();
    return 0;
}
