// C11's threads by POSIX threads, for the thread sanitizer alone. It follows pthread_create and its kin, but not
// thrd_create, which librdkafka calls: a thread that it has not seen begin crashes it. scripts/sanitize puts this library
// before libc; the calls below then reach the sanitizer's own. glibc's C11 types are its POSIX types in a union, of the
// same size (checked below), so one can stand for the other.
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <threads.h>

_Static_assert(sizeof(mtx_t) == sizeof(pthread_mutex_t), "a C11 mutex is a POSIX mutex");
_Static_assert(sizeof(cnd_t) == sizeof(pthread_cond_t), "a C11 condition is a POSIX condition");
_Static_assert(sizeof(once_flag) == sizeof(pthread_once_t), "a C11 once-flag is a POSIX one");
_Static_assert(sizeof(thrd_t) == sizeof(pthread_t), "a C11 thread is a POSIX thread");
_Static_assert(sizeof(tss_t) == sizeof(pthread_key_t), "a C11 key is a POSIX key");

static int result(int error) {
    switch (error) {
    case 0: return thrd_success;
    case ENOMEM: return thrd_nomem;
    case EBUSY: return thrd_busy;
    case ETIMEDOUT: return thrd_timedout;
    default: return thrd_error;
    }
}

typedef struct {
    thrd_start_t run;
    void *argument;
} start;

static void *begin(void *given) {
    start it = *(start *)given;
    free(given);
    return (void *)(long)it.run(it.argument);
}

int thrd_create(thrd_t *thread, thrd_start_t run, void *argument) {
    start *it = malloc(sizeof *it);
    if (!it) return thrd_nomem;
    *it = (start){run, argument};
    int error = pthread_create((pthread_t *)thread, NULL, begin, it);
    if (error) free(it);
    return result(error);
}

int thrd_join(thrd_t thread, int *value) {
    void *returned = NULL;
    int error = pthread_join((pthread_t)thread, &returned);
    if (value) *value = (int)(long)returned;
    return result(error);
}

thrd_t thrd_current(void) { return (thrd_t)pthread_self(); }
int thrd_detach(thrd_t thread) { return result(pthread_detach((pthread_t)thread)); }
int thrd_equal(thrd_t left, thrd_t right) { return pthread_equal((pthread_t)left, (pthread_t)right); }
void thrd_exit(int value) { pthread_exit((void *)(long)value); }

int mtx_init(mtx_t *mutex, int type) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    if (type & mtx_recursive) pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    int error = pthread_mutex_init((pthread_mutex_t *)mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return result(error);
}

int mtx_lock(mtx_t *mutex) { return result(pthread_mutex_lock((pthread_mutex_t *)mutex)); }
int mtx_trylock(mtx_t *mutex) { return result(pthread_mutex_trylock((pthread_mutex_t *)mutex)); }
int mtx_unlock(mtx_t *mutex) { return result(pthread_mutex_unlock((pthread_mutex_t *)mutex)); }
void mtx_destroy(mtx_t *mutex) { pthread_mutex_destroy((pthread_mutex_t *)mutex); }
int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict end) {
    return result(pthread_mutex_timedlock((pthread_mutex_t *)mutex, end));
}

int cnd_init(cnd_t *condition) { return result(pthread_cond_init((pthread_cond_t *)condition, NULL)); }
int cnd_signal(cnd_t *condition) { return result(pthread_cond_signal((pthread_cond_t *)condition)); }
int cnd_broadcast(cnd_t *condition) { return result(pthread_cond_broadcast((pthread_cond_t *)condition)); }
void cnd_destroy(cnd_t *condition) { pthread_cond_destroy((pthread_cond_t *)condition); }
int cnd_wait(cnd_t *condition, mtx_t *mutex) {
    return result(pthread_cond_wait((pthread_cond_t *)condition, (pthread_mutex_t *)mutex));
}
int cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict mutex, const struct timespec *restrict end) {
    return result(pthread_cond_timedwait((pthread_cond_t *)condition, (pthread_mutex_t *)mutex, end));
}

void call_once(once_flag *flag, void (*run)(void)) { pthread_once((pthread_once_t *)flag, run); }
int tss_create(tss_t *key, tss_dtor_t destroy) { return result(pthread_key_create((pthread_key_t *)key, destroy)); }
void *tss_get(tss_t key) { return pthread_getspecific((pthread_key_t)key); }
int tss_set(tss_t key, void *value) { return result(pthread_setspecific((pthread_key_t)key, value)); }
void tss_delete(tss_t key) { pthread_key_delete((pthread_key_t)key); }
