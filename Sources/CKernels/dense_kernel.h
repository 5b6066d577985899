// The dense layer as source for one instruction set. The including file defines
//
//   FF_DENSE      the name of the function
//   FF_TARGET     the target attribute, or nothing
//   FF_LANES      how many floats a vector holds: 4, 8 or 16
//   FF_FUSED      (a, b, c) -> a * b + c with one rounding, on vectors
//   FF_ALONE      how many panels a row alone takes at a time,
//   FF_FEW        and 2 to FF_FEW_ROWS rows; more rows take one
//   FF_FEW_ROWS   how many those are at most
//   FF_TALL       the most rows of a tile
//
// Vectors run across outputs and never across a sum. A tile is a number of rows times a number of panels, chosen so
// that its sums stay in registers and there are enough of them to fill the pipeline. How rows and panels are dealt to
// tiles, and when a sum waits in memory, cannot change a bit: storing and loading a float32 is exact.

#include "dense_paths.h"
#include "dense_rows.h"

enum {
    VECTORS = FF_PANEL / FF_LANES,
    // Rows that reuse weights so little that memory is busy without being asked ahead.
    FF_STREAMED_ROWS = 5,
    WIDEST = FF_ALONE > FF_FEW ? FF_ALONE : FF_FEW,
    MOST_SUMS = (FF_TALL > FF_FEW_ROWS * FF_FEW ? FF_TALL : FF_FEW_ROWS * FF_FEW) * VECTORS,
    MOST_VECTORS = MOST_SUMS > FF_ALONE * VECTORS ? MOST_SUMS : FF_ALONE * VECTORS,
};

typedef float vector __attribute__((ext_vector_type(FF_LANES)));
// The same at any address of a float.
typedef float unaligned __attribute__((ext_vector_type(FF_LANES), aligned(4)));

#define UNROLLED _Pragma("clang loop unroll(full)")
#define INLINED FF_TARGET static inline __attribute__((always_inline))

// The weights of some panels for one block of inputs.
struct weights {
    const float *start;
    // From a panel to the next.
    size_t stride;
    // How many inputs the block has.
    size_t depth;
};

// One input of all rows of a tile. Whatever there is less of, rows or vectors of weights, stays in registers.
INLINED void multiply_add(
    const float *inputs, size_t row_stride, struct weights w, size_t k, const size_t rows, const size_t panels,
    vector *sums
) {
    const size_t count = panels * VECTORS;
    const float *const weights = w.start + k * FF_PANEL;
    if (rows < count) {
        vector input[FF_TALL];
        UNROLLED for (size_t r = 0; r < rows; r++) input[r] = (vector)(inputs[r * row_stride + k]);
        UNROLLED for (size_t v = 0; v < count; v++) {
            const float *const panel = weights + v / VECTORS * w.stride;
            const vector weight = *(const vector *)(panel + v % VECTORS * FF_LANES);
            UNROLLED for (size_t r = 0; r < rows; r++) {
                sums[r * count + v] = FF_FUSED(input[r], weight, sums[r * count + v]);
            }
        }
        return;
    }
    vector weight[WIDEST * VECTORS];
    UNROLLED for (size_t v = 0; v < count; v++) {
        weight[v] = *(const vector *)(weights + v / VECTORS * w.stride + v % VECTORS * FF_LANES);
    }
    UNROLLED for (size_t r = 0; r < rows; r++) {
        const vector input = (vector)(inputs[r * row_stride + k]);
        UNROLLED for (size_t v = 0; v < count; v++) {
            sums[r * count + v] = FF_FUSED(input, weight[v], sums[r * count + v]);
        }
    }
}

// A block's sums of a tile, added to what the elements have before: totals[r][u] = before[r][u] + sum.
//
// - before_stride, stride: from a row to the next.
// - units: how many outputs the panels have that are no padding; more than all if there is no end in sight.
// - ahead: asks for the weights behind these while they are used.
INLINED void tile(
    const float *inputs, size_t row_stride, struct weights w, const float *before, size_t before_stride, float *totals,
    size_t stride, size_t units, const size_t rows, const size_t panels, bool ahead
) {
    const size_t count = panels * VECTORS;
    vector sums[MOST_VECTORS];
    UNROLLED for (size_t i = 0; i < rows * count; i++) sums[i] = (vector)(0.0f);
    size_t k = 0;
    if (ahead) {
        const float *const next = w.start + w.depth * FF_PANEL;
        for (; k < w.depth; k++) {
            UNROLLED for (size_t p = 0; p < panels; p++) __builtin_prefetch(next + p * w.stride + k * FF_PANEL, 0, 2);
            multiply_add(inputs, row_stride, w, k, rows, panels, sums);
        }
    }
    // A row alone has so little to do for an input that counting them would show.
    const size_t steps = rows == 1 ? 4 : 1;
    for (; k + steps <= w.depth; k += steps) {
        UNROLLED for (size_t s = 0; s < steps; s++) multiply_add(inputs, row_stride, w, k + s, rows, panels, sums);
    }
    for (; k < w.depth; k++) multiply_add(inputs, row_stride, w, k, rows, panels, sums);
    if (units >= panels * FF_PANEL) {
        UNROLLED for (size_t i = 0; i < rows * count; i++) {
            const size_t r = i / count, u = i % count * FF_LANES;
            const vector start = *(const unaligned *)(before + r * before_stride + u);
            *(unaligned *)(totals + r * stride + u) = start + sums[i];
        }
        return;
    }
    for (size_t r = 0; r < rows; r++) {
        const float *const sum = (const float *)&sums[r * count];
        for (size_t u = 0; u < units; u++) totals[r * stride + u] = before[r * before_stride + u] + sum[u];
    }
}

