// A host's civil clock that can be set, for one process: what the kernel does when the real one is.
//
// Loaded before libc (LD_PRELOAD). The file CLOCK_FILE holds by how many seconds the clock was set, as eight bytes, and in
// eight more whether the process's first thread stands still; it is mapped, so a test sets it while the process runs. Whoever asks for the civil time gets the one that was set, and a wait
// until a civil time lasts until that clock shows it: with the clock set back an hour, an hour longer.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#define BILLION 1000000000L

static long nothing[2];
static volatile long *set = nothing;

__attribute__((constructor)) static void map(void) {
    const char *path = getenv("CLOCK_FILE");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *found = mmap(NULL, sizeof nothing, PROT_READ, MAP_SHARED, file, 0);
    if (found != MAP_FAILED) set = found;
    close(file);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    while (set[1] && syscall(SYS_gettid) == getpid()) pause();
    int result = syscall(SYS_clock_gettime, clock, time);
    if (!result && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += *set;
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void)zone;
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
    *time = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *place) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
    if (place) *place = now.tv_sec;
    return now.tv_sec;
}

int timespec_get(struct timespec *time, int base) {
    return base == TIME_UTC && !clock_gettime(CLOCK_REALTIME, time) ? base : 0;
}

// Whether that civil time has come; until then, a moment's end by the steady clock.
static int has_come(const struct timespec *end, struct timespec *moment) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (now.tv_sec > end->tv_sec || (now.tv_sec == end->tv_sec && now.tv_nsec >= end->tv_nsec)) return 1;
    long rest = end->tv_sec - now.tv_sec > 1 ? BILLION : (end->tv_sec - now.tv_sec) * BILLION + end->tv_nsec - now.tv_nsec;
    if (rest > 20000000L) rest = 20000000L;
    clock_gettime(CLOCK_MONOTONIC, moment);
    moment->tv_nsec += rest;
    if (moment->tv_nsec >= BILLION) moment->tv_sec++, moment->tv_nsec -= BILLION;
    return 0;
}

int pthread_cond_timedwait(
    pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict end) {
    struct timespec moment;
    while (!has_come(end, &moment)) {
        int error = pthread_cond_clockwait(condition, mutex, CLOCK_MONOTONIC, &moment);
        if (error != ETIMEDOUT) return error;
    }
    return ETIMEDOUT;
}

int cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict mutex, const struct timespec *restrict end) {
    int error = pthread_cond_timedwait((pthread_cond_t *)condition, (pthread_mutex_t *)mutex, end);
    return error == ETIMEDOUT ? thrd_timedout : error ? thrd_error : thrd_success;
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict end) {
    struct timespec moment;
    while (!has_come(end, &moment)) {
        if (!sem_clockwait(semaphore, CLOCK_MONOTONIC, &moment)) return 0;
        if (errno != ETIMEDOUT) return -1;
    }
    errno = ETIMEDOUT;
    return -1;
}
