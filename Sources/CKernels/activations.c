#include "activations.h"

#include <math.h>

#include "math64.h"

#pragma STDC FP_CONTRACT OFF

/* Every function is computed in float64 with an error of a few ulps (derived and measured in the headers of math64.h),
 * in a form that does not cancel, and rounded to float32 once. So a result is the correctly rounded one unless the
 * exact value lies within some 2^-28 of a float32 ulp of the middle between two float32 numbers. "Rounded wrongly"
 * counts the results that are not, over all 2^32 arguments with the default parameters; no result, of those or of the
 * other parameters tried, is farther than 0.5000001 ulp from the exact value (`make accuracy`, against the C library's
 * long double).
 *
 * A function without a count returns its argument or a parameter, and rounds nothing. A parameter with many digits
 * counts as the float64 it is, save where a comment says float32.
 */

/* Where a processor has no vectors, loops that ask for them stay as they are. */
#pragma clang diagnostic ignored "-Wpass-failed"

/* One loop per function; `value` is the function of a double x, with p and q in scope. */
#define FF_ELEMENTWISE(name, value)                                                   \
    void name(const float *x_, float *y_, size_t n, double p, double q) {             \
        (void)p;                                                                      \
        (void)q;                                                                      \
        _Pragma("clang loop vectorize(enable)")                                       \
        for (size_t i = 0; i < n; i++) {                                              \
            double x = (double)x_[i];                                                 \
            y_[i] = (float)(value);                                                   \
        }                                                                             \
    }

void ff_identity(const float *x, float *y, size_t n, double p, double q) {
    (void)p;
    (void)q;
    if (x != y) memmove(y, x, n * sizeof(float));
}

/* Near 0 the function is 1/2 + x/4 - x^3/48, and the first two terms can lie in the middle between two float32 numbers
 * while the third one is lost. Rounded wrongly: 70 of 2^32.
 */
FF_ELEMENTWISE(ff_sigmoid, ff_sigmoid_value(x))

/* min(x, 0) - log(1 + e^-|x|): no part is above 0, so nothing cancels, and e^-|x| is at most 1. Adding 0 makes a zero
 * +0, as a difference is. Rounded wrongly: 1 of 2^32.
 */
static inline double logsigmoid(double x) {
    double negative = x < 0.0 ? x : (x == x ? 0.0 : x);
    return negative - ff_log1p_unit(ff_exp(-ff_absolute(x)));
}
FF_ELEMENTWISE(ff_logsigmoid, (float)logsigmoid(x) + 0.0f)

/* x + 3 is exact from 2^-28 on; below, the result is 1/2 anyway. Rounded wrongly: none of 2^32. */
FF_ELEMENTWISE(ff_hardsigmoid, ff_clamped(x + 3.0, 0.0, 6.0) / 6.0)

/* Rounded wrongly: none of 2^32. */
FF_ELEMENTWISE(ff_tanh, ff_tanh_value(x))

/* The bounds count as float32, as in PyTorch: a result that is a bound is that bound's float32 anyway. */
FF_ELEMENTWISE(ff_hardtanh, ff_clamped(x, (double)(float)p, (double)(float)q))

/* x - tanh(x) cancels near 0. Below 0.55 it is x^3 times a polynomial in x*x: the Chebyshev interpolant of degree 12 of
 * (x - tanh(x)) / x^3, whose error is 7e-21; with the coefficients rounded to float64 it is 2e-17, 2^-53.7 relative.
 * From 0.55 on, where tanh(x) is at most 0.91 x, the difference makes the error of tanh count at most 10 times. Adding
 * 0 makes a zero +0, as a difference is. Rounded wrongly: 80 of 2^32.
 */
static inline double tanhshrink(double x) {
    double w = x * x;
    double q = 3.0095084486657237046e-6;
    q = q * w + -0.000013343110444710785341;
    q = q * w + 0.000038069134199441373872;
    q = q * w + -0.000096537711954963359023;
    q = q * w + 0.00023904824216813198676;
    q = q * w + -0.00059001544820398743354;
    q = q * w + 0.0014558331632523268668;
    q = q * w + -0.0035921279525916010399;
    q = q * w + 0.0088632355261935669705;
    q = q * w + -0.021869488536057545266;
    q = q * w + 0.053968253968252629996;
    q = q * w + -0.13333333333333332612;
    q = q * w + 0.33333333333333333333;
    return ff_absolute(x) < 0.55 ? x * w * q : x - ff_tanh_value(x);
}
FF_ELEMENTWISE(ff_tanhshrink, (float)tanhshrink(x) + 0.0f)

