#ifndef FEEDFORWARD_ORTHOGONAL_H
#define FEEDFORWARD_ORTHOGONAL_H

#include "instruction_set.h"
#include <stddef.h>

#pragma clang assume_nonnull begin

/// How many columns a strip of the factorisation holds.
#define FF_STRIP 16

/// Replaces a matrix by gain times the orthogonal factor of its QR decomposition, R's diagonal positive.
///
/// If there are fewer rows than columns, the transpose is decomposed; so the rows or the columns, whichever are fewer,
/// become orthonormal. Householder reflections in float64, each element rounded once at the end; a column that depends
/// on those before it gets zeros.
///
/// - values: [rows][columns], row-major.
/// - reflectors: room for rows * columns + 2 * min(rows, columns) float64.
/// - strip: room for max(rows, columns) * FF_STRIP float64.
/// - set: what computes it; the portable code if this machine does not run the set. The bits are the same.
void ff_orthogonalize(
    float *values, size_t rows, size_t columns, double gain, double *reflectors, double *strip,
    enum ff_instruction_set set
);

#pragma clang assume_nonnull end

#endif
