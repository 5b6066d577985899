#ifndef FEEDFORWARD_MATH64_BITS_H
#define FEEDFORWARD_MATH64_BITS_H

/* Float64 numbers as bits, and what follows from it. */

#include <stdint.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

static inline double ff_from_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static inline uint64_t ff_to_bits(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* 2^k for -1022 <= k <= 1023, k a whole number. Adding 1.5*2^52 leaves k in the low bits of the sum. */
static inline double ff_power_of_two(double k) {
    uint64_t low = ff_to_bits(k + 6755399441055744.0 + 1023.0);
    return ff_from_bits(low << 52);
}

/* The whole number nearest to x, for |x| < 2^51. */
static inline double ff_nearest(double x) { return (x + 6755399441055744.0) - 6755399441055744.0; }

static inline double ff_clamped(double x, double low, double high) {
    x = x < low ? low : x;
    return x > high ? high : x;
}

static inline double ff_absolute(double x) { return ff_from_bits(ff_to_bits(x) & 0x7fffffffffffffffu); }

#endif
