#ifndef FEEDFORWARD_MATH64_EXP_H
#define FEEDFORWARD_MATH64_EXP_H

/* The exponential function and what follows from it. */

#include "math64_bits.h"

#pragma STDC FP_CONTRACT OFF

#define FF_LOG2E 1.4426950408889634
#define FF_LN2_HIGH 6.93147180369123816490e-01
#define FF_LN2_LOW 1.90821492927058770002e-10

/* e^r - 1 for |r| <= ln2/2, the Taylor polynomial r + r^2/2 + ... + r^13/13! by Horner's rule. What is left out is
 * below r^14/14! = 4.2e-18; with the coefficients rounded to float64 the error is at most 4.7e-18, 2^-57.6. The terms
 * from r^2 on are at most a fifth of r, so their rounding errors count that much less than the last addition's.
 */
static inline double ff_reduced_expm1(double r) {
    double q = 1.0 / 6227020800.0;
    q = q * r + 1.0 / 479001600.0;
    q = q * r + 1.0 / 39916800.0;
    q = q * r + 1.0 / 3628800.0;
    q = q * r + 1.0 / 362880.0;
    q = q * r + 1.0 / 40320.0;
    q = q * r + 1.0 / 5040.0;
    q = q * r + 1.0 / 720.0;
    q = q * r + 1.0 / 120.0;
    q = q * r + 1.0 / 24.0;
    q = q * r + 1.0 / 6.0;
    q = q * r + 0.5;
    return r + (r * r) * q;
}

/* Range reduction x = k*ln2 + r with k the whole number nearest to x/ln2, so that |r| <= ln2/2 and e^x = 2^k * e^r
 * (Cody and Waite 1980). ln2 comes in two parts. The high one ends in 21 zero bits, so k times it is exact for every k
 * that occurs, |k| <= 1155, and by Sterbenz's lemma so is x minus that. The low one holds the next 53 bits; k times it
 * is below 2.3e-7, so its rounding is far below an ulp of x, and r is off by less than 2^-54 in all.
 */
static inline double ff_reduced(double x, double k) { return (x - k * FF_LN2_HIGH) - k * FF_LN2_LOW; }

/* e^x. Beyond +-800 the argument is taken as +-800, where the result is 0 or infinity already. 2^k is applied in two
 * factors, so that subnormal results come out rounded once. Measured error 0.97 ulp for -745 ... 709.
 */
static inline double ff_exp(double x) {
    x = ff_clamped(x, -800.0, 800.0);
    double k = ff_nearest(x * FF_LOG2E);
    double r = ff_reduced(x, k);
    double half = ff_nearest(k * 0.5);
    return (1.0 + ff_reduced_expm1(r)) * ff_power_of_two(half) * ff_power_of_two(k - half);
}

/* e^x - 1 = 2^k*(e^r - 1) + (2^k - 1). Beyond -60 the result is -1, beyond 700 it grows no more, which is infinity in
 * float32. For k = 0 that is e^r - 1 itself, so nothing cancels near 0; for k = -1, where it does, by a factor below 3.
 * Measured error 1.92 ulp for -60 ... 100.
 */
static inline double ff_expm1(double x) {
    double clamped = ff_clamped(x, -60.0, 700.0);
    double k = ff_nearest(clamped * FF_LOG2E);
    double r = ff_reduced(clamped, k);
    double scale = ff_power_of_two(k);
    double result = scale * ff_reduced_expm1(r) + (scale - 1.0);
    /* Keeps the sign of zero and the exactness of tiny arguments. */
    return ff_absolute(x) < 1e-17 ? x : result;
}

/* tanh(|x|) = -t / (t + 2) with t = e^(-2|x|) - 1: t lies in [-1, 0], so t + 2 does not cancel, and the sign is put
 * back at the end. Measured error 2.50 ulp for -20 ... 20.
 */
static inline double ff_tanh_value(double x) {
    double t = ff_expm1(-2.0 * ff_absolute(x));
    double y = -t / (t + 2.0);
    return x < 0.0 ? -y : (x == 0.0 ? x : y);
}

/* 1 / (1 + e^-x) for x >= 0 and e^x / (1 + e^x) for x < 0: e^-|x| is at most 1, so neither side cancels or overflows.
 * Measured error 2.30 ulp for -700 ... 40.
 */
static inline double ff_sigmoid_value(double x) {
    double e = ff_exp(-ff_absolute(x));
    return (x < 0.0 ? e : 1.0) / (1.0 + e);
}

#endif
