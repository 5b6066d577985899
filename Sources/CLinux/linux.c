#define _GNU_SOURCE
#include "linux.h"

#include <malloc.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int linux_accept(int listener, struct sockaddr *peer, socklen_t *length) {
    return accept4(listener, peer, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int linux_exchange(int folder, const char *left, const char *right) {
    return renameat2(folder, left, folder, right, RENAME_EXCHANGE);
}

// In a container, its own group is the root that it sees.
static long quota(void) {
    FILE *file = fopen("/sys/fs/cgroup/cpu.max", "re");
    if (!file) return 0;
    long time = 0, period = 0;
    // "max 100000" where there is none.
    const int read = fscanf(file, "%ld %ld", &time, &period);
    fclose(file);
    return read == 2 && time > 0 && period > 0 ? time / period + (time % period > 0) : 0;
}

int linux_processor_count(void) {
    cpu_set_t set;
    // More processors than a set of fixed size has room for are an error.
    long count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : sysconf(_SC_NPROCESSORS_ONLN);
    const long share = quota();
    if (share > 0 && share < count) count = share;
    return count < 1 ? 1 : (int)count;
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
