/* The vectors of Protos/conformance; the directory is the argument. */
#include <json.h>

#include "check.h"
#include "expect.h"
#include "failure.h"
#include "frame.h"
#include "wire.h"

typedef struct bytes {
    uint8_t *at;
    size_t size;
} bytes;

/* Of the vector that is tried, for a debugger. */
static const char *name;

static const char *text_of(json_object *object, const char *key) {
    return json_object_get_string(json_object_object_get(object, key));
}

static int64_t number_of(json_object *object, const char *key) {
    return json_object_get_int64(json_object_object_get(object, key));
}

/* Allocated to its exact size, so that a sanitizer sees each byte that is read beyond. */
static bytes unhex(const char *hex) {
    bytes made = {malloc(strlen(hex) / 2 + !*hex), strlen(hex) / 2};
    for (size_t index = 0; index < made.size; index++) {
        char pair[] = {hex[2 * index], hex[2 * index + 1], '\0'};
        made.at[index] = (uint8_t)strtoul(pair, NULL, 16);
    }
    return made;
}

static bool is_hex(const uint8_t *found, size_t size, const char *hex) {
    bytes wanted = unhex(hex);
    bool is_same = size == wanted.size && (size == 0 || memcmp(found, wanted.at, size) == 0);
    free(wanted.at);
    return is_same;
}

/* Calls `each` with every element of a list, and notes its name. */
static void for_each(json_object *file, const char *list, void (*each)(json_object *vector)) {
    json_object *vectors = json_object_object_get(file, list);
    size_t count = json_object_array_length(vectors);
    EXPECT(count > 0);
    for (size_t index = 0; index < count; index++) {
        json_object *vector = json_object_array_get_idx(vectors, index);
        name = json_object_is_type(vector, json_type_object) ? text_of(vector, "name") : json_object_get_string(vector);
        each(vector);
    }
}

/* --- Frames --- */

static void check_frame(json_object *wanted, const nija_frame *found) {
    EXPECT(found->stream == number_of(wanted, "stream"));
    EXPECT(found->type == number_of(wanted, "type"));
    EXPECT(found->flags == number_of(wanted, "flags"));
    EXPECT(is_hex(found->data, found->size, text_of(wanted, "data")));
    bytes encoded = {malloc(10 + found->size), 10 + found->size};
    nija_frame_write_header(encoded.at, found);
    EXPECT(memcmp(encoded.at, found->data - 10, 10) == 0);
    free(encoded.at);
}

static void read_frames(json_object *vector) {
    bytes from = unhex(text_of(vector, "hex"));
    json_object *frames = json_object_object_get(vector, "frames");
    size_t at = 0;
    nija_frame frame;
    for (size_t index = 0; index < json_object_array_length(frames); index++) {
        /* Every beginning of it waits for more. */
        size_t size = 10 + strlen(text_of(json_object_array_get_idx(frames, index), "data")) / 2;
        for (size_t cut = 0; cut < size; cut++) {
            bytes part = {malloc(cut + !cut), cut};
            memcpy(part.at, from.at + at, cut);
            EXPECT(nija_frame_read(part.at, cut, &frame) == 0);
            free(part.at);
        }
        EXPECT(nija_frame_read(from.at + at, from.size - at, &frame) == 1);
        check_frame(json_object_array_get_idx(frames, index), &frame);
        at += 10 + frame.size;
    }
    EXPECT(nija_frame_read(from.at + at, from.size - at, &frame) == 0);
    free(from.at);
}

static void refuse_frame(json_object *vector) {
    bytes from = unhex(text_of(vector, "hex"));
    nija_frame frame;
    size_t at = 0;
    int found;
    while ((found = nija_frame_read(from.at + at, from.size - at, &frame)) == 1)
        at += 10 + frame.size;
    EXPECT(found == -1);
    free(from.at);
}

/* --- Streams --- */

static enum nija_shape shape_of(const char *words) {
    static const char *const shapes[] = {"unary", "server stream", "client stream", "both ways"};
    int shape = 0;
    while (strcmp(words, shapes[shape]) != 0)
        shape++;
    return (enum nija_shape)shape;
}

/* What an event says of its call: its message, and its end with the code. */
static void check_event(json_object *wanted, size_t *at, const nija_wire_event *event) {
    nija_failure failure;
    nija_failure_init(&failure);
    int code = event->status ? nija_failure_from_status(&failure, event->status, event->status_size) : NIJA_OK;
    nija_failure_clear(&failure);
    if (event->has_message && code == NIJA_OK) {
        json_object *step = json_object_array_get_idx(wanted, (*at)++);
        EXPECT(number_of(step, "stream") == event->stream);
        EXPECT(is_hex(event->message, event->message_size, text_of(step, "message")));
    }
    if (event->has_ended) {
        json_object *step = json_object_array_get_idx(wanted, (*at)++);
        EXPECT(number_of(step, "stream") == event->stream);
        EXPECT(json_object_object_get(step, "ended") && number_of(step, "ended") == code);
    }
}

