#ifndef FEEDFORWARD_MATH64_ATAN_H
#define FEEDFORWARD_MATH64_ATAN_H

/* The arc tangent. */

#include "math64_bits.h"

#pragma STDC FP_CONTRACT OFF

/* atan(x) for x >= 0 by way of an argument |v| <= tan(pi/8): above 1 it is pi/2 - atan(1/x), and above tan(pi/8) it is
 * pi/4 + atan((u - 1)/(u + 1)). Then atan(v)/v as a polynomial in w = v*v: the Chebyshev
 * interpolant of degree 12, whose error is 5e-20; with the coefficients rounded to float64 it is 2.8e-18, 2^-58.3. The
 * sign is put back at the end. Measured error 2.66 ulp for -1e6 ... 1e6.
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
