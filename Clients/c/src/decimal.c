/* Exact decimals as text, within what the daemon keeps: 128 bits in units of 10^-18. */
#include <string.h>

#include "nija.h"

enum { PLACES_MAX = 18, INTEGER_DIGITS_MAX = 21 };

/* The largest absolute value, as digits of 10^-18. */
static const char LARGEST[] = "170141183460469231731687303715884105727";

/* The digits of a decimal, without those that say nothing. */
typedef struct digits {
    bool is_negative;
    size_t count; /* of integer and places together */
    size_t places;
    char digit[INTEGER_DIGITS_MAX + PLACES_MAX];
} digits;

static bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

/* Whether the digits are at most LARGEST. */
static bool is_in_range(const digits *of) {
    char padded[sizeof LARGEST];
    size_t leading = sizeof LARGEST - 1 - (of->count + PLACES_MAX - of->places);
    memset(padded, '0', sizeof padded - 1);
    memcpy(padded + leading, of->digit, of->count);
    return memcmp(padded, LARGEST, sizeof LARGEST - 1) <= 0;
}

static bool parse(const char *text, digits *of) {
    *of = (digits){.is_negative = *text == '-'};
    if (*text == '-' || *text == '+')
        text++;
    const char *integer = text;
    while (is_digit(*text))
        text++;
    const char *integer_end = text, *fraction = text, *fraction_end = text;
    if (*text == '.') {
        fraction = fraction_end = ++text;
        for (; is_digit(*text); text++)
            fraction_end = *text == '0' ? fraction_end : text + 1; /* zeros at the end say nothing */
    }
    bool has_digits = integer_end > integer || text > fraction;
    while (integer < integer_end && *integer == '0')
        integer++;
    size_t integer_count = (size_t)(integer_end - integer);
    of->places = (size_t)(fraction_end - fraction);
    if (*text || !has_digits || integer_count > INTEGER_DIGITS_MAX || of->places > PLACES_MAX)
        return false;
    of->count = integer_count + of->places;
    memcpy(of->digit, integer, integer_count);
    memcpy(of->digit + integer_count, fraction, of->places);
    if (of->count == 0)
        of->is_negative = false;
    return is_in_range(of);
}

int nija_decimal_canonical(const char *text, char canonical[NIJA_DECIMAL_SIZE]) {
    digits of;
    if (!parse(text, &of))
        return NIJA_INVALID_ARGUMENT;
    size_t integer_count = of.count - of.places;
    char *at = canonical;
    if (of.is_negative)
        *at++ = '-';
    if (integer_count == 0)
        *at++ = '0';
    memcpy(at, of.digit, integer_count);
    at += integer_count;
    if (of.places) {
        *at++ = '.';
        memcpy(at, of.digit + integer_count, of.places);
        at += of.places;
    }
    *at = '\0';
    return NIJA_OK;
}

int nija_decimal_from_units(int64_t units, unsigned places, char text[NIJA_DECIMAL_SIZE]) {
    if (places > PLACES_MAX)
        return NIJA_OUT_OF_RANGE;
    char reversed[NIJA_DECIMAL_SIZE];
    size_t count = 0;
    uint64_t rest = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;
    /* At least one digit before the point. */
    for (; rest > 0 || count <= places; rest /= 10)
        reversed[count++] = (char)('0' + rest % 10);
    char *at = text;
    if (units < 0)
        *at++ = '-';
    while (count > 0) {
        *at++ = reversed[--count];
        if (count == places && count > 0)
            *at++ = '.';
    }
    *at = '\0';
    return NIJA_OK;
}

int nija_decimal_to_units(const char *text, unsigned places, int64_t *units) {
    digits of;
    if (!parse(text, &of))
        return NIJA_INVALID_ARGUMENT;
    if (places > PLACES_MAX || of.places > places)
        return NIJA_OUT_OF_RANGE;
    uint64_t value = 0;
    uint64_t limit = of.is_negative ? (uint64_t)INT64_MAX + 1 : INT64_MAX;
    for (size_t index = 0; index < of.count + places - of.places; index++) {
        unsigned digit = index < of.count ? (unsigned)(of.digit[index] - '0') : 0;
        if (value > (limit - digit) / 10)
            return NIJA_OUT_OF_RANGE;
        value = value * 10 + digit;
    }
    *units = of.is_negative ? (int64_t)(0 - value) : (int64_t)value;
    return NIJA_OK;
}
