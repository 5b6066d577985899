#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)

#define FF_DENSE ff_dense_avx2
#define FF_TARGET __attribute__((target("avx2,fma")))
#define FF_LANES 8
#define FF_FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
// 16 registers: 12 sums, an input, and the two vectors of a panel.
#define FF_ALONE 4
#define FF_FEW 2
#define FF_FEW_ROWS 3
#define FF_TALL 6
#define FF_TILES TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6)
#include "dense_kernel.h"

#endif
