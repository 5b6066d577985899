#pragma STDC FP_CONTRACT OFF

#include <math.h>
#include <string.h>

#define FF_STATISTICS ff_statistics_portable
#include "statistics_kernel.h"
