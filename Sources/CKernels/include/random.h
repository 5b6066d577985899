#ifndef FEEDFORWARD_RANDOM_H
#define FEEDFORWARD_RANDOM_H

#include "instruction_set.h"
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// How many words the state of the Mersenne twister has (Matsumoto and Nishimura 1998, MT19937).
#define FF_MERSENNE_WORDS 624

/// How many words the memory of a state has: behind the state there is room for a vector.
#define FF_MERSENNE_ROOM (FF_MERSENNE_WORDS + 16)

/// How many normals are made together.
#define FF_NORMAL_GROUP 16

/// The output that belongs to a word of the state.
static inline uint32_t ff_mersenne_temper(uint32_t word) {
    word ^= word >> 11;
    word ^= (word << 7) & 0x9d2c5680u;
    word ^= (word << 15) & 0xefc60000u;
    return word ^ (word >> 18);
}

/// The Mersenne twister, and the transforms from its words to float32 numbers as PyTorch's AVX2 kernels compute them.
///
/// A state is FF_MERSENNE_ROOM words, the first FF_MERSENNE_WORDS of which count. A function that draws takes how many
/// of them are used up and returns how many are so afterwards; where all are, it twists first.
struct ff_random {
    /// Replaces the state by the next FF_MERSENNE_WORDS untempered words.
    void (*twist)(uint32_t *state);

    /// Draws numbers in [lower, upper), a word each:
    /// the low 24 bits k of the word give fma(k * 2^-24, upper - lower, lower), and lower where that is upper.
    size_t (*uniform)(uint32_t *state, size_t used, float lower, float upper, float *values, size_t count);

    /// Draws normals by Box and Muller's method, each group of FF_NORMAL_GROUP from as many numbers in [0, 1).
    ///
    /// Where count is no multiple of the size of a group, the last group is drawn anew, after all others.
    ///
    /// - count: at least FF_NORMAL_GROUP.
    size_t (*normal)(uint32_t *state, size_t used, float mean, float deviation, float *values, size_t count);
};

/// The functions for an instruction set; the portable ones if this machine does not run the set.
const struct ff_random *ff_random_for(enum ff_instruction_set set);

#pragma clang assume_nonnull end

#endif
