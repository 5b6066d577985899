#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)

#define FF_DENSE ff_dense_avx512
// VL is for the 16 registers that only its encoding reaches.
#define FF_TARGET __attribute__((target("avx512f,avx512vl,avx2,fma")))
#define FF_LANES 16
#define FF_FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
// A panel is one vector. Eight sums fill two pipelines of four stages.
#define FF_ALONE 4
#define FF_FEW 4
#define FF_FEW_ROWS 3
#define FF_TALL 8
#define FF_TILES TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6) TILE(7) TILE(8)
#include "dense_kernel.h"

#endif
