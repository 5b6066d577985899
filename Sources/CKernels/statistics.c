#pragma STDC FP_CONTRACT OFF

#include "statistics_paths.h"
#include <string.h>

const struct ff_statistics *ff_statistics_for(enum ff_instruction_set set) {
    switch (ff_runs(set) ? set : FF_PORTABLE) {
#if defined(__aarch64__)
    case FF_NEON:
        return &ff_statistics_neon;
#endif
#if defined(__x86_64__)
    case FF_AVX2:
        return &ff_statistics_avx2;
    case FF_AVX512:
        return &ff_statistics_avx512;
#endif
    default:
        return &ff_statistics_portable;
    }
}

static inline uint32_t key(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return ff_key(bits);
}

void ff_count_buckets(const float *x, size_t n, uint32_t *counts) {
    for (size_t i = 0; i < n; i++) counts[key(x[i]) >> 16]++;
}

size_t ff_list_buckets(const uint32_t *counts, uint16_t *list) {
    enum { TOGETHER = 16 };
    size_t n = 0;
    for (size_t first = 0; first < FF_BUCKETS; first += TOGETHER) {
        uint32_t any = 0;
        for (size_t i = 0; i < TOGETHER; i++) any |= counts[first + i];
        // Most are empty: numbers have few exponents.
        if (any == 0) continue;
        for (size_t i = 0; i < TOGETHER; i++) {
            list[n] = (uint16_t)(first + i);
            n += counts[first + i] > 0;
        }
    }
    return n;
}

void ff_gather_keys(const float *x, size_t n, uint32_t *places, uint32_t *keys) {
    for (size_t i = 0; i < n; i++) {
        const uint32_t k = key(x[i]), place = places[k >> 16];
        // Few are wanted.
        if (place == 0) continue;
        keys[place] = k;
        places[k >> 16] = place + 1;
    }
}
