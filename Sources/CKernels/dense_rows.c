#pragma STDC FP_CONTRACT OFF

#include "dense_rows.h"
#include <string.h>

static size_t blocks(size_t width) { return width / FF_BLOCK + (width % FF_BLOCK > 0); }

// The most rows that pass together. Where not even a few fit, they are not copied, and their number only decides how
// often the weights are read.
static size_t most(size_t width) {
    const size_t fitting = FF_ROWS_FLOATS / FF_BLOCK / blocks(width);
    return fitting > FF_ROWS ? FF_ROWS : fitting < FF_ROWS_TO_COPY ? FF_ROWS_TO_COPY : fitting;
}

// Narrow rows do not compete for the lines of the cache, and very wide ones have no room.
static bool are_copied(size_t width, size_t count) {
    return count >= FF_ROWS_TO_COPY && width > FF_BLOCK && blocks(width) * FF_BLOCK <= FF_ROWS_FLOATS / FF_ROWS_TO_COPY;
}

size_t ff_dense_scratch(size_t width) {
    const size_t rows = most(width);
    return are_copied(width, rows) ? rows * blocks(width) * FF_ROW_STRIDE : 0;
}

size_t ff_rows_together(size_t width, size_t rows) {
    const size_t limit = most(width);
    const size_t shares = rows / limit + (rows % limit > 0);
    return rows / shares + (rows % shares > 0);
}

struct ff_rows ff_rows_laid_out(const float *inputs, size_t width, size_t count, float *scratch) {
    if (!are_copied(width, count)) return (struct ff_rows){inputs, count, width, FF_BLOCK};
    const size_t block_stride = count * FF_ROW_STRIDE;
    for (size_t row = 0; row < count; row++) {
        float *to = scratch + row * FF_ROW_STRIDE;
        for (size_t begin = 0; begin < width; begin += FF_BLOCK, to += block_stride) {
            const size_t depth = width - begin < FF_BLOCK ? width - begin : FF_BLOCK;
            memcpy(to, inputs + row * width + begin, depth * sizeof(float));
        }
    }
    return (struct ff_rows){scratch, count, FF_ROW_STRIDE, block_stride};
}
