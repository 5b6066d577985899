/* The activations as source for one instruction set. The including file defines
 *
 *   FF_ACTIVATIONS    the name of the table
 *
 * and the target of all functions. Lanes run across elements, so they cannot change a bit; where a sum runs along a
 * row, its order is written out.
 */

#include "activations_paths.h"
#include "math64.h"

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

/* One loop per function, apply_<name>; `value` is the function of a double x, with p and q in scope. Elements do not
 * depend on each other, in one array or two.
 */
#define ELEMENTWISE(name, value)                                                        \
    static void apply_##name(const float *x_, float *y_, size_t n, double p, double q) { \
        (void)p;                                                                        \
        (void)q;                                                                        \
        _Pragma("clang loop vectorize(assume_safety)")                                         \
        for (size_t i = 0; i < n; i++) {                                                \
            double x = (double)x_[i];                                                   \
            y_[i] = (float)(value);                                                     \
        }                                                                               \
    }

static void apply_identity(const float *x, float *y, size_t n, double p, double q) {
    (void)p;
    (void)q;
    if (x != y) memmove(y, x, n * sizeof(float));
}

/* Near 0 the function is 1/2 + x/4 - x^3/48, and the first two terms can lie in the middle between two float32 numbers
 * while the third one is lost. Rounded wrongly: 70 of 2^32.
 */
ELEMENTWISE(sigmoid, ff_sigmoid_value(x))

/* min(x, 0) - log(1 + e^-|x|): no part is above 0, so nothing cancels, and e^-|x| is at most 1. Adding 0 makes a zero
 * +0, as a difference is. Rounded wrongly: 1 of 2^32.
 */
static inline double logsigmoid(double x) {
    double negative = x < 0.0 ? x : (x == x ? 0.0 : x);
    return negative - ff_log1p_unit(ff_exp(-ff_absolute(x)));
}
ELEMENTWISE(logsigmoid, (float)logsigmoid(x) + 0.0f)

/* x + 3 is exact from 2^-28 on; below, the result is 1/2 anyway. Rounded wrongly: none of 2^32. */
ELEMENTWISE(hardsigmoid, ff_clamped(x + 3.0, 0.0, 6.0) / 6.0)

/* Rounded wrongly: none of 2^32. */
ELEMENTWISE(tanh, ff_tanh_value(x))

/* The bounds count as float32, as in PyTorch: a result that is a bound is that bound's float32 anyway. */
ELEMENTWISE(hardtanh, ff_clamped(x, (double)(float)p, (double)(float)q))

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
ELEMENTWISE(tanhshrink, (float)tanhshrink(x) + 0.0f)

/* Rounded wrongly: 2 of 2^32. */
ELEMENTWISE(arctan, ff_atan_value(x))

ELEMENTWISE(step, x > 0.0 ? 1.0 : (x <= 0.0 ? 0.0 : x))

/* In float32, where nothing is rounded either. */
static void apply_relu(const float *x, float *y, size_t n, double p, double q) {
    (void)p;
    (void)q;
    for (size_t i = 0; i < n; i++) y[i] = x[i] < 0.0f ? 0.0f : x[i];
}


/* The slope counts as float32, as in PyTorch; the product is exact in float64, so it is rounded once and never
 * wrongly.
 */
ELEMENTWISE(leaky_relu, x > 0.0 ? x : (double)(float)p * x)

/* alpha * (e^x - 1). Rounded wrongly: none of 2^32. For an alpha like 1.5 or 0.3, whose product with a
 * small x lies in the middle between two float32 numbers or is rounded to it, more often, by less than 2^-29 ulp.
 */
ELEMENTWISE(elu, x < 0.0 ? p * ff_expm1(x) : x)

/* Scale and alpha of Klambauer and others 2017, equation 14. Rounded wrongly: none of 2^32. */
static inline double selu(double x) {
    return 1.0507009873554804934193349852946 * (x > 0.0 ? x : 1.6732632423543772848170429916717 * ff_expm1(x));
}
ELEMENTWISE(selu, selu(x))

/* alpha * (e^(x/alpha) - 1); rounding the quotient moves the power by 2^-53 of the exponent. Rounded wrongly: none of
 * 2^32.
 */
ELEMENTWISE(celu, x > 0.0 ? x : p * ff_expm1(x / p))

