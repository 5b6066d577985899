#ifndef FEEDFORWARD_MATH64_ERFC_H
#define FEEDFORWARD_MATH64_ERFC_H

/* The complementary error function. */

#include "math64_bits.h"
#include "math64_exp.h"

#pragma STDC FP_CONTRACT OFF

/* e^(z*z) * erfc(z) for z >= 0, as t * g(2t - 1) with t = 1 / (1 + z/2), which maps [0, infinity) to (0, 1] (Numerical
 * Recipes section 6.2). g runs from 0.28 to 1 and is smooth on the whole interval; here it is its Chebyshev interpolant
 * of degree 25, whose error is 4.5e-17; with the coefficients rounded to float64 it is 6.4e-16 relative for z < 26,
 * 2^-50.4. The constant term is one that makes g(1) exactly 1, so that erfc(0) is exactly 1.
 */
static inline double ff_scaled_erfc(double z) {
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
    q = q * u + 0.51079135262101174;
    return t * q;
}

/* erfc(z) = e^(-z*z) * (e^(z*z) * erfc(z)), and erfc(-z) = 2 - erfc(z). z*z is rounded, and its exponential is off by
 * z*z times as much. Measured error 9.1 ulp for -2 ... 2, 520 ulp (5.8e-14) for -6 ... 26, near the end.
 */
static inline double ff_erfc_value(double z) {
    double tail = ff_exp(-(z * z)) * ff_scaled_erfc(ff_absolute(z));
    return z < 0.0 ? 2.0 - tail : tail;
}

#endif
