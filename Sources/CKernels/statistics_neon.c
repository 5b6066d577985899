#pragma STDC FP_CONTRACT OFF

#if defined(__aarch64__)

#include <math.h>
#include <string.h>

#define FF_STATISTICS ff_statistics_neon
#include "statistics_kernel.h"

#endif
