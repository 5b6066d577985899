#pragma STDC FP_CONTRACT OFF

#include "instruction_set.h"

bool ff_runs(enum ff_instruction_set set) {
    switch (set) {
    case FF_PORTABLE:
        return true;
    case FF_NEON:
#if defined(__aarch64__)
        return true;
#else
        return false;
#endif
    case FF_AVX2:
#if defined(__x86_64__)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
        return false;
#endif
    case FF_AVX512:
#if defined(__x86_64__)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
        return false;
#endif
    }
    return false;
}
