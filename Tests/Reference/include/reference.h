#ifndef FEEDFORWARD_REFERENCE_H
#define FEEDFORWARD_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

/* Activations and elementary functions as the C library computes them, in float64 and in long double, to measure the
 * project's own ones against. Nothing here is part of the product.
 *
 * Functions are asked for by name: an activation by its wire name ("gelu_tanh" for the gelu with tanh), an elementary
 * function by the name of the C library. p and q are the parameters in the order of activations.h.
 */

#pragma clang assume_nonnull begin

/* What a sweep over arguments found. */
struct ff_errors {
    /* How many arguments were tried; 0 if there is no function of that name. */
    uint64_t count;
    /* How many results are not the exact value rounded correctly. Where that value is within 2^-40 of a unit of the
     * middle between two numbers, which is as exact as the reference is, both of them count as correct. */
    uint64_t misrounded;
    /* The largest distance from the exact value, in units in the last place of the result's type at that value;
     * infinity where one of the two is NaN or infinite and the other is not the same. */
    double worst;
    /* Where that is. */
    double argument;
};

/* Errors of an activation's float32 results over every stride-th of the 2^32 float32 arguments, from pattern 0 on, and
 * both infinities and a NaN always. Other NaN are left out. */
struct ff_errors ff_activation_errors(const char *name, double p, double q, uint32_t stride);

/* Errors of an elementary function's float64 results at `count` pseudorandom arguments between low and high, half of
 * them uniform, half of them uniform in the logarithm of their distance from 0 (down to 2^-60). */
struct ff_errors ff_elementary_errors(const char *name, double low, double high, uint64_t count);

/* The arguments that ff_elementary_errors tries. */
double ff_sample_argument(uint64_t index, double low, double high);

/* How far a float64 derivative of an activation is from the exact one at x, in units in the last place: of the exact
 * value, or where that is a sum whose terms cancel, of the largest term. Negative if there is no such activation. */
double ff_derivative_error(const char *name, double p, double q, double x, double derivative);

/* The value of an activation at x, some units in the last place of float64 from the exact one; NaN if there is no such
 * activation. */
double ff_reference_value(const char *name, double p, double q, double x);

/* The widest row that ff_reference_row and ff_row_errors take. */
#define FF_REFERENCE_WIDTH 256

/* One row of "softmax", "log_softmax", "softmin" or "glu", rounded to float64. Returns how many outputs it has; 0 if
 * there is no such activation or the row is too wide. */
size_t ff_reference_row(const char *name, const float *x, size_t width, double *y);

/* Errors of the float32 results of one of these over `rows` pseudorandom rows, their elements normal with the deviation
 * given. */
struct ff_errors ff_row_errors(const char *name, uint64_t rows, size_t width, double deviation);

/* Normals as small tensors have them, with the C library's log1p, sin and cos: four words make two (Box and
 * Muller 1958). Words 0 and 1 are the angle, 2 and 3 the radius, the high half first; the cosine's normal comes first.
 */
void ff_reference_normals(const uint32_t *words, size_t pairs, double mean, double deviation, float *y);

/* Errors of ff_log64, rounded to float32, over every stride-th of the multiples of 2^-24 between 0 and 1, which are the
 * float32 uniforms but for 0. */
struct ff_errors ff_uniform_log_errors(uint32_t stride);

#pragma clang assume_nonnull end

#endif