/* Rounded wrongly: 2 of 2^32. */
FF_ELEMENTWISE(ff_arctan, ff_atan_value(x))

FF_ELEMENTWISE(ff_step, x > 0.0 ? 1.0 : (x <= 0.0 ? 0.0 : x))
FF_ELEMENTWISE(ff_relu, x < 0.0 ? 0.0 : x)

/* The slope counts as float32, as in PyTorch; the product is exact in float64, so it is rounded once and never
 * wrongly.
 */
FF_ELEMENTWISE(ff_leaky_relu, x > 0.0 ? x : (double)(float)p * x)

/* alpha * (e^x - 1). Rounded wrongly: none of 2^32. For an alpha like 1.5 or 0.3, whose product with a
 * small x lies in the middle between two float32 numbers or is rounded to it, more often, by less than 2^-29 ulp.
 */
FF_ELEMENTWISE(ff_elu, x < 0.0 ? p * ff_expm1(x) : x)

/* Scale and alpha of Klambauer and others 2017, equation 14. Rounded wrongly: none of 2^32. */
static inline double selu(double x) {
    return 1.0507009873554804934193349852946 * (x > 0.0 ? x : 1.6732632423543772848170429916717 * ff_expm1(x));
}
FF_ELEMENTWISE(ff_selu, selu(x))

/* alpha * (e^(x/alpha) - 1); rounding the quotient moves the power by 2^-53 of the exponent. Rounded wrongly: none of
 * 2^32.
 */
FF_ELEMENTWISE(ff_celu, x > 0.0 ? x : p * ff_expm1(x / p))

/* x/2 * (1 + erf(x/sqrt 2)) = x/2 * erfc(-x/sqrt 2), which does not cancel on the left. For z = |x|/sqrt 2 the erfc is
 * e^(-x*x/2) * (e^(z*z) * erfc(z)): x*x is exact in float64, and the second factor changes slowly, so the rounding of z
 * counts no more than once. Rounded wrongly: 2 of 2^32.
 */
static inline double gelu(double x) {
    double tail = ff_exp(-0.5 * (x * x)) * ff_scaled_erfc(0.70710678118654752440 * ff_absolute(x));
    return 0.5 * x * (x > 0.0 ? 2.0 - tail : tail);
}
FF_ELEMENTWISE(ff_gelu, gelu(x))

/* 1 + tanh(u) = 2 * sigmoid(2u), which does not cancel on the left. On the far left, where 2u reaches -104, its
 * rounding errors count about 2^8 times in the power. Rounded wrongly: none of 2^32.
 */
FF_ELEMENTWISE(ff_gelu_tanh, x * ff_sigmoid_value(1.5957691216057307117597842397375 * (x + 0.044715 * x * x * x)))

/* Rounded wrongly: none of 2^32. */
FF_ELEMENTWISE(ff_silu, x * ff_sigmoid_value(x))

/* tanh(log(1 + n)) = n*(n + 2) / (n*(n + 2) + 2) with n = e^x; above 40 it is 1. All terms are positive.
 * Rounded wrongly: 1 of 2^32.
 */
static inline double mish(double x) {
    double n = ff_exp(x > 40.0 ? 40.0 : x);
    double m = n * (n + 2.0);
    return x * (m / (m + 2.0));
}
FF_ELEMENTWISE(ff_mish, mish(x))

/* Rounded wrongly: none of 2^32. */
FF_ELEMENTWISE(ff_hardswish, x * ff_clamped(x + 3.0, 0.0, 6.0) / 6.0)

/* log(1 + e^z) = max(z, 0) + log(1 + e^-|z|), z = beta*x: both parts are positive, and e^-|z| is at most 1.
 * Rounded wrongly: 1 of 2^32.
 */
static inline double softplus(double x, double beta, double threshold) {
    double z = beta * x;
    double positive = z < 0.0 ? 0.0 : z;
    return z > threshold ? x : (positive + ff_log1p_unit(ff_exp(-ff_absolute(z)))) / beta;
}
FF_ELEMENTWISE(ff_softplus, softplus(x, p, q))

/* Rounded wrongly: 2 of 2^32. */
FF_ELEMENTWISE(ff_softsign, x / (1.0 + ff_absolute(x)))

