#ifndef FEEDFORWARD_INSTRUCTION_SET_H
#define FEEDFORWARD_INSTRUCTION_SET_H

#include <stdbool.h>

/// The instruction sets that kernels are compiled for. All of them give the same bits.
enum ff_instruction_set {
    /// Any machine; fused multiply-adds are computed exactly in software.
    FF_PORTABLE = 0,
    /// Any arm64.
    FF_NEON = 1,
    /// x86-64 with AVX2 and FMA.
    FF_AVX2 = 2,
    /// x86-64 with AVX-512 F and VL, AVX2 and FMA.
    FF_AVX512 = 3,
};

/// Whether this machine and its operating system run the instruction set.
bool ff_runs(enum ff_instruction_set set);

#endif
