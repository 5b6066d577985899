// The dense layer, once for each instruction set.

#ifndef FEEDFORWARD_DENSE_PATHS_H
#define FEEDFORWARD_DENSE_PATHS_H

#include "dense.h"

ff_dense ff_dense_portable;
#if defined(__aarch64__)
ff_dense ff_dense_neon;
#endif
#if defined(__x86_64__)
ff_dense ff_dense_avx2;
ff_dense ff_dense_avx512;
#endif

#endif
