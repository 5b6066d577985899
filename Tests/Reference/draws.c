#include <activations.h>
#include <math.h>

#include "distance.h"
#include "reference.h"

#pragma STDC FP_CONTRACT OFF

/* A number in [0, 1) of the low 53 of 64 bits, the first word being the high half. */
static double unit(const uint32_t *words) {
    uint64_t bits = (uint64_t)words[0] << 32 | words[1];
    return (double)(bits & ((UINT64_C(1) << 53) - 1)) * 0x1p-53;
}

void ff_reference_normals(const uint32_t *words, size_t pairs, double mean, double deviation, float *y) {
    for (size_t i = 0; i < pairs; i++) {
        double angle = 2 * 3.14159265358979323846 * unit(words + 4 * i);
        double radius = sqrt(-2 * log1p(-unit(words + 4 * i + 2)));
        y[2 * i] = (float)fma(radius * cos(angle), deviation, mean);
        y[2 * i + 1] = (float)fma(radius * sin(angle), deviation, mean);
    }
}

struct ff_errors ff_uniform_log_errors(uint32_t stride) {
    struct ff_errors errors = {0};
    if (stride == 0) return errors;
    for (uint64_t k = 1; k < UINT64_C(1) << 24; k += stride) {
        double x = (double)k * 0x1p-24;
        ff_note_float(&errors, (float)ff_log64(x), logl(x), x);
        errors.count++;
    }
    return errors;
}
