#ifndef FEEDFORWARD_ACTIVATIONS_H
#define FEEDFORWARD_ACTIVATIONS_H

#include <stddef.h>

/* Activation functions of float32 arrays: y[i] = f(x[i]).
 *
 * Every function computes in float64 with + - * / and bit operations only, in one order, and rounds once: the bits are
 * the same on every machine, and nearly always those of the correctly rounded float32. x and y may be the same array.
 * Special values (signed zeros, infinities, NaN) come out as PyTorch's do. Parameters are named in each comment; an
 * activation that has none ignores p and q.
 */
typedef void (*ff_activation)(const float *x, float *y, size_t n, double p, double q);

void ff_identity(const float *x, float *y, size_t n, double p, double q);
void ff_sigmoid(const float *x, float *y, size_t n, double p, double q);
void ff_logsigmoid(const float *x, float *y, size_t n, double p, double q);
void ff_hardsigmoid(const float *x, float *y, size_t n, double p, double q);
void ff_tanh(const float *x, float *y, size_t n, double p, double q);
void ff_hardtanh(const float *x, float *y, size_t n, double p, double q);    /* p: min_val, q: max_val */
void ff_tanhshrink(const float *x, float *y, size_t n, double p, double q);
void ff_arctan(const float *x, float *y, size_t n, double p, double q);
void ff_step(const float *x, float *y, size_t n, double p, double q);
void ff_relu(const float *x, float *y, size_t n, double p, double q);
void ff_leaky_relu(const float *x, float *y, size_t n, double p, double q);  /* p: negative_slope */
void ff_elu(const float *x, float *y, size_t n, double p, double q);         /* p: alpha */
void ff_selu(const float *x, float *y, size_t n, double p, double q);
void ff_celu(const float *x, float *y, size_t n, double p, double q);        /* p: alpha */
void ff_gelu(const float *x, float *y, size_t n, double p, double q);
void ff_gelu_tanh(const float *x, float *y, size_t n, double p, double q);
void ff_silu(const float *x, float *y, size_t n, double p, double q);
void ff_mish(const float *x, float *y, size_t n, double p, double q);
void ff_hardswish(const float *x, float *y, size_t n, double p, double q);
void ff_softplus(const float *x, float *y, size_t n, double p, double q);    /* p: beta, q: threshold */
void ff_softsign(const float *x, float *y, size_t n, double p, double q);
void ff_softshrink(const float *x, float *y, size_t n, double p, double q);  /* p: lambd */
void ff_hardshrink(const float *x, float *y, size_t n, double p, double q);  /* p: lambd */
void ff_threshold(const float *x, float *y, size_t n, double p, double q);   /* p: threshold, q: value */

/* y[i] = x[i] > 0 ? x[i] : slopes[i] * x[i], the product rounded once. */
void ff_prelu(const float *x, float *y, size_t n, const float *slopes);

/* One row of the softmax family; sums run in index order. NaN wherever PyTorch gives NaN. */
void ff_softmax(const float *x, float *y, size_t n);
void ff_log_softmax(const float *x, float *y, size_t n);
void ff_softmin(const float *x, float *y, size_t n);

/* One row of the gated linear unit: y[i] = x[i] * sigmoid(x[half + i]), i < half. */
void ff_glu(const float *x, float *y, size_t half);

/* The float64 functions that all of the above are made of; errors in math64.h. */
double ff_exp64(double x);
double ff_expm1_64(double x);
double ff_log1p_unit64(double x);
double ff_log64(double x);
double ff_tanh64(double x);
double ff_sigmoid64(double x);
double ff_erfc64(double x);
double ff_atan64(double x);

#endif
