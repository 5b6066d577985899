/* The kernels that this machine runs by default: those of the fastest instruction set, whose bits are everybody's. */
#ifndef FEEDFORWARD_REFERENCE_KERNELS_H
#define FEEDFORWARD_REFERENCE_KERNELS_H

#include <activations.h>

static inline const struct ff_activations *best_activations(void) {
    const enum ff_instruction_set sets[] = {FF_AVX512, FF_AVX2, FF_NEON};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        if (ff_runs(sets[i])) return ff_activations_for(sets[i]);
    }
    return ff_activations_for(FF_PORTABLE);
}

#endif
