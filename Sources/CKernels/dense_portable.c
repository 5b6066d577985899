#pragma STDC FP_CONTRACT OFF

#include "software_fma.h"

#define FF_DENSE ff_dense_portable
#define FF_TARGET
#define FF_LANES 4
#define FF_FUSED(a, b, c) FF_SOFTWARE_FMA(a, b, c)
#include "dense_kernel.h"
