#pragma once
#include <sys/types.h>
#include <sys/socket.h>
#include <stdint.h>
#include <microhttpd.h>

/// What a daemon is started with; strings are PEM texts, null for plain HTTP.
typedef struct peil_mhd_options {
    int listen_socket;
    unsigned threads;
    unsigned connection_limit;
    unsigned idle_seconds;
    size_t pool_bytes;
    const char *certificate;
    const char *key;
} peil_mhd_options;

/// MHD_start_daemon is variadic, which Swift does not import.
static inline struct MHD_Daemon *peil_mhd_start(
    const peil_mhd_options *options, MHD_AccessHandlerCallback handler,
    MHD_RequestCompletedCallback completed,
    size_t (*unescape)(void *, struct MHD_Connection *, char *), void *context) {
    struct MHD_OptionItem items[12];
    int count = 0;
#define PEIL_OPTION(...) items[count++] = (struct MHD_OptionItem){__VA_ARGS__}
    PEIL_OPTION(MHD_OPTION_LISTEN_SOCKET, options->listen_socket, 0);
    PEIL_OPTION(MHD_OPTION_CONNECTION_LIMIT, options->connection_limit, 0);
    PEIL_OPTION(MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)options->pool_bytes, 0);
    PEIL_OPTION(MHD_OPTION_CONNECTION_TIMEOUT, options->idle_seconds, 0);
    PEIL_OPTION(MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)completed, context);
    PEIL_OPTION(MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)unescape, context);
    PEIL_OPTION(MHD_OPTION_STRICT_FOR_CLIENT, 1, 0);
    // A pool has two threads at least.
    if (options->threads > 1) PEIL_OPTION(MHD_OPTION_THREAD_POOL_SIZE, options->threads, 0);
    if (options->key) {
        PEIL_OPTION(MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)options->key);
        PEIL_OPTION(MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)options->certificate);
    }
    PEIL_OPTION(MHD_OPTION_END, 0, 0);
#undef PEIL_OPTION
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC
        | (options->key ? MHD_USE_TLS : 0);
    return MHD_start_daemon(
        flags, 0, 0, 0, handler, context, MHD_OPTION_ARRAY, items, MHD_OPTION_END);
}

/// The bytes are copied.
static inline struct MHD_Response *peil_mhd_bytes(const void *bytes, size_t count) {
    return MHD_create_response_from_buffer(count, (void *)bytes, MHD_RESPMEM_MUST_COPY);
}

/// A body of unknown length, in blocks of at most `block_bytes`.
static inline struct MHD_Response *peil_mhd_stream(
    size_t block_bytes, MHD_ContentReaderCallback reader, void *context,
    MHD_ContentReaderFreeCallback release) {
    return MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, block_bytes, reader, context, release);
}

// An enumeration of <sys/socket.h> is visible to Swift through whichever module read it first:
// plain constants always are.
static const int peil_stream_socket = SOCK_STREAM;
static const int peil_socket_flags = SOCK_NONBLOCK | SOCK_CLOEXEC;

/// Macros with casts are not imported.
static const ssize_t peil_mhd_end_of_stream = MHD_CONTENT_READER_END_OF_STREAM;
static const ssize_t peil_mhd_end_with_error = MHD_CONTENT_READER_END_WITH_ERROR;

static inline unsigned peil_mhd_connections(struct MHD_Daemon *daemon) {
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
    return info ? info->num_connections : 0;
}

/// Null when it is not known.
static inline const struct sockaddr *peil_mhd_client_address(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : 0;
}
