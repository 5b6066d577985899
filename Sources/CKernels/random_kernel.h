// The transforms of random words as source for one instruction set. The including file defines
//
//   FF_RANDOM     the name of the table
//   FF_TARGET     the target attribute, or nothing
//   FF_LANES      how many floats a vector holds: 4 or 8
//   FF_FUSED      (a, b, c) -> a * b + c with one rounding, on vectors
//
// The logarithm, sine and cosine are those of PyTorch's vectorised normal_, single-precision polynomials of the
// Cephes family. Which of their steps are fused decides last bits, so every step is written as it is rounded.

#include "random_paths.h"
#include <string.h>

typedef float vector __attribute__((ext_vector_type(FF_LANES)));
typedef int32_t words __attribute__((ext_vector_type(FF_LANES)));
typedef uint32_t uwords __attribute__((ext_vector_type(FF_LANES)));

// Macros, since vectors of 32 bytes pass through a function only where the target has AVX.
#define SPLAT(x) ((vector)(x))
#define FUSE(a, b, c) FF_FUSED((a), (b), (c))
#define CHOOSE(mask, a, b) ((vector)(((mask) & (words)(a)) | (~(mask) & (words)(b))))

FF_TARGET static inline __attribute__((always_inline)) void uniform_lanes(
    const uint32_t *state, float lower, float upper, float *values, const size_t lanes
) {
    const vector lowest = SPLAT(lower), highest = SPLAT(upper), extent = SPLAT(upper - lower);
    uwords word = {0};
    memcpy(&word, state, lanes * sizeof(uint32_t));
    word ^= word >> 11;
    word ^= (word << 7) & 0x9d2c5680u;
    word ^= (word << 15) & 0xefc60000u;
    word ^= word >> 18;
    const words low = (words)(word & 0xffffffu);
    const vector unit = __builtin_convertvector(low, vector) * SPLAT(0x1p-24f);
    const vector y = FUSE(unit, extent, lowest);
    const vector value = CHOOSE(y == highest, lowest, y);
    memcpy(values, &value, lanes * sizeof(float));
}

FF_TARGET static void uniform(const uint32_t *state, size_t count, float lower, float upper, float *values) {
    size_t i = 0;
    for (; i + FF_LANES <= count; i += FF_LANES) uniform_lanes(state + i, lower, upper, values + i, FF_LANES);
    if (i < count) uniform_lanes(state + i, lower, upper, values + i, count - i);
}

FF_TARGET static void normal(float *values, size_t groups, float mean, float deviation) {
    const vector m = SPLAT(mean), s = SPLAT(deviation), one = SPLAT(1.0f), half = SPLAT(0.5f);
    for (size_t lane = 0; lane < groups * 8; lane += FF_LANES) {
        // Lane j of a group of 16 is made of its elements j and j + 8.
        float *const place = values + lane / 8 * 16 + lane % 8;
        vector first, second;
        memcpy(&first, place, sizeof(vector));
        memcpy(&second, place + 8, sizeof(vector));

        // The logarithm of a number in (0, 1], at least 2^-24.
        const words bits = (words)(one - first);
        vector e = __builtin_convertvector((bits >> 23) - 127, vector) + one;
        vector w = (vector)((bits & 0x007fffff) | 0x3f000000);
        const words small = w < SPLAT(0x1.6a09e6p-1f);
        const vector reduced = w - one;
        e = CHOOSE(small, e - one, e);
        w = CHOOSE(small, reduced + w, reduced);
        const vector w2 = w * w;
        vector l = SPLAT(7.0376836292e-2f);
        l = FUSE(l, w, SPLAT(-1.1514610310e-1f));
        l = FUSE(l, w, SPLAT(1.1676998740e-1f));
        l = FUSE(l, w, SPLAT(-1.2420140846e-1f));
        l = FUSE(l, w, SPLAT(1.4249322787e-1f));
        l = FUSE(l, w, SPLAT(-1.6668057665e-1f));
        l = FUSE(l, w, SPLAT(2.0000714765e-1f));
        l = FUSE(l, w, SPLAT(-2.4999993993e-1f));
        l = FUSE(l, w, SPLAT(3.3333331174e-1f));
        l = l * w;
        const vector correction = e * SPLAT(-2.12194440e-4f);
        l = FUSE(l, w2, correction);
        l = l - w2 * half;
        w = w + l;
        const vector logarithm = FUSE(e, SPLAT(0.693359375f), w);
        const vector radius = __builtin_elementwise_sqrt(SPLAT(-2.0f) * logarithm);

        // Sine and cosine of a number in [0, 2 pi).
        const vector angle = SPLAT(0x1.921fb6p+2f) * second;
        const vector octants = angle * SPLAT(1.27323954473516f);
        words q = __builtin_convertvector(octants, words);
        q = (q + 1) & ~1;
        const vector y = __builtin_convertvector(q, vector);
        vector x = FUSE(y, SPLAT(-0.78515625f), angle);
        x = FUSE(y, SPLAT(-2.4187564849853515625e-4f), x);
        x = FUSE(y, SPLAT(-3.77489497744594108e-8f), x);
        const vector z = x * x;
        vector c = SPLAT(2.443315711809948e-5f);
        c = FUSE(c, z, SPLAT(-1.388731625493765e-3f));
        c = FUSE(c, z, SPLAT(4.166664568298827e-2f));
        c = c * z;
        const vector half_z = z * half;
        c = FUSE(c, z, -half_z);
        c = c + one;
        vector p = SPLAT(-1.9515295891e-4f);
        p = FUSE(p, z, SPLAT(8.3321608736e-3f));
        p = FUSE(p, z, SPLAT(-1.6666654611e-1f));
        p = p * z;
        p = FUSE(p, x, x);
        const words swapped = (q & 2) != 0;
        const words sine_sign = (words)((uwords)(q & 4) << 29);
        const words cosine_sign = (words)((uwords)((q + 2) & 4) << 29);
        const vector sine = (vector)((words)CHOOSE(swapped, c, p) ^ sine_sign);
        const vector cosine = (vector)((words)CHOOSE(swapped, p, c) ^ cosine_sign);

        const vector along = radius * cosine, across = radius * sine;
        first = FUSE(along, s, m);
        second = FUSE(across, s, m);
        memcpy(place, &first, sizeof(vector));
        memcpy(place + 8, &second, sizeof(vector));
    }
}

const struct ff_random FF_RANDOM = {uniform, normal};
