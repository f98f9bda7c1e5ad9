#include <microhttpd.h>

// The library that `Sources/HTTPServer` does without, and why: `Tests/HTTPServerTests/RawRequestTests.swift`. As strict
// as it can be set. MHD_start_daemon is variadic, which Swift does not import.
static inline struct MHD_Daemon *mhd_start(
    unsigned short port, MHD_AccessHandlerCallback handle, MHD_RequestCompletedCallback completed, void *context) {
    return MHD_start_daemon(
        MHD_USE_POLL_INTERNAL_THREAD, port, NULL, NULL, handle, context,
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_NOTIFY_COMPLETED, completed, context,
        MHD_OPTION_END);
}

static inline unsigned short mhd_port(struct MHD_Daemon *daemon) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}
