#ifndef FEEDFORWARD_DENSE_H
#define FEEDFORWARD_DENSE_H

#include "activations.h"
#include "instruction_set.h"
#include <stddef.h>

#pragma clang assume_nonnull begin

/// How many outputs a panel of packed weights holds.
#define FF_PANEL 16

/// How many inputs are summed in one chain of fused multiply-adds.
#define FF_BLOCK 256

/// The most rows that pass a layer together.
#define FF_ROWS 144

/// A layer as its kernels want it. Whoever makes one keeps the memory that it points to.
struct ff_layer {
    /// How many inputs there are, and how many outputs.
    size_t width, units;
    /// The weights as ff_pack_weights lays them, aligned to 64 bytes.
    const float *panels;
    /// One float for each output of each panel, aligned to 64 bytes; +0 for none and in the padding.
    const float *bias;
    /// What the outputs go through, element by element, with its parameters; NULL for nothing.
    ff_activation _Nullable activation;
    double p, q;
};

/// Computes outputs[r][u] = f(bias[u] + sum over k of inputs[r][k] * weights[u][k]), for all rows.
///
/// What goes into f starts as its bias and receives, block by block of FF_BLOCK consecutive inputs, that block's sum,
/// one rounding each. A block's sum is one chain of fused multiply-adds in the order of the inputs, started from +0; the
/// last block may be short. So an element's bits depend on its row, its weights and its bias alone.
///
/// - inputs: [rows][width], row-major.
/// - outputs: [rows][units], row-major, overlapping nothing else.
/// - scratch: room for ff_dense_scratch(width) floats, aligned to 64 bytes.
typedef void ff_dense(const struct ff_layer *layer, const float *inputs, size_t rows, float *outputs, float *scratch);

/// How many floats a layer of so many inputs wants for its scratch; below 2^19.
size_t ff_dense_scratch(size_t width);

/// The dense layer for an instruction set; the portable one if this machine does not run the set.
ff_dense *ff_dense_for(enum ff_instruction_set set);

/// Lays weights [units][width] out as [panel][width][FF_PANEL], the last panel padded with +0.
///
/// - panels: room for ceil(units / FF_PANEL) * FF_PANEL * width floats.
void ff_pack_weights(const float *weights, size_t units, size_t width, float *panels);

#pragma clang assume_nonnull end

#endif
