// The passes over float32 numbers, once for each instruction set.

#ifndef FEEDFORWARD_STATISTICS_PATHS_H
#define FEEDFORWARD_STATISTICS_PATHS_H

#include "statistics.h"

extern const struct ff_statistics ff_statistics_portable;
#if defined(__aarch64__)
extern const struct ff_statistics ff_statistics_neon;
#endif
#if defined(__x86_64__)
extern const struct ff_statistics ff_statistics_avx2, ff_statistics_avx512;
#endif

#endif
