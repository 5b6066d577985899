#ifndef FEEDFORWARD_MATH64_LOG_H
#define FEEDFORWARD_MATH64_LOG_H

/* Logarithms. */

#include "math64_bits.h"
#include "math64_exp.h"

#pragma STDC FP_CONTRACT OFF

/* atanh(s)/s for |s| <= 3 - 2*sqrt(2), as a polynomial in w = s*s: the Chebyshev interpolant of degree 9, whose error
 * is 6e-23; with the coefficients rounded to float64 it is 5.5e-19, 2^-60.6.
 */
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
 * and log(1 + m) = 2*atanh(m / (2 + m)). So m lies in [sqrt(1/2) - 1, sqrt(2) - 1], where |s| = |m / (2 + m)| is at
 * most 3 - 2*sqrt(2) = 0.1716. The sum with k*ln2 cancels at most by a factor of 3. Measured error 3.01 ulp for 0 ...
 * 1.
 */
static inline double ff_log1p_unit(double y) {
    double k = y > 0.41421356237309503 ? 1.0 : 0.0;
    double m = y > 0.41421356237309503 ? (y - 1.0) * 0.5 : y;
    double s = m / (2.0 + m);
    return k * FF_LN2_HIGH + (2.0 * s * ff_atanh_ratio(s * s) + k * FF_LN2_LOW);
}

/* log(y) for normal y > 0, and NaN for NaN. Exponent and significand are taken apart so that the significand lies
 * between sqrt(1/2) and sqrt(2), and subtracting 1 from it is exact; the rest is as for ff_log1p_unit. Measured error
 * 2.87 ulp for 1 ... 1e300 and 2.63 ulp for 1e-307 ... 1; log(1) is 0. Rounded to float32, the logarithm of every
 * multiple of 2^-24 between 0 and 1 is the correctly rounded one.
 *
 * The domain is not checked: 0 gives -1023*ln2, about -709.09, and not -infinity, so whoever may meet it has to treat
 * it; infinity gives 1024*ln2; subnormal and negative numbers give nothing of use.
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

#endif
