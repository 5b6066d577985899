#include "activations.h"

#include <math.h>

#include "math64.h"

#pragma STDC FP_CONTRACT OFF

/* One loop per function; `value` is the function of a double x, with p and q in scope. */
#define FF_ELEMENTWISE(name, value)                                                   \
    void name(const float *x_, float *y_, size_t n, double p, double q) {             \
        (void)p;                                                                      \
        (void)q;                                                                      \
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

FF_ELEMENTWISE(ff_sigmoid, ff_sigmoid_value(x))

static inline double logsigmoid(double x) {
    double negative = x < 0.0 ? x : (x == x ? 0.0 : x);
    return negative - ff_log1p_unit(ff_exp(-ff_absolute(x)));
}
FF_ELEMENTWISE(ff_logsigmoid, logsigmoid(x))

FF_ELEMENTWISE(ff_hardsigmoid, ff_clamped(x + 3.0, 0.0, 6.0) / 6.0)
FF_ELEMENTWISE(ff_tanh, ff_tanh_value(x))

/* The bounds count as float32, as in PyTorch: a result that is a bound is that bound's float32 anyway. */
FF_ELEMENTWISE(ff_hardtanh, ff_clamped(x, (double)(float)p, (double)(float)q))

/* x - tanh(x) cancels near 0: below 0.55 it is x^3 times a polynomial in x*x, approximation error 7e-21. */
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
FF_ELEMENTWISE(ff_tanhshrink, tanhshrink(x))

FF_ELEMENTWISE(ff_arctan, ff_atan_value(x))
FF_ELEMENTWISE(ff_step, x > 0.0 ? 1.0 : (x <= 0.0 ? 0.0 : x))
FF_ELEMENTWISE(ff_relu, x < 0.0 ? 0.0 : x)

/* The slope counts as float32, as in PyTorch; the product is exact in float64, so it is rounded once. */
FF_ELEMENTWISE(ff_leaky_relu, x > 0.0 ? x : (double)(float)p * x)

FF_ELEMENTWISE(ff_elu, x > 0.0 ? x : p * ff_expm1(x))

/* Scale and alpha of Klambauer and others 2017, equation 14. */
static inline double selu(double x) {
    return 1.0507009873554804934193349852946 * (x > 0.0 ? x : 1.6732632423543772848170429916717 * ff_expm1(x));
}
FF_ELEMENTWISE(ff_selu, selu(x))


FF_ELEMENTWISE(ff_celu, x > 0.0 ? x : p * ff_expm1(x / p))

/* x/2 * (1 + erf(x/sqrt 2)) = x/2 * erfc(-x/sqrt 2), which does not cancel on the left. */
FF_ELEMENTWISE(ff_gelu, 0.5 * x * ff_erfc_value(-0.70710678118654752440 * x))

/* 1 + tanh(u) = 2 * sigmoid(2u), which does not cancel on the left. */
FF_ELEMENTWISE(ff_gelu_tanh, x * ff_sigmoid_value(1.5957691216057307117597842397375 * (x + 0.044715 * x * x * x)))

FF_ELEMENTWISE(ff_silu, x * ff_sigmoid_value(x))

/* tanh(log(1 + n)) = n*(n + 2) / (n*(n + 2) + 2) with n = e^x; above 40 it is 1. */
static inline double mish(double x) {
    double n = ff_exp(x > 40.0 ? 40.0 : x);
    double m = n * (n + 2.0);
    return x * (m / (m + 2.0));
}
FF_ELEMENTWISE(ff_mish, mish(x))

FF_ELEMENTWISE(ff_hardswish, x * ff_clamped(x + 3.0, 0.0, 6.0) / 6.0)

/* log(1 + e^z) = max(z, 0) + log(1 + e^-|z|), z = beta*x. */
static inline double softplus(double x, double beta, double threshold) {
    double z = beta * x;
    double positive = z < 0.0 ? 0.0 : z;
    return z > threshold ? x : (positive + ff_log1p_unit(ff_exp(-ff_absolute(z)))) / beta;
}
FF_ELEMENTWISE(ff_softplus, softplus(x, p, q))

FF_ELEMENTWISE(ff_softsign, x / (1.0 + ff_absolute(x)))

/* Comparisons with lambd and threshold count its float32, as in PyTorch. */
static inline double softshrink(double x, double l) { return x > l ? x - l : (x < -l ? x + l : (x == x ? 0.0 : x)); }
FF_ELEMENTWISE(ff_softshrink, softshrink(x, (double)(float)p))
FF_ELEMENTWISE(ff_hardshrink, x >= -(double)(float)p && x <= (double)(float)p ? 0.0 : x)
FF_ELEMENTWISE(ff_threshold, x <= (double)(float)p ? (double)(float)q : x)

void ff_prelu(const float *x, float *y, size_t n, const float *slopes) {
    for (size_t i = 0; i < n; i++) y[i] = x[i] > 0.0f ? x[i] : slopes[i] * x[i];
}

static float largest(const float *x, size_t n, float sign) {
    float result = -INFINITY;
    for (size_t i = 0; i < n; i++) result = sign * x[i] > result ? sign * x[i] : result;
    return result;
}

static void softmax(const float *x, float *y, size_t n, float sign) {
    double m = (double)largest(x, n, sign);
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) sum += ff_exp((double)(sign * x[i]) - m);
    for (size_t i = 0; i < n; i++) y[i] = (float)(ff_exp((double)(sign * x[i]) - m) / sum);
}

void ff_softmax(const float *x, float *y, size_t n) { softmax(x, y, n, 1.0f); }

void ff_softmin(const float *x, float *y, size_t n) { softmax(x, y, n, -1.0f); }

void ff_log_softmax(const float *x, float *y, size_t n) {
    double m = (double)largest(x, n, 1.0f);
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) sum += ff_exp((double)x[i] - m);
    double logarithm = ff_log(sum);
    for (size_t i = 0; i < n; i++) y[i] = (float)(((double)x[i] - m) - logarithm);
}

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
