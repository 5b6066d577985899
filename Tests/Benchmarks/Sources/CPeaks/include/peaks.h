#ifndef FEEDFORWARD_PEAKS_H
#define FEEDFORWARD_PEAKS_H

#include <stddef.h>

/// What a core can do at most, to compare kernels with.
///
/// Multiplies and adds in registers alone: at least so many fused multiply-adds of float32, with the widest vectors that
/// the machine runs. Returns how many they were, and keeps the compiler from leaving them out by `result`.
size_t peak_multiply_adds(size_t count, float *result);

/// Reads floats from memory and adds them, in four streams.
float peak_read(const float *values, size_t count);

#endif
