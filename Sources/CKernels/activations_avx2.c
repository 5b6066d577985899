#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)

#include <math.h>
#include <string.h>

#define FF_ACTIVATIONS ff_activations_avx2
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "activations_kernel.h"
#pragma clang attribute pop

#endif
