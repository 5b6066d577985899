#pragma STDC FP_CONTRACT OFF

// Householder's QR decomposition of tall matrices by strips of FF_STRIP columns.
//
// A strip is loaded once, gets all reflections of the columns before it, and makes its own. SIMD lanes run across the
// columns and every sum goes down a column in the order of its rows, with products rounded before they are added: the
// bits are the same on every machine. Source: Golub and Van Loan 2013, Matrix computations, section 5.2.

#include "orthogonal.h"
#include "instruction_set.h"
#include <string.h>

typedef double lanes __attribute__((ext_vector_type(FF_STRIP)));

// Applies I - scale * v * v^T to `count` rows of a strip.
#define FF_REFLECTION(name, target)                                                                                    \
    target static void name(const double *v, double scale, double *strip, size_t count) {                              \
        lanes sum = 0;                                                                                                 \
        for (size_t i = 0; i < count; i++) {                                                                           \
            lanes row;                                                                                                 \
            memcpy(&row, strip + i * FF_STRIP, sizeof row);                                                            \
            sum += row * v[i];                                                                                         \
        }                                                                                                              \
        sum *= scale;                                                                                                  \
        for (size_t i = 0; i < count; i++) {                                                                           \
            lanes row;                                                                                                 \
            memcpy(&row, strip + i * FF_STRIP, sizeof row);                                                            \
            row -= sum * v[i];                                                                                         \
            memcpy(strip + i * FF_STRIP, &row, sizeof row);                                                            \
        }                                                                                                              \
    }

typedef void reflection(const double *v, double scale, double *strip, size_t count);

FF_REFLECTION(reflect_portable, )
#if defined(__x86_64__)
FF_REFLECTION(reflect_avx2, __attribute__((target("avx2"))))
#endif

static reflection *reflection_for(enum ff_instruction_set set) {
#if defined(__x86_64__)
    if ((set == FF_AVX2 || set == FF_AVX512) && ff_runs(FF_AVX2)) return reflect_avx2;
#endif
    (void)set;
    return reflect_portable;
}

// The matrix seen as a tall one.
struct view {
    float *values;
    size_t height, width, row_stride, column_stride;
};

static size_t columns_from(const struct view *matrix, size_t first) {
    const size_t rest = matrix->width - first;
    return rest < FF_STRIP ? rest : FF_STRIP;
}

// Makes the reflection that takes column `lane` of the strip, from row k on, to its first unit vector, and gives the
// sign that R's diagonal element then has.
static double make_reflector(const double *strip, size_t k, size_t lane, size_t height, double *v, double *scale) {
    double squares = 0;
    for (size_t i = k; i < height; i++) {
        const double x = strip[i * FF_STRIP + lane];
        v[i] = x;
        squares += x * x;
    }
    const double norm = __builtin_sqrt(squares), first = v[k];
    if (norm == 0) {
        *scale = 0;
        return 0;
    }
    v[k] = first > 0 ? first + norm : first - norm;
    *scale = 1 / (norm * (norm + (first > 0 ? first : -first)));
    return first > 0 ? -1 : 1;
}

void ff_orthogonalize(
    float *values, size_t rows, size_t columns, double gain, double *reflectors, double *strip,
    enum ff_instruction_set set
) {
    const struct view matrix = rows < columns ? (struct view){values, columns, rows, 1, columns}
                                              : (struct view){values, rows, columns, columns, 1};
    const size_t height = matrix.height, width = matrix.width;
    double *const scales = reflectors + height * width, *const signs = scales + width;
    reflection *const reflect = reflection_for(set);

    for (size_t first = 0; first < width; first += FF_STRIP) {
        const size_t count = columns_from(&matrix, first);
        memset(strip, 0, height * FF_STRIP * sizeof(double));
        for (size_t i = 0; i < height; i++) {
            for (size_t lane = 0; lane < count; lane++) {
                const size_t place = i * matrix.row_stride + (first + lane) * matrix.column_stride;
                strip[i * FF_STRIP + lane] = (double)values[place];
            }
        }
        for (size_t k = 0; k < first + count; k++) {
            double *const v = reflectors + k * height;
            if (k >= first) signs[k] = make_reflector(strip, k, k - first, height, v, &scales[k]);
            reflect(v + k, scales[k], strip + k * FF_STRIP, height - k);
        }
    }

    // Column j of the orthogonal factor is the product of all reflections applied to unit vector j, on which those
    // after j have no effect.
    for (size_t first = 0; first < width; first += FF_STRIP) {
        const size_t count = columns_from(&matrix, first);
        memset(strip, 0, height * FF_STRIP * sizeof(double));
        for (size_t lane = 0; lane < count; lane++) strip[(first + lane) * FF_STRIP + lane] = 1;
        for (size_t k = first + count; k-- > 0;) {
            reflect(reflectors + k * height + k, scales[k], strip + k * FF_STRIP, height - k);
        }
        for (size_t i = 0; i < height; i++) {
            for (size_t lane = 0; lane < count; lane++) {
                const size_t place = i * matrix.row_stride + (first + lane) * matrix.column_stride;
                values[place] = (float)(gain * signs[first + lane] * strip[i * FF_STRIP + lane]);
            }
        }
    }
}
