#ifndef FEEDFORWARD_MATH64_H
#define FEEDFORWARD_MATH64_H

/* Elementary functions in float64, for results that are rounded to float32.
 *
 * Only + - * / and operations on bits, no fused steps, no table, no branch that depends on data: the bits are the same
 * on every IEEE machine, and loops over these functions vectorise. An error of some float64 ulps moves the rounded
 * float32 once in about 2^26 values. NaN goes through every function.
 *
 * Polynomials are Chebyshev interpolants computed with 40 digits (mpmath chebyfit); the approximation error stands at
 * each. The measured errors are the largest of 20,000 random arguments over the range that matters, against mpmath.
 */

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

/* Range reduction x = k*ln2 + r, |r| <= ln2/2, ln2 in two parts of which the first has 11 trailing zeros, so that
 * k times it is exact (Cody and Waite 1980). Then (e^r - 1) / r by its Taylor series to r^12; the rest is below 4e-18.
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

#define FF_LOG2E 1.4426950408889634
#define FF_LN2_HIGH 6.93147180369123816490e-01
#define FF_LN2_LOW 1.90821492927058770002e-10

/* e^x. Beyond +-800 the argument is taken as +-800, where the result is 0 or infinity already. 2^k is applied in two
 * factors, so that subnormal results come out rounded once. Measured error 0.9 ulp.
 */
static inline double ff_exp(double x) {
    x = ff_clamped(x, -800.0, 800.0);
    double k = ff_nearest(x * FF_LOG2E);
    double r = (x - k * FF_LN2_HIGH) - k * FF_LN2_LOW;
    double half = ff_nearest(k * 0.5);
    return (1.0 + ff_reduced_expm1(r)) * ff_power_of_two(half) * ff_power_of_two(k - half);
}

/* e^x - 1 = 2^k*(e^r - 1) + (2^k - 1). Beyond -60 the result is -1, beyond 700 it grows no more, which is infinity in
 * float32. Measured error 1.8 ulp.
 */
static inline double ff_expm1(double x) {
    double clamped = ff_clamped(x, -60.0, 700.0);
    double k = ff_nearest(clamped * FF_LOG2E);
    double r = (clamped - k * FF_LN2_HIGH) - k * FF_LN2_LOW;
    double scale = ff_power_of_two(k);
    double result = scale * ff_reduced_expm1(r) + (scale - 1.0);
    /* Keeps the sign of zero and the exactness of tiny arguments. */
    return ff_absolute(x) < 1e-17 ? x : result;
}

/* atanh(s)/s as a polynomial in s*s for |s| <= 3 - 2*sqrt(2); approximation error 6e-23. */
static inline double ff_atanh_ratio(double w) {
    double q = 0.060215591927199305161;
    q = q * w + 0.05833689621645853181;
    q = q * w + 0.066683731087721760172;
    q = q * w + 0.076922717195898433769;
    q = q * w + 0.090909095589992259916;
    q = q * w + 0.11111111107408905972;
    q = q * w + 0.14285714285731086472;
    q = q * w + 0.19999999999999961312;
    q = q * w + 0.33333333333333333368;
    return q * w + 1.0;
}

/* log(1 + y) for 0 <= y <= 1: log(1 + y) = k*ln2 + log(1 + m), where k is 1 from sqrt(2) - 1 on, m = (y - 1)/2 then,
 * and log(1 + m) = 2*atanh(m / (2 + m)). Measured error 2.6 ulp.
 */
static inline double ff_log1p_unit(double y) {
    double k = y > 0.41421356237309503 ? 1.0 : 0.0;
    double m = y > 0.41421356237309503 ? (y - 1.0) * 0.5 : y;
    double s = m / (2.0 + m);
    return k * FF_LN2_HIGH + (2.0 * s * ff_atanh_ratio(s * s) + k * FF_LN2_LOW);
}

/* log(y) for normal y >= 1, and what it has to be for NaN. Exponent and significand are taken apart so that the
 * significand lies between sqrt(1/2) and sqrt(2). Measured error 2.3 ulp.
 */
static inline double ff_log(double y) {
    uint64_t bits = ff_to_bits(y);
    uint64_t shifted = bits - 0x3fe6a09e667f3bcdu;
    double k = (double)((int64_t)shifted >> 52);
    double m = ff_from_bits((shifted & 0x000fffffffffffffu) + 0x3fe6a09e667f3bcdu) - 1.0;
    double s = m / (2.0 + m);
    double result = k * FF_LN2_HIGH + (2.0 * s * ff_atanh_ratio(s * s) + k * FF_LN2_LOW);
    return y == y ? result : y;
}

