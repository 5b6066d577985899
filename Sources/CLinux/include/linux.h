#ifndef FEEDFORWARD_LINUX_H
#define FEEDFORWARD_LINUX_H

#include <sys/epoll.h>
#include <sys/socket.h>

/// Takes a connection from a listening socket; the new descriptor is non-blocking and closed by exec.
///
/// The peer's address goes to `peer`, of which `length` says the size and then how much was used.
/// accept4(2), which the C library declares for GNU sources only. Returns -1 and sets errno as that does.
int linux_accept(int listener, struct sockaddr *peer, socklen_t *length);

/// Gives each of two entries of a folder the other's name, in one step that no crash divides.
///
/// renameat2(2) with RENAME_EXCHANGE, which the C library declares for GNU sources only. Returns -1 and sets errno as
/// that does: EINVAL or ENOSYS where the file system or the kernel cannot.
int linux_exchange(int folder, const char *left, const char *right);

#endif
