#include "peaks.h"

// Sums enough for two pipelines of four stages, and no more than registers.
#define LOOP(NAME, TARGET, LANES, SUMS)                                                                                \
    typedef float NAME##_vector __attribute__((ext_vector_type(LANES)));                                               \
    TARGET static size_t NAME(size_t count, float *result) {                                                           \
        NAME##_vector sums[SUMS];                                                                                      \
        _Pragma("clang loop unroll(full)") for (int i = 0; i < SUMS; i++) sums[i] = (NAME##_vector)((float)i);         \
        const NAME##_vector factor = (NAME##_vector)(0.999f), addend = (NAME##_vector)(0.001f);                        \
        const size_t rounds = count / (SUMS * LANES) + 1;                                                              \
        _Pragma("clang loop unroll(disable)") for (size_t round = 0; round < rounds; round++) {                        \
            _Pragma("clang loop unroll(full)") for (int i = 0; i < SUMS; i++) {                                        \
                sums[i] = __builtin_elementwise_fma(sums[i], factor, addend);                                          \
            }                                                                                                          \
        }                                                                                                              \
        _Pragma("clang loop unroll(full)") for (int i = 1; i < SUMS; i++) sums[0] += sums[i];                          \
        *result = sums[0][0];                                                                                          \
        return rounds * SUMS * LANES;                                                                                  \
    }

#if defined(__x86_64__)
LOOP(narrow, __attribute__((target("avx2,fma"))), 8, 12)
LOOP(wide, __attribute__((target("avx512f,avx512vl,avx2,fma"))), 16, 16)

static float read_streams(const float *values, size_t count);

size_t peak_multiply_adds(size_t count, float *result) {
    // Some machines take two cycles for a wide one, and then lose nothing by it.
    const int is_wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl");
    return (is_wide ? wide : narrow)(count, result);
}

#define READING __attribute__((target("avx2")))
typedef float reading __attribute__((ext_vector_type(8), aligned(4)));
#else
LOOP(narrow, , 4, 16)

static float read_streams(const float *values, size_t count);

size_t peak_multiply_adds(size_t count, float *result) { return narrow(count, result); }

#define READING
typedef float reading __attribute__((ext_vector_type(4), aligned(4)));
#endif

READING static float read_streams(const float *values, size_t count) {
    enum { STREAMS = 4, LANES = sizeof(reading) / sizeof(float), STEP = 2 * LANES };
    reading sums[2 * STREAMS] = {0};
    const size_t length = count / STREAMS / STEP * STEP;
    for (size_t i = 0; i < length; i += STEP) {
        for (size_t s = 0; s < STREAMS; s++) {
            sums[2 * s] += *(const reading *)(values + s * length + i);
            sums[2 * s + 1] += *(const reading *)(values + s * length + i + LANES);
        }
    }
    float sum = 0;
    for (size_t s = 0; s < 2 * STREAMS; s++) sum += sums[s][0];
    return sum;
}

float peak_read(const float *values, size_t count) { return read_streams(values, count); }
