// A wall clock that is off by the seconds in the file CLOCK_SHIFT; every other clock stays as it is.
//
// libfaketime moves the kernel's monotonic timers along, which no jump of a real clock does.
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (result != 0 || clock != CLOCK_REALTIME) return result;
    FILE *file = fopen(getenv("CLOCK_SHIFT"), "r");
    long seconds = 0;
    if (file && fscanf(file, "%ld", &seconds) == 1) time->tv_sec += seconds;
    if (file) fclose(file);
    return 0;
}
