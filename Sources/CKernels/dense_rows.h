// How rows are laid out for the dense layer: what all instruction sets share.

#ifndef FEEDFORWARD_DENSE_ROWS_H
#define FEEDFORWARD_DENSE_ROWS_H

#include "dense.h"
#include <stdbool.h>

enum {
    // How far apart copied rows lie: no power of two, so that rows that are read together do not compete for the same
    // lines of the cache.
    FF_ROW_STRIDE = FF_BLOCK + 16,
    // How many floats of rows pass a layer together, so that they stay in the second-level cache.
    FF_ROWS_FLOATS = 1 << 18,
    // Fewer rows do not compete.
    FF_ROWS_TO_COPY = 7,
};

// Rows that pass a layer together, block of inputs after block of inputs.
struct ff_rows {
    const float *start;
    size_t count;
    // From a row to the next, and from a block of inputs to the next.
    size_t stride, block_stride;
};

// How many of the rows pass a layer together: shares of equal size, near enough.
size_t ff_rows_together(size_t width, size_t rows);

// The rows where they are, or copied block by block of inputs.
struct ff_rows ff_rows_laid_out(const float *inputs, size_t width, size_t count, float *scratch);

#endif
