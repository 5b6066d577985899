// Random numbers as source for one instruction set. The including file defines
//
//   FF_RANDOM     the name of the table
//   FF_TARGET     the target attribute, or nothing
//   FF_LANES      how many floats a vector holds: 4, 8 or 16
//   FF_FUSED      (a, b, c) -> a * b + c with one rounding, on vectors
//
// The logarithm, sine and cosine are those of PyTorch's vectorised normal_, single-precision polynomials of the
// Cephes family. Which of their steps are fused decides last bits, so every step is written as it is rounded.

#include "mersenne_kernel.h"
#include "random_paths.h"

typedef float vector __attribute__((ext_vector_type(FF_LANES)));
typedef int32_t words __attribute__((ext_vector_type(FF_LANES)));

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

FF_TARGET static size_t uniform(
    uint32_t *state, size_t used, float lower, float upper, float *values, size_t count
) {
    while (count > 0) {
        if (used == WORDS) {
            twist(state);
            used = 0;
        }
        const size_t step = count < WORDS - used ? count : WORDS - used;
        size_t i = 0;
        for (; i + FF_LANES <= step; i += FF_LANES) {
            uniform_lanes(state + used + i, lower, upper, values + i, FF_LANES);
        }
        if (i < step) uniform_lanes(state + used + i, lower, upper, values + i, step - i);
        used += step;
        values += step;
        count -= step;
    }
    return used;
}

// Makes a vector each of cosines and sines, scaled, of two vectors of numbers in [0, 1).
FF_TARGET static inline __attribute__((always_inline)) void box_muller(
    vector *firsts, vector *seconds, float mean, float deviation
) {
    const vector m = SPLAT(mean), s = SPLAT(deviation), one = SPLAT(1.0f), half = SPLAT(0.5f);
    const vector first = *firsts, second = *seconds;

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
    *firsts = FUSE(along, s, m);
    *seconds = FUSE(across, s, m);
}

// How many elements are transformed together: a pair of vectors, but no less than a group.
enum { GROUP = FF_NORMAL_GROUP, TOGETHER = FF_LANES < 8 ? GROUP : 2 * FF_LANES };

// Makes TOGETHER normals of as many numbers in [0, 1). Element j of a group goes with its element j + 8.
FF_TARGET static inline __attribute__((always_inline)) void transform(
    const float *units, float mean, float deviation, float *values
) {
    vector first, second;
#if FF_LANES == 16
    // Two groups: their first halves make one vector, their second halves the other one.
#define HALVES(a, b, h)                                                                                                \
    __builtin_shufflevector(                                                                                           \
        a, b, h, h + 1, h + 2, h + 3, h + 4, h + 5, h + 6, h + 7, h + 16, h + 17, h + 18, h + 19, h + 20, h + 21,      \
        h + 22, h + 23                                                                                                 \
    )
    vector a, b;
    memcpy(&a, units, sizeof(vector));
    memcpy(&b, units + GROUP, sizeof(vector));
    first = HALVES(a, b, 0);
    second = HALVES(a, b, 8);
    box_muller(&first, &second, mean, deviation);
    a = HALVES(first, second, 0);
    b = HALVES(first, second, 8);
    memcpy(values, &a, sizeof(vector));
    memcpy(values + GROUP, &b, sizeof(vector));
#else
    for (int lane = 0; lane < GROUP / 2; lane += FF_LANES) {
        memcpy(&first, units + lane, sizeof(vector));
        memcpy(&second, units + lane + GROUP / 2, sizeof(vector));
        box_muller(&first, &second, mean, deviation);
        memcpy(values + lane, &first, sizeof(vector));
        memcpy(values + lane + GROUP / 2, &second, sizeof(vector));
    }
#endif
}

FF_TARGET static void transform_group(const float *units, float mean, float deviation, float *values) {
    float together[TOGETHER] = {0}, normals[TOGETHER];
    memcpy(together, units, GROUP * sizeof(float));
    transform(together, mean, deviation, normals);
    memcpy(values, normals, GROUP * sizeof(float));
}

FF_TARGET static size_t normal(
    uint32_t *state, size_t used, float mean, float deviation, float *values, size_t count
) {
    // The numbers of one state and those that an incomplete transform left over. They stay in the first cache, and the
    // tensor is written once and not read.
    float units[TOGETHER + WORDS];
    size_t held = 0, made = 0;
    for (size_t drawn = 0; drawn < count;) {
        const size_t left = used < WORDS ? WORDS - used : WORDS;
        const size_t step = count - drawn < left ? count - drawn : left;
        used = uniform(state, used, 0, 1, units + held, step);
        drawn += step;
        held += step;
        size_t taken = 0;
        for (; taken + TOGETHER <= held; taken += TOGETHER) {
            transform(units + taken, mean, deviation, values + made + taken);
        }
        made += taken;
        held -= taken;
        memmove(units, units + taken, held * sizeof(float));
    }
    for (size_t taken = 0; taken + GROUP <= held; taken += GROUP, made += GROUP) {
        transform_group(units + taken, mean, deviation, values + made);
    }
    if (made < count) {
        used = uniform(state, used, 0, 1, units, GROUP);
        transform_group(units, mean, deviation, values + count - GROUP);
    }
    return used;
}

const struct ff_random FF_RANDOM = {twist, uniform, normal};
