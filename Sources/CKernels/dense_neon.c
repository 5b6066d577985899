#pragma STDC FP_CONTRACT OFF

#if defined(__aarch64__)

#define FF_DENSE ff_dense_neon
#define FF_TARGET
#define FF_LANES 4
#define FF_FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
// 32 registers: 24 sums, an input, and the four vectors of a panel.
#define FF_ALONE 4
#define FF_FEW 2
#define FF_FEW_ROWS 3
#define FF_TALL 6
#define FF_TILES TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6)
#include "dense_kernel.h"

#endif
