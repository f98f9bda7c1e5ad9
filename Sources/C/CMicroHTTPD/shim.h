#include <microhttpd.h>

// MHD_start_daemon is variadic, which Swift does not import. The socket is bound and listening; MHD owns it from here.
// By poll and not by epoll: there MHD_quiesce_daemon and a worker that wakes both take the socket out of the worker's epoll
// set, and whoever comes second ends the process ("Failed to remove listen FD from epoll set", 0.9.75).
static inline struct MHD_Daemon *mhd_start(
    int socket, unsigned int threads, unsigned int connections, unsigned int idle_seconds, size_t connection_memory,
    MHD_AccessHandlerCallback handle, MHD_RequestCompletedCallback completed,
    MHD_NotifyConnectionCallback connected, void *context) {
    return MHD_start_daemon(
        MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL, handle, context,
        MHD_OPTION_LISTEN_SOCKET, socket,
        MHD_OPTION_THREAD_POOL_SIZE, threads,
        MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory,
        MHD_OPTION_NOTIFY_COMPLETED, completed, context,
        MHD_OPTION_NOTIFY_CONNECTION, connected, context,
        MHD_OPTION_END);
}

// MHD_get_connection_info is variadic too. The connection's socket; -1 where there is none.
static inline int mhd_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}
