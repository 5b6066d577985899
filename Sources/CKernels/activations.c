#pragma STDC FP_CONTRACT OFF

#include "activations_paths.h"

#include <math.h>

#include "math64.h"

const struct ff_activations *ff_activations_for(enum ff_instruction_set set) {
    switch (ff_runs(set) ? set : FF_PORTABLE) {
#if defined(__aarch64__)
    case FF_NEON:
        return &ff_activations_neon;
#endif
#if defined(__x86_64__)
    case FF_AVX2:
        return &ff_activations_avx2;
    case FF_AVX512:
        return &ff_activations_avx512;
#endif
    default:
        return &ff_activations_portable;
    }
}

double ff_exp64(double x) { return ff_exp(x); }
double ff_expm1_64(double x) { return ff_expm1(x); }
double ff_log1p_unit64(double x) { return ff_log1p_unit(x); }
double ff_log64(double x) { return ff_log(x); }
double ff_tanh64(double x) { return ff_tanh_value(x); }
double ff_sigmoid64(double x) { return ff_sigmoid_value(x); }
double ff_erfc64(double x) { return ff_erfc_value(x); }
double ff_atan64(double x) { return ff_atan_value(x); }
