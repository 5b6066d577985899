#pragma STDC FP_CONTRACT OFF

#if defined(__aarch64__)

#include <math.h>
#include <string.h>

#define FF_ACTIVATIONS ff_activations_neon
#include "activations_kernel.h"

#endif
