// Passes over float32 numbers as source for one instruction set. The including file defines
//
//   FF_STATISTICS    the name of the table
//
// and the target of all functions. Lanes are eight everywhere, whatever a register holds, so the additions have one
// order.

#include "statistics_paths.h"

// How vectors pass between functions concerns only the functions of this file.
#pragma clang diagnostic ignored "-Wpsabi"

enum { LANES = 8 };

typedef float floats __attribute__((ext_vector_type(8)));
typedef int32_t flags __attribute__((ext_vector_type(8)));
typedef double doubles __attribute__((ext_vector_type(8)));
typedef int64_t signs __attribute__((ext_vector_type(8)));

#define EACH_LANE for (size_t lane = 0; lane < LANES; lane++)

// The numbers of some lanes from `i` on; 0 behind the end.
static inline floats load(const float *x, size_t i, size_t n) {
    floats values = (floats)(0.0f);
    if (i + LANES <= n) {
        memcpy(&values, x + i, sizeof values);
    } else {
        memcpy(&values, x + i, (n - i) * sizeof(float));
    }
    return values;
}

static inline flags are_finite(floats x) { return ((flags)x & 0x7f800000) != 0x7f800000; }

// x where the flag is set, 0 elsewhere.
static inline floats where(flags flag, floats x) { return (floats)((flags)x & flag); }

static inline floats either(flags flag, floats x, floats y) { return (floats)(((flags)x & flag) | ((flags)y & ~flag)); }

static void extremes(const float *x, size_t n, struct ff_extremes *result) {
    floats least = (floats)(INFINITY), largest = (floats)(-INFINITY), magnitude = (floats)(INFINITY);
    flags others = 0, zeros = 0;
    size_t other_count = 0, zero_count = 0, i = 0;
    // Flags are -1, so they count; before a lane's counter is full, it is emptied.
    for (size_t round = 1; i + LANES <= n; i += LANES, round++) {
        const floats v = load(x, i, n);
        const flags finite = are_finite(v);
        const floats m = (floats)((flags)v & 0x7fffffff);
        least = either((v < least) & finite, v, least);
        largest = either((v > largest) & finite, v, largest);
        magnitude = either((m < magnitude) & (m > 0.0f), m, magnitude);
        others += ~finite;
        zeros += v == 0.0f;
        if (round % (1u << 30) == 0) {
            EACH_LANE other_count += (size_t)-others[lane];
            EACH_LANE zero_count += (size_t)-zeros[lane];
            others = zeros = 0;
        }
    }
    EACH_LANE other_count += (size_t)-others[lane];
    EACH_LANE zero_count += (size_t)-zeros[lane];
    struct ff_extremes found = {least[0], largest[0], magnitude[0], n - other_count, zero_count};
    for (size_t lane = 1; lane < LANES; lane++) {
        if (least[lane] < found.least) found.least = least[lane];
        if (largest[lane] > found.largest) found.largest = largest[lane];
        if (magnitude[lane] < found.least_magnitude) found.least_magnitude = magnitude[lane];
    }
    for (; i < n; i++) {
        const float v = x[i], m = v < 0.0f ? -v : v;
        // Neither infinite nor no number.
        if (!(m < INFINITY)) {
            found.finite--;
            continue;
        }
        if (v < found.least) found.least = v;
        if (v > found.largest) found.largest = v;
        if (m > 0.0f && m < found.least_magnitude) found.least_magnitude = m;
        found.zeros += v == 0.0f;
    }
    *result = found;
}

// A sum and what its additions have cut off (Knuth's TwoSum).
struct compensated {
    doubles sum, lost;
};

static inline void add(struct compensated *to, doubles value) {
    const doubles total = to->sum + value;
    const doubles back = total - to->sum;
    to->lost += (to->sum - (total - back)) + (value - back);
    to->sum = total;
}

static double total(struct compensated sums) {
    double sum = 0.0, lost = 0.0;
    EACH_LANE {
        const double value = sums.sum[lane], next = sum + value, back = next - sum;
        lost += (sum - (next - back)) + (value - back);
        lost += sums.lost[lane];
        sum = next;
    }
    return sum + lost;
}

static void sums(const float *x, size_t n, double unit, struct ff_sums *result) {
    // Added and taken away again, it rounds to whole units; what that cuts off is exact as well.
    const doubles rounder = (doubles)(unit * 0x1.8p52);
    doubles high = 0.0, low = 0.0, absolute_high = 0.0, absolute_low = 0.0;
    struct compensated squares = {0.0, 0.0};
    for (size_t i = 0; i < n; i += LANES) {
        const floats given = load(x, i, n);
        const doubles v = __builtin_convertvector(where(are_finite(given), given), doubles);
        const doubles whole = (v + rounder) - rounder, rest = v - whole;
        high += whole;
        low += rest;
        // Parts of the number are those of its magnitude but for the sign.
        const signs sign = (signs)v & INT64_MIN;
        absolute_high += (doubles)((signs)whole ^ sign);
        absolute_low += (doubles)((signs)rest ^ sign);
        // Exact: 24 bits times 24 bits.
        add(&squares, v * v);
    }
    struct ff_sums found = {0.0, 0.0, 0.0, 0.0, total(squares)};
    EACH_LANE {
        found.high += high[lane];
        found.low += low[lane];
        found.absolute_high += absolute_high[lane];
        found.absolute_low += absolute_low[lane];
    }
    *result = found;
}

static double deviations(const float *x, size_t n, double mean) {
    struct compensated squares = {0.0, 0.0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        const floats given = load(x, i, n);
        const flags finite = are_finite(given);
        const doubles d = __builtin_convertvector(where(finite, given), doubles) - mean;
        // -1 or 0 as a number of float64, so that what is not finite counts nothing.
        add(&squares, d * d * -__builtin_convertvector(finite, doubles));
    }
    doubles rest = 0.0;
    for (size_t lane = 0; i + lane < n; lane++) {
        const float v = x[i + lane];
        const double d = (double)v - mean;
        rest[lane] = (v < 0.0f ? -v : v) < INFINITY ? d * d : 0.0;
    }
    add(&squares, rest);
    return total(squares);
}

const struct ff_statistics FF_STATISTICS = {.extremes = extremes, .sums = sums, .deviations = deviations};
