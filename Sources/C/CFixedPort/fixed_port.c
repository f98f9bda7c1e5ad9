// The executable's own bind() stands before libc's, so librdkafka calls this one. It differs from libc's only on the
// one thread that asked for it, while it asks, and only for a loopback address without a port.
#define _GNU_SOURCE
#include "fixed_port.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>

typedef int (*bind_function)(int, const struct sockaddr *, socklen_t);

static _Thread_local uint16_t wanted;

void fixed_port_for_this_thread(uint16_t port) { wanted = port; }

__attribute__((visibility("default"))) int bind(int fd, const struct sockaddr *address, socklen_t length) {
    static _Atomic(bind_function) libc_bind;
    bind_function next = atomic_load(&libc_bind);
    if (!next) {
        next = (bind_function)dlsym(RTLD_NEXT, "bind");
        if (!next) {
            errno = ENOSYS;
            return -1;
        }
        atomic_store(&libc_bind, next);
    }
    if (address && length == sizeof(struct sockaddr_in) && address->sa_family == AF_INET) {
        struct sockaddr_in changed;
        memcpy(&changed, address, sizeof changed);
        if (changed.sin_port == 0 && changed.sin_addr.s_addr == htonl(INADDR_LOOPBACK)) {
            int at_once = 1;
            // Accepted sockets inherit it. Without it Nagle's algorithm at the broker and the delayed acknowledgement at
            // the client hold the second of two small answers back for 40 ms.
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
            if (!wanted) return next(fd, address, length);
            changed.sin_port = htons(wanted);
            // A broker that is started again must not wait for its old connections to time out.
            int on = 1;
            setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
            return next(fd, (const struct sockaddr *)&changed, sizeof changed);
        }
    }
    return next(fd, address, length);
}
