#ifndef FEEDFORWARD_RANDOM_H
#define FEEDFORWARD_RANDOM_H

#include "instruction_set.h"
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// How many words the state of the Mersenne twister has.
#define FF_MERSENNE_WORDS 624

/// Replaces the state by the next FF_MERSENNE_WORDS untempered words (Matsumoto and Nishimura 1998, MT19937).
void ff_mersenne_twist(uint32_t *state);

/// The output that belongs to a word of the state.
uint32_t ff_mersenne_temper(uint32_t word);

/// The transforms from words to float32 numbers, as PyTorch's AVX2 kernels compute them.
struct ff_random {
    /// Makes numbers in [lower, upper) from untempered words, one each:
    /// the low 24 bits k of the tempered word give fma(k * 2^-24, upper - lower, lower), and lower where that is upper.
    void (*uniform)(const uint32_t *words, size_t count, float lower, float upper, float *values);

    /// Makes normals of groups of 16 numbers in [0, 1), in place, by Box and Muller's method.
    void (*normal)(float *values, size_t groups, float mean, float deviation);
};

/// The transforms for an instruction set; AVX2's for AVX-512, and the portable ones if this machine does not run the
/// set.
const struct ff_random *ff_random_for(enum ff_instruction_set set);

#pragma clang assume_nonnull end

#endif
