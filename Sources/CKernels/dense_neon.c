#pragma STDC FP_CONTRACT OFF

#if defined(__aarch64__)

#define FF_DENSE ff_dense_neon
#define FF_TARGET
#define FF_LANES 4
#define FF_FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#include "dense_kernel.h"

#endif
