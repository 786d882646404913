#define _GNU_SOURCE
#include "bare.h"
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

static size_t discard(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes, (void)context;
    return size * count;
}

static void begin(CURLM *multi, CURL *easy, long *left) {
    if (*left == 0) return;
    --*left;
    curl_multi_add_handle(multi, easy);
}

static struct curl_slist *list(const char *lines) {
    struct curl_slist *list = 0;
    char *copy = strdup(lines), *rest = copy;
    for (char *line; (line = strtok_r(rest, "\n", &rest));) list = curl_slist_append(list, line);
    free(copy);
    return list;
}

long bare_posts(
    const char *url, const char *headers, const void *body, long size, long count, int at_once) {
    CURLM *multi = curl_multi_init();
    CURL **easies = calloc(at_once, sizeof *easies);
    struct curl_slist *lines = list(headers);
    long left = count, taken = 0;
    for (int index = 0; index < at_once; index++) {
        CURL *easy = easies[index] = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_URL, url);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lines);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, size);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, discard);
        begin(multi, easy, &left);
    }
    for (long done = 0; done < count;) {
        int active, queued;
        curl_multi_perform(multi, &active);
        for (CURLMsg *message; (message = curl_multi_info_read(multi, &queued));) {
            CURL *easy = message->easy_handle;
            long status = 0;
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            taken += status / 100 == 2;
            done++;
            curl_multi_remove_handle(multi, easy);
            begin(multi, easy, &left);
        }
        if (done < count) curl_multi_poll(multi, 0, 0, 1000, 0);
    }
    for (int index = 0; index < at_once; index++) curl_easy_cleanup(easies[index]);
    curl_multi_cleanup(multi);
    curl_slist_free_all(lines);
    free(easies);
    return taken;
}

int bare_epoll(void) { return epoll_create1(EPOLL_CLOEXEC); }

int bare_epoll_add(int epoll, int descriptor) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

int bare_epoll_wait(int epoll, int *descriptors, int capacity) {
    struct epoll_event events[1024];
    int count = epoll_wait(epoll, events, capacity < 1024 ? capacity : 1024, -1);
    for (int index = 0; index < count; index++) descriptors[index] = events[index].data.fd;
    return count;
}

int bare_contains(const void *bytes, long count, const void *mark, long mark_count) {
    return memmem(bytes, count, mark, mark_count) != 0;
}
