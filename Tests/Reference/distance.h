#ifndef FEEDFORWARD_DISTANCE_H
#define FEEDFORWARD_DISTANCE_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "reference.h"

/* How far a float32 is from a float64, in units in the last place of float32 there; NaN if one of them is NaN or both
 * are infinite. */
static inline double ff_distance_float(float y, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    int64_t exponent = (int64_t)(bits >> 52 & 0x7ff) - 1023;
    if (exponent < -126) exponent = -126;
    uint64_t scale_bits = (uint64_t)(1023 + 23 - exponent) << 52;
    double scale;
    memcpy(&scale, &scale_bits, sizeof scale);
    double difference = (double)y - value;
    return (difference < 0 ? -difference : difference) * scale;
}

/* The unit in the last place at a value, of a type with `digits` binary digits and least exponent `least`. */
static inline long double ff_unit(long double value, int digits, int least) {
    int exponent;
    if (value == 0 || !isfinite(value)) return ldexpl(1.0L, least - digits + 1);
    (void)frexpl(value, &exponent);
    exponent = exponent - 1 < least ? least : exponent - 1;
    return ldexpl(1.0L, exponent - digits + 1);
}

/* How near to the middle between two numbers, in units in the last place of float32, the reference does not tell on
 * which side the exact value lies.
 */
#define FF_UNDECIDED 0x1p-40

/* Notes a result's distance from the exact value, `rounded` being the exact value rounded to the result's type. */
static inline void ff_note(
    struct ff_errors *errors, double y, double rounded, long double exact, long double unit, double argument
) {
    double distance = INFINITY;
    if (isnan(exact) || isinf(rounded)) {
        if (isnan(exact) ? isnan(y) : y == rounded) distance = 0;
    } else if (isfinite(y)) {
        distance = (double)(fabsl((long double)y - exact) / unit);
    }
    if (y != rounded && distance > 0.5 + FF_UNDECIDED) errors->misrounded++;
    if (distance > errors->worst) {
        errors->worst = distance;
        errors->argument = argument;
    }
}

static inline void ff_note_float(struct ff_errors *errors, float y, long double exact, double argument) {
    ff_note(errors, y, (float)exact, exact, ff_unit(exact, 24, -126), argument);
}

static inline void ff_note_double(struct ff_errors *errors, double y, long double exact, double argument) {
    ff_note(errors, y, (double)exact, exact, ff_unit(exact, 53, -1022), argument);
}

#endif
