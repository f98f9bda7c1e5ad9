// librdkafka 2.0.2 reckons the end of each wait on the civil clock: timespec_get(TIME_UTC), or gettimeofday a moment
// before, and then cnd_timedwait until that time. Set back by an hour, that clock keeps every thread of it waiting for an
// hour: no heartbeat, no answer. The executable's own timespec_get and cnd_timedwait stand before libc's, so librdkafka
// calls these: its deadlines are the steady clock's, marked as such, and are waited for on that clock.
#define _GNU_SOURCE
#include "steady_waits.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <threads.h>
#include <time.h>

// glibc's C11 types are its POSIX types in a union, of the same size: one can stand for the other.
_Static_assert(sizeof(mtx_t) == sizeof(pthread_mutex_t), "a C11 mutex is a POSIX mutex");
_Static_assert(sizeof(cnd_t) == sizeof(pthread_cond_t), "a C11 condition is a POSIX condition");
_Static_assert(sizeof(time_t) == 8, "a time has room for the mark");

// What marks a time as the steady clock's: 34,000 years, which no civil time reaches.
#define MARK ((time_t)1 << 40)
#define BILLION 1000000000L

__attribute__((visibility("default"))) int timespec_get(struct timespec *now, int base) {
    if (base != TIME_UTC || clock_gettime(CLOCK_MONOTONIC, now)) return 0;
    now->tv_sec += MARK;
    return base;
}

__attribute__((visibility("default"))) int cnd_timedwait(
    cnd_t *restrict condition, mtx_t *restrict mutex, const struct timespec *restrict end) {
    struct timespec until = *end;
    if (until.tv_sec >= MARK) {
        until.tv_sec -= MARK;
    } else {
        // Of the civil clock, and asked for just now: as much later as it is ahead.
        struct timespec civil, steady;
        if (clock_gettime(CLOCK_REALTIME, &civil) || clock_gettime(CLOCK_MONOTONIC, &steady)) return thrd_error;
        until.tv_sec += steady.tv_sec - civil.tv_sec;
        until.tv_nsec += steady.tv_nsec - civil.tv_nsec;
        if (until.tv_nsec < 0) until.tv_sec--, until.tv_nsec += BILLION;
        if (until.tv_nsec >= BILLION) until.tv_sec++, until.tv_nsec -= BILLION;
    }
    int error =
        pthread_cond_clockwait((pthread_cond_t *)condition, (pthread_mutex_t *)mutex, CLOCK_MONOTONIC, &until);
    switch (error) {
    case 0: return thrd_success;
    case ETIMEDOUT: return thrd_timedout;
    default: return thrd_error;
    }
}

bool steady_waits_are_in_place(void) {
    // As a library finds them.
    return dlsym(RTLD_DEFAULT, "timespec_get") == (void *)timespec_get
        && dlsym(RTLD_DEFAULT, "cnd_timedwait") == (void *)cnd_timedwait;
}

bool steady_wait_for(void *semaphore, int milliseconds) {
    struct timespec until;
    if (clock_gettime(CLOCK_MONOTONIC, &until)) return false;
    until.tv_sec += milliseconds / 1000;
    until.tv_nsec += milliseconds % 1000 * 1000000L;
    if (until.tv_nsec >= BILLION) until.tv_sec++, until.tv_nsec -= BILLION;
    while (sem_clockwait(semaphore, CLOCK_MONOTONIC, &until))
        if (errno != EINTR) return false;
    return true;
}
