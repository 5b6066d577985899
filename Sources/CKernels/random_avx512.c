#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)

#define FF_RANDOM ff_random_avx512
#define FF_TARGET __attribute__((target("avx512f,avx2,fma")))
#define FF_LANES 16
#define FF_FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#include "random_kernel.h"

#endif
