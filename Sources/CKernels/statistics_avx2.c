#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)

#include <math.h>
#include <string.h>

#define FF_STATISTICS ff_statistics_avx2
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "statistics_kernel.h"
#pragma clang attribute pop

#endif
