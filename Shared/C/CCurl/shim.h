#pragma once
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

static inline long peil_curl_status(CURL *easy) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

/// In microseconds from the start of the transfer.
static inline curl_off_t peil_curl_time(CURL *easy, CURLINFO which) {
    curl_off_t time = 0;
    curl_easy_getinfo(easy, which, &time);
    return time;
}

/// Null or empty when it was never connected; curl keeps the text.
static inline const char *peil_curl_address(CURL *easy) {
    const char *address = 0;
    curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &address);
    return address;
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
