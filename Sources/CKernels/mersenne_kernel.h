// The Mersenne twister in vectors, as source for one instruction set; random_kernel.h says what is defined.
//
// A new word x[n + 624] is made of x[n], x[n + 1] and x[n + 397]. The state is replaced in place, from its beginning,
// and keeps the linear order: where n + 397 lies beyond the end, the word is a new one, 227 places back, more than a
// vector. The new words at the beginning are repeated behind the end, so that a vector may reach across it, and the
// last word finds its successor. 624 is a multiple of every number of lanes: there is no remainder.

#include "random.h"
#include <string.h>

enum { WORDS = FF_MERSENNE_WORDS, DISTANCE = 397, REPEATED = FF_MERSENNE_ROOM - FF_MERSENNE_WORDS };

typedef uint32_t uwords __attribute__((ext_vector_type(FF_LANES)));

FF_TARGET static inline __attribute__((always_inline)) void twist_lanes(uint32_t *state, int n) {
    uwords word, next, far;
    memcpy(&word, state + n, sizeof(uwords));
    memcpy(&next, state + n + 1, sizeof(uwords));
    memcpy(&far, state + (n < WORDS - DISTANCE ? n + DISTANCE : n + DISTANCE - WORDS), sizeof(uwords));
    const uwords joined = (word & 0x80000000u) | (next & 0x7fffffffu);
    word = far ^ (joined >> 1) ^ ((0u - (next & 1u)) & 0x9908b0dfu);
    memcpy(state + n, &word, sizeof(uwords));
    if (n < REPEATED) memcpy(state + WORDS + n, &word, sizeof(uwords));
}

FF_TARGET static void twist(uint32_t *state) {
    for (int n = 0; n < REPEATED; n += FF_LANES) twist_lanes(state, n);
    // The vector that holds word 227 takes its last far words from behind the end.
    int n = REPEATED;
    for (; n < WORDS - DISTANCE; n += FF_LANES) twist_lanes(state, n);
    for (; n < WORDS; n += FF_LANES) twist_lanes(state, n);
}
