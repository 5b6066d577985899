// The exact fused multiply-add of float32 for machines that have none.
//
// A product of two float32 is exact in float64 (48 of 53 bits). The addend is added in float64 with rounding to odd,
// and the sum is converted to float32: rounding to odd leaves in the last bit whether anything was cut off, so the
// second rounding cannot go wrong (Boldo and Melquiond 2008, "Emulation of FMA and correctly rounded sums"). The
// error of the sum comes from Knuth's TwoSum. Assumes rounding to nearest and no flushing of subnormals.

#ifndef FEEDFORWARD_SOFTWARE_FMA_H
#define FEEDFORWARD_SOFTWARE_FMA_H

typedef float ff_float4 __attribute__((ext_vector_type(4)));
typedef double ff_double4 __attribute__((ext_vector_type(4)));
typedef long ff_long4 __attribute__((ext_vector_type(4)));

// A macro, since vectors of 32 bytes cannot pass through a function without AVX in one agreed way.
// Where e is not a number (an operand was infinite or none itself), the sum stands as it is. A sum of 0 has no error,
// so the sign of s is that of the direction away from 0.
#define FF_SOFTWARE_FMA(a, b, c)                                                                                       \
    ({                                                                                                                 \
        const ff_double4 p_ = __builtin_convertvector(a, ff_double4) * __builtin_convertvector(b, ff_double4);         \
        const ff_double4 c_ = __builtin_convertvector(c, ff_double4);                                                  \
        const ff_double4 s_ = p_ + c_;                                                                                 \
        const ff_double4 d_ = s_ - p_;                                                                                 \
        const ff_double4 e_ = (p_ - (s_ - d_)) + (c_ - d_);                                                            \
        const ff_double4 zero_ = {0, 0, 0, 0};                                                                         \
        const ff_long4 bits_ = (ff_long4)s_;                                                                           \
        const ff_long4 inexact_ = (e_ != zero_) & (e_ == e_) & ((bits_ & 1) == 0);                                     \
        const ff_long4 outwards_ = (e_ > zero_) == (s_ > zero_);                                                       \
        const ff_long4 step_ = -1 - 2 * outwards_;                                                                     \
        __builtin_convertvector((ff_double4)(bits_ + (step_ & inexact_)), ff_float4);                                  \
    })

#endif
