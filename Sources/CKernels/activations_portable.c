#pragma STDC FP_CONTRACT OFF

#include <math.h>
#include <string.h>

#define FF_ACTIVATIONS ff_activations_portable
#include "activations_kernel.h"
