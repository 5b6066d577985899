#include "linux.h"
typedef int linux_is_not_empty;
