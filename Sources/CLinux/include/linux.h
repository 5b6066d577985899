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

/// How many processors the process may use at a time: those that it is bound to, and no more than its share of them.
///
/// sched_getaffinity(2), whose sets are macros, and the quota of its control group where it sees one (cpu.max of the
/// second version, rounded up). At least 1.
int linux_processor_count(void);

/// Lets threads share so many arenas of the allocator; for the start, before there are threads.
///
/// mallopt(3) of the GNU C library, which else makes eight for each processor; does nothing with another one.
void linux_limit_arenas(int count);

/// Gives the system back what the allocator keeps of memory that was freed: whole pages, of every thread's share.
///
/// malloc_trim(3) of the GNU C library; does nothing with another one, which may have no such function.
void linux_return_free_memory(void);

#endif
