#pragma once
#include <stddef.h>

// What benchmarks are held against: the same work by the libraries alone, which Swift cannot
// import as they are (curl's setters are variadic, epoll is in no module).

/// Posts `size` bytes to `url` by libcurl's multi interface, `count` times, `at_once` of them at
/// any time. `headers`: the lines of the head that curl would not send by itself, each ended by a
/// line feed. Returns how many were answered with 2xx.
long bare_posts(
    const char *url, const char *headers, const void *body, long size, long count, int at_once);

/// A new epoll, which is closed by `close`; -1 where there is none to be had.
int bare_epoll(void);

/// Adds a descriptor to be waited for until it can be read. 0, or -1 with errno.
int bare_epoll_add(int epoll, int descriptor);

/// Waits until some can be read, and writes which; returns how many, or -1 with errno.
int bare_epoll_wait(int epoll, int *descriptors, int capacity);

/// Whether `mark` stands somewhere in `bytes`.
int bare_contains(const void *bytes, long count, const void *mark, long mark_count);
