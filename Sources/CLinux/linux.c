#define _GNU_SOURCE
#include "linux.h"

#include <malloc.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

int linux_accept(int listener, struct sockaddr *peer, socklen_t *length) {
    return accept4(listener, peer, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int linux_exchange(int folder, const char *left, const char *right) {
    return renameat2(folder, left, folder, right, RENAME_EXCHANGE);
}

void linux_limit_arenas(int count) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, count);
#else
    (void)count;
#endif
}

void linux_return_free_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
