/* What a test expects: a program ends with 1 and says where at the first thing that does not hold. */
#ifndef EXPECT_H
#define EXPECT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPECT(condition)                                                                                             \
    do {                                                                                                              \
        if (!(condition)) {                                                                                           \
            fprintf(stderr, "%s:%d: %s: does not hold: %s\n", __FILE__, __LINE__, __func__, #condition);              \
            exit(1);                                                                                                  \
        }                                                                                                             \
    } while (0)

#define EXPECT_TEXT(found, wanted)                                                                                    \
    do {                                                                                                              \
        const char *found_ = (found), *wanted_ = (wanted);                                                            \
        if (strcmp(found_, wanted_) != 0) {                                                                           \
            fprintf(stderr, "%s:%d: %s: is \"%s\", not \"%s\"\n", __FILE__, __LINE__, __func__, found_, wanted_);     \
            exit(1);                                                                                                  \
        }                                                                                                             \
    } while (0)

/* A result of the library, with its error when it is another. */
#define EXPECT_CODE(client, call, wanted)                                                                             \
    do {                                                                                                              \
        int code_ = (call);                                                                                           \
        if (code_ != (wanted)) {                                                                                      \
            fprintf(stderr, "%s:%d: %s: %s is %s, not %s: %s\n", __FILE__, __LINE__, __func__, #call,                 \
                    nija_code_name(code_), nija_code_name(wanted), nija_last_error(client)->message);                 \
            exit(1);                                                                                                  \
        }                                                                                                             \
    } while (0)

#define COUNT(array) (sizeof(array) / sizeof *(array))

#endif
