// Random numbers, once for each instruction set.

#ifndef FEEDFORWARD_RANDOM_PATHS_H
#define FEEDFORWARD_RANDOM_PATHS_H

#include "random.h"

extern const struct ff_random ff_random_portable;
#if defined(__aarch64__)
extern const struct ff_random ff_random_neon;
#endif
#if defined(__x86_64__)
extern const struct ff_random ff_random_avx2;
extern const struct ff_random ff_random_avx512;
#endif

#endif
