#ifndef FEEDFORWARD_ACTIVATIONS_H
#define FEEDFORWARD_ACTIVATIONS_H

#include "instruction_set.h"
#include <stddef.h>

#pragma clang assume_nonnull begin

/* An activation function of float32 arrays: y[i] = f(x[i]).
 *
 * Every function computes in float64 with + - * / and bit operations only, in one order, and rounds once: the bits are
 * the same on every machine and every instruction set, and nearly always those of the correctly rounded float32. x and
 * y may be the same array. Special values (signed zeros, infinities, NaN) come out as PyTorch's do. Parameters are named
 * in each comment; an activation that has none ignores p and q.
 */
typedef void (*ff_activation)(const float *x, float *y, size_t n, double p, double q);

/* One row of the softmax family, its sums in an order that depends on the number of elements alone; or of the gated
 * linear unit, where n counts the results: y[i] = x[i] * sigmoid(x[n + i]).
 */
typedef void (*ff_row_activation)(const float *x, float *y, size_t n);

/* One row of units that have a slope each: y[i] = x[i] > 0 ? x[i] : slopes[i] * x[i], the product rounded once. */
typedef void (*ff_slopes_activation)(const float *x, float *y, size_t n, const float *slopes);

/* The activations for one instruction set. */
struct ff_activations {
    ff_activation identity, sigmoid, logsigmoid, hardsigmoid, tanh;
    ff_activation hardtanh; /* p: min_val, q: max_val */
    ff_activation tanhshrink, arctan, step, relu;
    ff_activation leaky_relu; /* p: negative_slope */
    ff_activation elu;        /* p: alpha */
    ff_activation selu;
    ff_activation celu; /* p: alpha */
    ff_activation gelu, gelu_tanh, silu, mish, hardswish;
    ff_activation softplus; /* p: beta, q: threshold */
    ff_activation softsign;
    ff_activation softshrink, hardshrink; /* p: lambd */
    ff_activation threshold;              /* p: threshold, q: value */

    ff_slopes_activation prelu;

    /* NaN wherever PyTorch gives NaN. */
    ff_row_activation softmax, log_softmax, softmin;
    ff_row_activation glu;
};

/* The activations for an instruction set; the portable ones if this machine does not run the set. */
const struct ff_activations *ff_activations_for(enum ff_instruction_set set);

/* The float64 functions that all of the above are made of; errors in math64.h. */
double ff_exp64(double x);
double ff_expm1_64(double x);
double ff_log1p_unit64(double x);
double ff_log64(double x);
double ff_tanh64(double x);
double ff_sigmoid64(double x);
double ff_erfc64(double x);
double ff_atan64(double x);

#pragma clang assume_nonnull end

#endif