/* x/2 * (1 + erf(x/sqrt 2)) = x/2 * erfc(-x/sqrt 2), which does not cancel on the left. For z = |x|/sqrt 2 the erfc is
 * e^(-x*x/2) * (e^(z*z) * erfc(z)): x*x is exact in float64, and the second factor changes slowly, so the rounding of z
 * counts no more than once. Rounded wrongly: 2 of 2^32.
 */
static inline double gelu(double x) {
    double tail = ff_exp(-0.5 * (x * x)) * ff_scaled_erfc(0.70710678118654752440 * ff_absolute(x));
    return 0.5 * x * (x > 0.0 ? 2.0 - tail : tail);
}
ELEMENTWISE(gelu, gelu(x))

/* 1 + tanh(u) = 2 * sigmoid(2u), which does not cancel on the left. On the far left, where 2u reaches -104, its
 * rounding errors count about 2^8 times in the power. Rounded wrongly: none of 2^32.
 */
ELEMENTWISE(gelu_tanh, x * ff_sigmoid_value(1.5957691216057307117597842397375 * (x + 0.044715 * x * x * x)))

/* Rounded wrongly: none of 2^32. */
ELEMENTWISE(silu, x * ff_sigmoid_value(x))

/* tanh(log(1 + n)) = n*(n + 2) / (n*(n + 2) + 2) with n = e^x; above 40 it is 1. All terms are positive.
 * Rounded wrongly: 1 of 2^32.
 */
static inline double mish(double x) {
    double n = ff_exp(x > 40.0 ? 40.0 : x);
    double m = n * (n + 2.0);
    return x * (m / (m + 2.0));
}
ELEMENTWISE(mish, mish(x))

/* Rounded wrongly: none of 2^32. */
ELEMENTWISE(hardswish, x * ff_clamped(x + 3.0, 0.0, 6.0) / 6.0)

/* log(1 + e^z) = max(z, 0) + log(1 + e^-|z|), z = beta*x: both parts are positive, and e^-|z| is at most 1.
 * Rounded wrongly: 1 of 2^32.
 */
static inline double softplus(double x, double beta, double threshold) {
    double z = beta * x;
    double positive = z < 0.0 ? 0.0 : z;
    return z > threshold ? x : (positive + ff_log1p_unit(ff_exp(-ff_absolute(z)))) / beta;
}
ELEMENTWISE(softplus, softplus(x, p, q))

/* Rounded wrongly: 2 of 2^32. */
ELEMENTWISE(softsign, x / (1.0 + ff_absolute(x)))

/* Comparisons with lambd and threshold count its float32, as in PyTorch. A difference of two float32 numbers is exact
 * in float64 unless it is far from the middle between two float32 numbers, so it is rounded once and never wrongly.
 */
static inline double softshrink(double x, double l) { return x > l ? x - l : (x < -l ? x + l : (x == x ? 0.0 : x)); }
ELEMENTWISE(softshrink, softshrink(x, (double)(float)p))
ELEMENTWISE(hardshrink, x >= -(double)(float)p && x <= (double)(float)p ? 0.0 : x)
ELEMENTWISE(threshold, x <= (double)(float)p ? (double)(float)q : x)

static void apply_prelu(const float *x, float *y, size_t n, const float *slopes) {
    for (size_t i = 0; i < n; i++) y[i] = x[i] > 0.0f ? x[i] : slopes[i] * x[i];
}

#include "activations_rows.h"

const struct ff_activations FF_ACTIVATIONS = {
    .identity = apply_identity,
    .sigmoid = apply_sigmoid,
    .logsigmoid = apply_logsigmoid,
    .hardsigmoid = apply_hardsigmoid,
    .tanh = apply_tanh,
    .hardtanh = apply_hardtanh,
    .tanhshrink = apply_tanhshrink,
    .arctan = apply_arctan,
    .step = apply_step,
    .relu = apply_relu,
    .leaky_relu = apply_leaky_relu,
    .elu = apply_elu,
    .selu = apply_selu,
    .celu = apply_celu,
    .gelu = apply_gelu,
    .gelu_tanh = apply_gelu_tanh,
    .silu = apply_silu,
    .mish = apply_mish,
    .hardswish = apply_hardswish,
    .softplus = apply_softplus,
    .softsign = apply_softsign,
    .softshrink = apply_softshrink,
    .hardshrink = apply_hardshrink,
    .threshold = apply_threshold,
    .prelu = apply_prelu,
    .softmax = apply_softmax,
    .log_softmax = apply_log_softmax,
    .softmin = apply_softmin,
    .glu = apply_glu,
};
