// The dense layer as source for one instruction set. The including file defines
//
//   FF_DENSE      the name of the function
//   FF_TARGET     the target attribute, or nothing
//   FF_LANES      how many floats a vector holds: 4, 8 or 16
//   FF_FUSED      (a, b, c) -> a * b + c with one rounding, on vectors
//
// Vectors run across outputs and never across a sum. A tile is a number of rows times a number of panels, at most
// four in all, so that its sums stay in registers; how rows and panels are dealt to tiles cannot change a bit.

#include "dense_paths.h"
#include <string.h>

enum { VECTORS = FF_PANEL / FF_LANES, LARGEST_TILE = 4 };

typedef float vector __attribute__((ext_vector_type(FF_LANES)));

FF_TARGET static inline __attribute__((always_inline)) void tile(
    const float *inputs, size_t width, const float *panels, const float *bias, size_t units, float *outputs,
    size_t first_unit, const size_t row_count, const size_t panel_count
) {
    vector totals[LARGEST_TILE * VECTORS];
    for (size_t r = 0; r < row_count; r++) {
        for (size_t v = 0; v < panel_count * VECTORS; v++) {
            totals[r * panel_count * VECTORS + v] = *(const vector *)(bias + v * FF_LANES);
        }
    }
    for (size_t begin = 0; begin < width; begin += FF_BLOCK) {
        const size_t end = width - begin < FF_BLOCK ? width : begin + FF_BLOCK;
        vector sums[LARGEST_TILE * VECTORS];
        for (size_t i = 0; i < row_count * panel_count * VECTORS; i++) sums[i] = (vector)(0.0f);
        for (size_t k = begin; k < end; k++) {
            for (size_t p = 0; p < panel_count; p++) {
                const float *weights = panels + (p * width + k) * FF_PANEL;
                for (size_t v = 0; v < VECTORS; v++) {
                    const vector weight = *(const vector *)(weights + v * FF_LANES);
                    for (size_t r = 0; r < row_count; r++) {
                        const size_t i = (r * panel_count + p) * VECTORS + v;
                        const vector input = (vector)(inputs[r * width + k]);
                        sums[i] = FF_FUSED(input, weight, sums[i]);
                    }
                }
            }
        }
        for (size_t i = 0; i < row_count * panel_count * VECTORS; i++) totals[i] = totals[i] + sums[i];
    }
    const size_t left = units - first_unit;
    const size_t count = left < panel_count * FF_PANEL ? left : panel_count * FF_PANEL;
    for (size_t r = 0; r < row_count; r++) {
        memcpy(outputs + r * units + first_unit, &totals[r * panel_count * VECTORS], count * sizeof(float));
    }
}

FF_TARGET void FF_DENSE(
    const float *inputs, size_t rows, size_t width, const float *panels, const float *bias, size_t units,
    float *outputs
) {
    size_t row = 0;
    // Panels outside, rows inside: a panel stays in the cache while all rows pass.
    const size_t in_fours = rows / 4 * 4;
    for (size_t unit = 0; unit < units && in_fours > 0; unit += FF_PANEL) {
        for (row = 0; row < in_fours; row += 4) {
            tile(
                inputs + row * width, width, panels + unit * width, bias + unit, units, outputs + row * units, unit,
                4, 1
            );
        }
    }
    // A row alone takes four panels at a time: four streams of weights and enough sums to fill the pipeline.
    for (row = in_fours; row < rows; row++) {
        const float *input = inputs + row * width;
        float *output = outputs + row * units;
        size_t unit = 0;
        for (; unit + 3 * FF_PANEL < units; unit += 4 * FF_PANEL) {
            tile(input, width, panels + unit * width, bias + unit, units, output, unit, 1, 4);
        }
        for (; unit < units; unit += FF_PANEL) {
            tile(input, width, panels + unit * width, bias + unit, units, output, unit, 1, 1);
        }
    }
}