/* Feeds the bytes of a vector in pieces of a size. */
static void hear_in_pieces(json_object *vector, size_t piece) {
    bytes from = unhex(text_of(vector, "hex"));
    json_object *calls = json_object_object_get(vector, "calls"), *wanted = json_object_object_get(vector, "events");
    nija_wire wire;
    nija_wire_init(&wire);
    for (size_t index = 0; index < json_object_array_length(calls); index++) {
        nija_request request = {"s", "m", NULL, 0, 0};
        const char *words = json_object_get_string(json_object_array_get_idx(calls, index));
        EXPECT(nija_wire_begin(&wire, shape_of(words), &request, NULL) == 2 * index + 1);
    }
    int found = 0;
    size_t events = 0;
    for (size_t at = 0; at < from.size && found >= 0; at += piece) {
        size_t size = at + piece < from.size ? piece : from.size - at;
        memcpy(nija_buffer_reserve(&wire.in, size), from.at + at, size);
        nija_buffer_grow(&wire.in, size);
        nija_wire_event event;
        while ((found = nija_wire_next(&wire, &event)) > 0)
            check_event(wanted, &events, &event);
    }
    EXPECT(events == json_object_array_length(wanted));
    EXPECT((found < 0) == json_object_get_boolean(json_object_object_get(vector, "violation")));
    nija_wire_free(&wire);
    free(from.at);
}

static void hear_stream(json_object *vector) {
    for (size_t piece = 1; piece < strlen(text_of(vector, "hex")) / 2 + 2; piece++)
        hear_in_pieces(vector, piece);
}

/* --- Statuses --- */

static void read_status(json_object *vector) {
    bytes from = unhex(text_of(vector, "response"));
    nija_response response;
    EXPECT(nija_response_read(from.at, from.size, &response));
    EXPECT(response.status);
    nija_failure failure;
    nija_failure_init(&failure);
    int code = nija_failure_from_status(&failure, response.status, response.status_size);
    const nija_error *error = &failure.error;
    EXPECT(code == number_of(vector, "code") && error->code == code);
    EXPECT_TEXT(error->message, text_of(vector, "message"));
    EXPECT_TEXT(error->reason, text_of(vector, "reason"));
    json_object *fields = json_object_object_get(vector, "fields"), *words = json_object_object_get(vector, "metadata");
    EXPECT(error->field_count == json_object_array_length(fields));
    for (size_t index = 0; index < error->field_count; index++) {
        json_object *field = json_object_array_get_idx(fields, index);
        EXPECT_TEXT(error->fields[index].path, text_of(field, "field"));
        EXPECT_TEXT(error->fields[index].description, text_of(field, "description"));
    }
    EXPECT(error->word_count == (size_t)json_object_object_length(words));
    for (size_t index = 0; index < error->word_count; index++)
        EXPECT_TEXT(error->words[index].value, text_of(words, error->words[index].key));
    nija_failure_clear(&failure);
    free(from.at);
}

/* --- Decimals --- */

static void take_decimal(json_object *vector) {
    char canonical[NIJA_DECIMAL_SIZE];
    EXPECT(nija_decimal_canonical(text_of(vector, "text"), canonical) == NIJA_OK);
    EXPECT_TEXT(canonical, text_of(vector, "canonical"));
}

static void refuse_decimal(json_object *vector) {
    char canonical[NIJA_DECIMAL_SIZE] = "untouched";
    EXPECT(nija_decimal_canonical(json_object_get_string(vector), canonical) == NIJA_INVALID_ARGUMENT);
    EXPECT_TEXT(canonical, "untouched");
}

int main(int count, char **words) {
    static const struct {
        const char *file, *list;
        void (*each)(json_object *vector);
    } all[] = {
        {"frames.json", "frames", read_frames},     {"frames.json", "refused", refuse_frame},
        {"streams.json", "streams", hear_stream},   {"statuses.json", "statuses", read_status},
        {"decimals.json", "valid", take_decimal},   {"decimals.json", "invalid", refuse_decimal},
    };
    EXPECT(count == 2);
    for (size_t index = 0; index < COUNT(all); index++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", words[1], all[index].file);
        json_object *file = json_object_from_file(path);
        EXPECT(file);
        for_each(file, all[index].list, all[index].each);
        json_object_put(file);
    }
    return 0;
}
