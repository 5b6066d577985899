#pragma STDC FP_CONTRACT OFF

#include "random.h"
#include "random_paths.h"

const struct ff_random *ff_random_for(enum ff_instruction_set set) {
    switch (ff_runs(set) ? set : FF_PORTABLE) {
#if defined(__aarch64__)
    case FF_NEON:
        return &ff_random_neon;
#endif
#if defined(__x86_64__)
    case FF_AVX2:
        return &ff_random_avx2;
    case FF_AVX512:
        return &ff_random_avx512;
#endif
    default:
        return &ff_random_portable;
    }
}
