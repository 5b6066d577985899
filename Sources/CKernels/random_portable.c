#pragma STDC FP_CONTRACT OFF

#include "software_fma.h"

#define FF_RANDOM ff_random_portable
#define FF_TARGET
#define FF_LANES 4
#define FF_FUSED(a, b, c) FF_SOFTWARE_FMA(a, b, c)
#include "random_kernel.h"
