#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)

#include <math.h>
#include <string.h>

#define FF_STATISTICS ff_statistics_avx512
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx2,fma"))), apply_to = function)
#include "statistics_kernel.h"
#pragma clang attribute pop

#endif