#define TILE(ROWS)                                                                                                     \
    case ROWS:                                                                                                         \
        if (ROWS < fewest || ROWS > most) __builtin_unreachable();                                                     \
        tile(inputs, x.stride, w, before, before_stride, to, stride, left, ROWS, panels, ahead);                       \
        break;

// All rows of some panels, which begin with the output `unit`. The totals wait beside each other until they are whole.
INLINED void strip(
    const struct ff_layer *layer, struct ff_rows x, size_t unit, float *outputs, const size_t panels,
    const size_t fewest, const size_t most
) {
    enum { ROOM = FF_ROWS > WIDEST * FF_FEW_ROWS ? FF_ROWS * FF_PANEL : WIDEST * FF_FEW_ROWS * FF_PANEL };
    float totals[ROOM] __attribute__((aligned(64)));
    const size_t tiles = (x.count + most - 1) / most;
    const bool is_end = layer->units - unit <= panels * FF_PANEL;
    for (size_t begin = 0; begin < layer->width; begin += FF_BLOCK) {
        const size_t rest = layer->width - begin;
        const bool is_last = rest <= FF_BLOCK;
        const struct weights w = {
            layer->panels + unit * layer->width + begin * FF_PANEL, layer->width * FF_PANEL, is_last ? rest : FF_BLOCK
        };
        const size_t stride = is_last ? layer->units : panels * FF_PANEL;
        const size_t before_stride = begin > 0 ? panels * FF_PANEL : 0;
        const size_t left = is_last ? layer->units - unit : panels * FF_PANEL;
        for (size_t row = 0, t = tiles; t > 0; t--) {
            const size_t take = (x.count - row + t - 1) / t;
            const float *const inputs = x.start + begin / FF_BLOCK * x.block_stride + row * x.stride;
            const float *const before = begin > 0 ? totals + row * before_stride : layer->bias + unit;
            float *const to = is_last ? outputs + row * stride + unit : totals + row * stride;
            const bool ahead = t == tiles && x.count > FF_STREAMED_ROWS && !(is_last && is_end);
            switch (take) {
                FF_TILES
            default:
                __builtin_unreachable();
            }
            row += take;
        }
    }
}

// Functions of their own, since the compiler keeps sums in registers more reliably in small ones.
#define STRIP(NAME, PANELS, FEWEST, MOST)                                                                              \
    FF_TARGET static __attribute__((noinline)) void NAME(                                                              \
        const struct ff_layer *layer, struct ff_rows x, size_t unit, float *outputs                                    \
    ) {                                                                                                                \
        strip(layer, x, unit, outputs, PANELS, FEWEST, MOST);                                                          \
    }
STRIP(row_alone, FF_ALONE, 1, 1)
STRIP(few_rows, FF_FEW, 2, FF_FEW_ROWS)
STRIP(one_panel, 1, 1, FF_TALL)

FF_TARGET void FF_DENSE(
    const struct ff_layer *layer, const float *inputs, size_t rows, float *outputs, float *scratch
) {
    if (rows == 0) return;
    const size_t together = ff_rows_together(layer->width, rows);
    for (size_t first = 0; first < rows; first += together) {
        const size_t count = rows - first < together ? rows - first : together;
        const struct ff_rows x = ff_rows_laid_out(inputs + first * layer->width, layer->width, count, scratch);
        float *const y = outputs + first * layer->units;
        const size_t panels = count == 1 ? FF_ALONE : count <= FF_FEW_ROWS ? FF_FEW : 1;
        size_t unit = 0;
        for (; panels > 1 && unit + (panels - 1) * FF_PANEL < layer->units; unit += panels * FF_PANEL) {
            (count == 1 ? row_alone : few_rows)(layer, x, unit, y);
        }
        for (; unit < layer->units; unit += FF_PANEL) one_panel(layer, x, unit, y);
        // While the rows are still in the cache.
        if (layer->activation) layer->activation(y, y, count * layer->units, layer->p, layer->q);
    }
}
