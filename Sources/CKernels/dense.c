#include "dense.h"
#include "dense_paths.h"

ff_dense *ff_dense_for(enum ff_instruction_set set) {
    switch (ff_runs(set) ? set : FF_PORTABLE) {
#if defined(__aarch64__)
    case FF_NEON:
        return ff_dense_neon;
#endif
#if defined(__x86_64__)
    case FF_AVX2:
        return ff_dense_avx2;
    case FF_AVX512:
        return ff_dense_avx512;
#endif
    default:
        return ff_dense_portable;
    }
}

void ff_pack_weights(const float *weights, size_t units, size_t width, float *panels) {
    for (size_t first = 0; first < units; first += FF_PANEL) {
        const size_t count = units - first < FF_PANEL ? units - first : FF_PANEL;
        for (size_t k = 0; k < width; k++) {
            for (size_t u = 0; u < FF_PANEL; u++) {
                *panels++ = u < count ? weights[(first + u) * width + k] : 0.0f;
            }
        }
    }
}
