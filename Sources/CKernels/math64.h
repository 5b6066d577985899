#ifndef FEEDFORWARD_MATH64_H
#define FEEDFORWARD_MATH64_H

/* Elementary functions in float64, for results that are rounded to float32.
 *
 * Only + - * / and operations on bits, no fused steps, no table, no branch that depends on data: the bits are the same
 * on every IEEE machine, and loops over these functions vectorise. NaN goes through every function.
 *
 * An error of e float64 ulps moves the float32 that it is rounded to only if the exact value is nearer than that to the
 * middle between two float32 numbers, once in 2^28 / e values. `make accuracy` counts how often that happens.
 *
 * Polynomials are computed with 40 digits (Taylor's, or mpmath's chebyfit); the approximation error stands at each. The
 * measured errors are the largest of 10^7 pseudorandom arguments over the range named, half of them uniform, half
 * uniform in the logarithm of their magnitude, against the C library's long double functions (`make accuracy`).
 */

#include "math64_atan.h"
#include "math64_erfc.h"
#include "math64_exp.h"
#include "math64_log.h"

#endif
