#ifndef FEEDFORWARD_STATISTICS_H
#define FEEDFORWARD_STATISTICS_H

#include "instruction_set.h"
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// What a first look at float32 numbers finds; numbers that are not finite are only counted.
struct ff_extremes {
    /// +inf and -inf without a finite number.
    float least, largest;
    /// The least magnitude that is not 0; +inf if there is none.
    float least_magnitude;
    size_t finite, zeros;
};

/// Sums over the finite ones among float32 numbers.
struct ff_sums {
    /// The sum of the numbers is high + low, both exact.
    double high, low;
    /// That of their magnitudes likewise.
    double absolute_high, absolute_low;
    /// The sum of the squares, compensated: off by some ulps.
    double squares;
};

/// Passes over float32 numbers. Lanes run beside each other and are added in a fixed order, so every instruction set
/// gives the same bits.
struct ff_statistics {
    void (*extremes)(const float *x, size_t n, struct ff_extremes *extremes);

    /// - unit: a power of two, so that n times the largest magnitude is below 2^52 of it and it is below 2^54 / n of the
    ///   last place of every number: then both parts of a sum are exact.
    void (*sums)(const float *x, size_t n, double unit, struct ff_sums *sums);

    /// The sum of the squared distances of the finite numbers from a mean, compensated.
    double (*deviations)(const float *x, size_t n, double mean);
};

/// The passes for an instruction set; the portable ones if this machine does not run the set.
const struct ff_statistics *ff_statistics_for(enum ff_instruction_set set);

/// How many buckets there are for float32 numbers by the upper 16 bits of their keys.
#define FF_BUCKETS 65536

/// A key orders as numbers do: negative ones have all their bits turned, others their sign bit.
static inline uint32_t ff_key(uint32_t bits) { return bits & 0x80000000u ? ~bits : bits | 0x80000000u; }

/// The bits of the number whose key this is.
static inline uint32_t ff_key_bits(uint32_t key) { return key & 0x80000000u ? key & 0x7fffffffu : ~key; }

/// Counts numbers by bucket.
///
/// - n: below 2^32.
/// - counts: FF_BUCKETS of them, to which is added.
void ff_count_buckets(const float *x, size_t n, uint32_t *counts);

/// Lists the buckets that have numbers, in ascending order.
///
/// - list: room for FF_BUCKETS.
/// - Returns: how many there are.
size_t ff_list_buckets(const uint32_t *counts, uint16_t *list);

/// Writes the keys of the numbers in some buckets, each bucket's together, in the order of the numbers.
///
/// - places: for each bucket where its next key goes, and moved on; 0 for a bucket that is left out.
/// - keys: room for all places that are taken.
void ff_gather_keys(const float *x, size_t n, uint32_t *places, uint32_t *keys);

#pragma clang assume_nonnull end

#endif
