#include "random.h"

enum { WORDS = FF_MERSENNE_WORDS, DISTANCE = 397 };

static inline uint32_t twisted(uint32_t word, uint32_t next) {
    const uint32_t joined = (word & 0x80000000u) | (next & 0x7fffffffu);
    return (joined >> 1) ^ ((0u - (next & 1u)) & 0x9908b0dfu);
}

void ff_mersenne_twist(uint32_t *state) {
    for (int i = 0; i < WORDS - DISTANCE; i++) {
        state[i] = state[i + DISTANCE] ^ twisted(state[i], state[i + 1]);
    }
    for (int i = WORDS - DISTANCE; i < WORDS - 1; i++) {
        state[i] = state[i + DISTANCE - WORDS] ^ twisted(state[i], state[i + 1]);
    }
    state[WORDS - 1] = state[DISTANCE - 1] ^ twisted(state[WORDS - 1], state[0]);
}

uint32_t ff_mersenne_temper(uint32_t word) {
    word ^= word >> 11;
    word ^= (word << 7) & 0x9d2c5680u;
    word ^= (word << 15) & 0xefc60000u;
    return word ^ (word >> 18);
}