/* tanh(|x|) = -t / (t + 2) with t = e^(-2|x|) - 1. Measured error 2.5 ulp. */
static inline double ff_tanh_value(double x) {
    double t = ff_expm1(-2.0 * ff_absolute(x));
    double y = -t / (t + 2.0);
    return x < 0.0 ? -y : (x == 0.0 ? x : y);
}

/* 1 / (1 + e^-x) by way of e^-|x|, so that neither side cancels or overflows. Measured error 1.8 ulp. */
static inline double ff_sigmoid_value(double x) {
    double e = ff_exp(-ff_absolute(x));
    return (x < 0.0 ? e : 1.0) / (1.0 + e);
}

/* erfc(z) = e^(-z*z) * erfcx(z) for z >= 0, with erfcx(z) = t * g(2t - 1), t = 1 / (1 + z/2), as in Numerical Recipes
 * section 6.2 but with a fit of our own; approximation error 4.5e-17 of g. Measured error 6e-14 relative, near
 * z = 26, where z*z has lost that much; 4.4 ulp for |z| < 2.
 */
static inline double ff_erfc_nonnegative(double z) {
    double t = 1.0 / (1.0 + 0.5 * z);
    double u = 2.0 * t - 1.0;
    double q = -9.743115754914081419e-10;
    q = q * u + -1.8983185717900799323e-9;
    q = q * u + 1.2683080316045675931e-8;
    q = q * u + 6.4435979250466529887e-9;
    q = q * u + -6.8180765990655688715e-8;
    q = q * u + 3.6201683260938795672e-8;
    q = q * u + 1.7630181517105486566e-7;
    q = q * u + -3.2654749792003859112e-7;
    q = q * u + -1.1319613509521392666e-8;
    q = q * u + 1.0308565836098152283e-6;
    q = q * u + -1.8167079024791187299e-6;
    q = q * u + -5.7782229817987804191e-7;
    q = q * u + 8.0586546141389291511e-6;
    q = q * u + -0.000010842910058395441553;
    q = q * u + -0.000017074025151708480884;
    q = q * u + 0.000072234167592393892053;
    q = q * u + -0.000017185781852311768291;
    q = q * u + -0.00033153657308598260663;
    q = q * u + 0.00041864803692931906433;
    q = q * u + 0.0015453060137318342534;
    q = q * u + -0.0032395925341297784751;
    q = q * u + -0.010755330944017010103;
    q = q * u + 0.018221115753444061031;
    q = q * u + 0.13973604627801434885;
    q = q * u + 0.34358034220690528405;
    q = q * u + 0.51079135262101152638;
    return ff_exp(-(z * z)) * t * q;
}

static inline double ff_erfc_value(double z) {
    double tail = ff_erfc_nonnegative(ff_absolute(z));
    return z < 0.0 ? 2.0 - tail : tail;
}

/* atan by way of |v| <= tan(pi/8): above 1 by pi/2 - atan(1/x), above tan(pi/8) by pi/4 + atan((u-1)/(u+1)); then
 * atan(v)/v as a polynomial in v*v, approximation error 5e-20. Measured error 2.2 ulp.
 */
static inline double ff_atan_value(double x) {
    double a = ff_absolute(x);
    double u = a > 1.0 ? 1.0 / a : a;
    double v = u > 0.41421356237309503 ? (u - 1.0) / (u + 1.0) : u;
    double base = u > 0.41421356237309503 ? 0.78539816339744828 : 0.0;
    double w = v * v;
    double q = 0.015113765096600917883;
    q = q * w + -0.033387824501211944814;
    q = q * w + 0.044995007289840317198;
    q = q * w + -0.0521731257406159093;
    q = q * w + 0.058768340046141606529;
    q = q * w + -0.066662052599765261868;
    q = q * w + 0.0769228109993774325;
    q = q * w + -0.090909080590311910269;
    q = q * w + 0.11111111085322108759;
    q = q * w + -0.14285714285329708164;
    q = q * w + 0.19999999999997013892;
    q = q * w + -0.33333333333333324206;
    q = q * w + 1.0;
    double y = base + v * q;
    y = a > 1.0 ? 1.5707963267948966 - y : y;
    return x < 0.0 ? -y : (x == 0.0 ? x : y);
}

#endif
