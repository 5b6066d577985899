// The activations, once for each instruction set.

#ifndef FEEDFORWARD_ACTIVATIONS_PATHS_H
#define FEEDFORWARD_ACTIVATIONS_PATHS_H

#include "activations.h"

extern const struct ff_activations ff_activations_portable;
#if defined(__aarch64__)
extern const struct ff_activations ff_activations_neon;
#endif
#if defined(__x86_64__)
extern const struct ff_activations ff_activations_avx2, ff_activations_avx512;
#endif

#endif
