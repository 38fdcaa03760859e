// The floor of the peers: a ping-pong of as many bytes as they put on the wire, about 166 there and 30 back.
// usage: floor echo   |   floor append DIRECTORY
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CBaseline.h"

enum { ROUNDS = 50000, APPENDS = 2000 };

static int by_size(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void print(const char *name, int64_t *times, size_t count) {
    qsort(times, count, sizeof *times, by_size);
    printf("%s|%.1f|%.1f|\n", name, times[count / 2] / 1e3, times[count * 99 / 100] / 1e3);
}

int main(int argc, char **argv) {
    static int64_t times[ROUNDS];
    if (argc == 2 && strcmp(argv[1], "echo") == 0) {
        if (baseline_ping_pong(ROUNDS, 166, 30, false, times) != 0) return 1;
        print("raw C ping-pong", times, ROUNDS);
        return 0;
    }
    if (argc == 3 && strcmp(argv[1], "append") == 0) {
        char path[4096];
        snprintf(path, sizeof path, "%s/append", argv[2]);
        if (baseline_append(path, APPENDS, 4096, times) != 0) return 1;
        print("append of 4 KB and fdatasync", times, APPENDS);
        return 0;
    }
    return 2;
}
