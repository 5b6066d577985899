#include "kernels.h"
typedef int kernels_is_not_empty;