/* Comparisons with lambd and threshold count its float32, as in PyTorch. A difference of two float32 numbers is exact
 * in float64 unless it is far from the middle between two float32 numbers, so it is rounded once and never wrongly.
 */
static inline double softshrink(double x, double l) { return x > l ? x - l : (x < -l ? x + l : (x == x ? 0.0 : x)); }
FF_ELEMENTWISE(ff_softshrink, softshrink(x, (double)(float)p))
FF_ELEMENTWISE(ff_hardshrink, x >= -(double)(float)p && x <= (double)(float)p ? 0.0 : x)
FF_ELEMENTWISE(ff_threshold, x <= (double)(float)p ? (double)(float)q : x)

void ff_prelu(const float *x, float *y, size_t n, const float *slopes) {
    for (size_t i = 0; i < n; i++) y[i] = x[i] > 0.0f ? x[i] : slopes[i] * x[i];
}

/* Where the largest of sign*x is, the first one if it occurs more than once. NaN is never the largest. */
static size_t largest(const float *x, size_t n, float sign) {
    size_t result = 0;
    float value = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        if (sign * x[i] > value) {
            value = sign * x[i];
            result = i;
        }
    }
    return result;
}

/* The sum of e^(sign*x[i] - m), m = sign*x[top] being the largest, over all i but top, in index order. Every term is at
 * most 1, and with the one left out, which is 1, the sum is at least 1. It is NaN if a NaN or +inf is in the row, or
 * nothing but -inf: then m - m is NaN.
 */
static double sum_beside(const float *x, size_t n, float sign, size_t top) {
    double m = (double)(sign * x[top]);
    double sum = m - m;
    for (size_t i = 0; i < n; i++) sum += i == top ? 0.0 : ff_exp((double)(sign * x[i]) - m);
    return sum;
}

/* Rounding x[i] - m to float64 moves its exponential by 2^-53 of |x[i] - m|, which is below 104 where the result is not
 * 0; a sum of n terms is off by at most n ulps. So a row of 2^16 elements is good to 2^-37. Rounded wrongly: at most 2
 * of 10^7 elements, in rows of 2, 10 and 256 normal numbers.
 */
static void softmax(const float *x, float *y, size_t n, float sign) {
    if (n == 0) return;
    size_t top = largest(x, n, sign);
    double m = (double)(sign * x[top]);
    double sum = 1.0 + sum_beside(x, n, sign, top);
    for (size_t i = 0; i < n; i++) y[i] = (float)(ff_exp((double)(sign * x[i]) - m) / sum);
}

void ff_softmax(const float *x, float *y, size_t n) { softmax(x, y, n, 1.0f); }

void ff_softmin(const float *x, float *y, size_t n) { softmax(x, y, n, -1.0f); }

/* (x[i] - m) - log(1 + sum beside the largest): both parts are at most 0, so nothing cancels, and a sum that is small
 * beside the 1 is not added to it before the logarithm is taken. Adding 0 makes a zero +0, as a difference is.
 * Rounded wrongly: at most 62 of 10^7 elements, in the same rows.
 */
void ff_log_softmax(const float *x, float *y, size_t n) {
    if (n == 0) return;
    size_t top = largest(x, n, 1.0f);
    double m = (double)x[top];
    double others = sum_beside(x, n, 1.0f, top);
    double logarithm = others <= 1.0 ? ff_log1p_unit(others) : ff_log(1.0 + others);
    for (size_t i = 0; i < n; i++) y[i] = (float)(((double)x[i] - m) - logarithm) + 0.0f;
}

/* Rounded wrongly: none of 5*10^6 elements. */
void ff_glu(const float *x, float *y, size_t half) {
    for (size_t i = 0; i < half; i++) y[i] = (float)((double)x[i] * ff_sigmoid_value((double)x[half + i]));
}

double ff_exp64(double x) { return ff_exp(x); }
double ff_expm1_64(double x) { return ff_expm1(x); }
double ff_log1p_unit64(double x) { return ff_log1p_unit(x); }
double ff_log64(double x) { return ff_log(x); }
double ff_tanh64(double x) { return ff_tanh_value(x); }
double ff_sigmoid64(double x) { return ff_sigmoid_value(x); }
double ff_erfc64(double x) { return ff_erfc_value(x); }
double ff_atan64(double x) { return ff_atan_value(x); }
