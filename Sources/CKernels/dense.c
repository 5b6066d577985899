#pragma STDC FP_CONTRACT OFF

#include "dense.h"
#include "dense_paths.h"
#include <string.h>

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

typedef float quad __attribute__((ext_vector_type(4)));

enum { SIDE = 4 };

// Four inputs of four outputs: reads four rows, and writes four columns of a panel.
static inline void pack_square(const float *rows, size_t width, float *panel) {
    quad a, b, c, d;
    memcpy(&a, rows, sizeof(quad));
    memcpy(&b, rows + width, sizeof(quad));
    memcpy(&c, rows + 2 * width, sizeof(quad));
    memcpy(&d, rows + 3 * width, sizeof(quad));
    const quad ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    const quad ba = __builtin_shufflevector(a, b, 2, 6, 3, 7), dc = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    a = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
    b = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
    c = __builtin_shufflevector(ba, dc, 0, 1, 4, 5);
    d = __builtin_shufflevector(ba, dc, 2, 3, 6, 7);
    memcpy(panel, &a, sizeof(quad));
    memcpy(panel + FF_PANEL, &b, sizeof(quad));
    memcpy(panel + 2 * FF_PANEL, &c, sizeof(quad));
    memcpy(panel + 3 * FF_PANEL, &d, sizeof(quad));
}

void ff_pack_weights(const float *weights, size_t units, size_t width, float *panels) {
    for (size_t first = 0; first < units; first += FF_PANEL, panels += width * FF_PANEL) {
        const size_t count = units - first < FF_PANEL ? units - first : FF_PANEL;
        const float *const rows = weights + first * width;
        size_t k = 0;
        for (; count == FF_PANEL && k + SIDE <= width; k += SIDE) {
            for (size_t u = 0; u < FF_PANEL; u += SIDE) {
                pack_square(rows + u * width + k, width, panels + k * FF_PANEL + u);
            }
        }
        for (; k < width; k++) {
            for (size_t u = 0; u < FF_PANEL; u++) {
                panels[k * FF_PANEL + u] = u < count ? rows[u * width + k] : 0.0f;
            }
        }
    }
}
