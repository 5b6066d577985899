#pragma STDC FP_CONTRACT OFF

#include "software_fma.h"

#define FF_DENSE ff_dense_portable
#define FF_TARGET
#define FF_LANES 4
#define FF_FUSED(a, b, c) FF_SOFTWARE_FMA(a, b, c)
// The steps of one multiply-add in software fill the pipeline.
#define FF_ALONE 1
#define FF_FEW 1
#define FF_FEW_ROWS 3
#define FF_TALL 3
#define FF_TILES TILE(1) TILE(2) TILE(3)
#include "dense_kernel.h"
