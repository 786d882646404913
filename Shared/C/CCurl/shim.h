#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <curl/curl.h>

/// An enumeration of <sys/socket.h> is visible to Swift through whichever module read it first: a
/// plain constant always is.
static const int peil_close_on_exec = SOCK_CLOEXEC;

// curl's setters and getters are variadic, which Swift does not import: one a type.

static inline CURLcode peil_curl_set(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode peil_curl_set_pointer(CURL *easy, CURLoption option, const void *value) {
    return curl_easy_setopt(easy, option, value);
}

/// Both callbacks get `context`.
static inline void peil_curl_set_receivers(
    CURL *easy, curl_write_callback header, curl_write_callback body, void *context) {
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

/// The body is `size` bytes that `sender` gives.
static inline void peil_curl_set_sender(
    CURL *easy, curl_off_t size, curl_read_callback sender, void *context) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, size);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, sender);
    curl_easy_setopt(easy, CURLOPT_READDATA, context);
    curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, 256 * 1024L);
}

static inline void peil_curl_set_opener(
    CURL *easy, curl_opensocket_callback opener, void *context) {
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, opener);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}

/// A connection outlives the transfer that opened it: `context` is to live as long as the multi.
static inline void peil_curl_set_closer(
    CURL *easy, curl_closesocket_callback closer, void *context) {
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, closer);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, context);
}

static inline long peil_curl_status(CURL *easy) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

static inline void peil_curl_multi_set(CURLM *multi, CURLMoption option, long value) {
    curl_multi_setopt(multi, option, value);
}

/// The next transfer that is done, with its result; null when there is none.
static inline CURL *peil_curl_next_done(CURLM *multi, CURLcode *result) {
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));)
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    return 0;
}

// epoll and eventfd are in no module of Swift's.

static inline int peil_epoll_open(void) { return epoll_create1(EPOLL_CLOEXEC); }

/// An eventfd that `epoll` tells of once for each ring; nobody need read it.
static inline int peil_bell_open(int epoll) {
    int bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = bell};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, bell, &event) == 0 ? bell : -1;
}

static inline void peil_bell_ring(int bell) { eventfd_write(bell, 1); }

/// `epoll` watches `socket` for what libcurl waits for (`CURL_POLL_…`), and for nothing else.
static inline void peil_epoll_watch(int epoll, int socket, int what) {
    struct epoll_event event = {.data.fd = socket};
    if (what & CURL_POLL_IN) event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) != 0)
        epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

static inline void peil_epoll_forget(int epoll, int socket) {
    struct epoll_event none = {0};
    epoll_ctl(epoll, EPOLL_CTL_DEL, socket, &none);
}

/// `watcher` is told which sockets of `multi` are to be watched.
static inline void peil_curl_multi_set_watcher(
    CURLM *multi, curl_socket_callback watcher, void *context) {
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watcher);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
}

/// A socket and what it is ready for: `CURL_CSELECT_…`.
struct peil_ready {
    int socket, bits;
};

static inline int peil_epoll_wait(
    int epoll, struct peil_ready *ready, int capacity, int timeout_milliseconds) {
    struct epoll_event events[64];
    if (capacity > 64) capacity = 64;
    int count = epoll_wait(epoll, events, capacity, timeout_milliseconds);
    for (int index = 0; index < count; index++) {
        unsigned found = events[index].events;
        ready[index].socket = events[index].data.fd;
        ready[index].bits = (found & (EPOLLIN | EPOLLHUP) ? CURL_CSELECT_IN : 0) |
                            (found & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                            (found & EPOLLERR ? CURL_CSELECT_ERR : 0);
    }
    return count;
}
