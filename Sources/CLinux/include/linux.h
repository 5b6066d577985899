#ifndef FEEDFORWARD_LINUX_H
#define FEEDFORWARD_LINUX_H

#include <sys/epoll.h>

/// Takes a connection from a listening socket; the new descriptor is non-blocking and closed by exec.
///
/// accept4(2), which the C library declares for GNU sources only. Returns -1 and sets errno as that does.
int linux_accept(int listener);

#endif
