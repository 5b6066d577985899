#define _GNU_SOURCE
#include "linux.h"

#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

int linux_accept(int listener, struct sockaddr *peer, socklen_t *length) {
    return accept4(listener, peer, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int linux_exchange(int folder, const char *left, const char *right) {
    return renameat2(folder, left, folder, right, RENAME_EXCHANGE);
}
