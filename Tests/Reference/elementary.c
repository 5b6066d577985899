#include <activations.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "distance.h"
#include "kernels.h"
#include "reference.h"

static long double logistic(long double x) { return x >= 0 ? 1 / (1 + expl(-x)) : expl(x) / (1 + expl(x)); }

static const struct elementary {
    const char *name;
    double (*ours)(double);
    long double (*exact)(long double);
} functions[] = {
    {"exp", ff_exp64, expl},
    {"expm1", ff_expm1_64, expm1l},
    {"log", ff_log64, logl},
    {"log1p", ff_log1p_unit64, log1pl},
    {"tanh", ff_tanh64, tanhl},
    {"sigmoid", ff_sigmoid64, logistic},
    {"erfc", ff_erfc64, erfcl},
    {"atan", ff_atan64, atanl},
};

/* A word of the generator splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t word(uint64_t index) {
    uint64_t z = (index + 1) * UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* In [0, 1). */
static double unit(uint64_t index) { return (double)(word(index) >> 11) * 0x1p-53; }

double ff_sample_argument(uint64_t index, double low, double high) {
    double u = unit(index);
    if (index % 2 == 0) return low + u * (high - low);
    /* The bounds take turns; one that is 0 has no logarithm. */
    double bound = low == 0 || (index % 4 == 3 && high != 0) ? high : low;
    double start = low * high > 0 ? low / bound : 0x1p-60;
    return bound * exp(u * log(start));
}

struct ff_errors ff_elementary_errors(const char *name, double low, double high, uint64_t count) {
    struct ff_errors errors = {0};
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
        if (strcmp(functions[f].name, name) != 0) continue;
        for (uint64_t i = 0; i < count; i++) {
            double x = ff_sample_argument(i, low, high);
            ff_note_double(&errors, functions[f].ours(x), functions[f].exact(x), x);
        }
        errors.count = count;
    }
    return errors;
}

/* Two of the sample's numbers make a normal one (Box and Muller 1958). */
static float normal(uint64_t index, double deviation) {
    double radius = sqrt(-2 * log(1 - unit(2 * index)));
    return (float)(deviation * radius * cos(6.283185307179586 * unit(2 * index + 1)));
}

/* The exact softmax over sign * x, or its logarithm. The largest element is left out of the sum and goes into a log1p,
 * so a logarithm near 0 does not cancel.
 */
static void softmax(const float *x, long double *y, size_t width, int sign, int logarithm) {
    size_t largest = 0;
    for (size_t k = 1; k < width; k++) largest = sign * x[k] > sign * x[largest] ? k : largest;
    long double others = 0;
    for (size_t k = 0; k < width; k++) {
        y[k] = sign * ((long double)x[k] - (long double)x[largest]);
        others += k == largest ? y[k] : expl(y[k]);
    }
    for (size_t k = 0; k < width; k++) y[k] = logarithm ? y[k] - log1pl(others) : expl(y[k]) / (1 + others);
}

static const struct row_activation {
    const char *name;
    /* Where the kernel stands in struct ff_activations. */
    size_t place;
    int sign, logarithm;
} row_activations[] = {
    {"softmax", offsetof(struct ff_activations, softmax), 1, 0},
    {"log_softmax", offsetof(struct ff_activations, log_softmax), 1, 1},
    {"softmin", offsetof(struct ff_activations, softmin), -1, 0},
    {"glu", offsetof(struct ff_activations, glu), 0, 0},
};

/* Where softmax takes the width of a row, glu takes half of it. */
static size_t outputs(const struct row_activation *activation, size_t width) {
    return activation->sign == 0 ? width / 2 : width;
}

static const struct row_activation *find(const char *name) {
    for (size_t i = 0; i < sizeof row_activations / sizeof *row_activations; i++) {
        if (strcmp(row_activations[i].name, name) == 0) return &row_activations[i];
    }
    return NULL;
}

static void exact_row(const struct row_activation *activation, const float *x, long double *y, size_t width) {
    if (activation->sign != 0) return softmax(x, y, width, activation->sign, activation->logarithm);
    for (size_t i = 0; i < width / 2; i++) y[i] = x[i] * logistic(x[width / 2 + i]);
}

size_t ff_reference_row(const char *name, const float *x, size_t width, double *y) {
    long double exact[FF_REFERENCE_WIDTH];
    const struct row_activation *activation = find(name);
    if (!activation || width == 0 || width > FF_REFERENCE_WIDTH) return 0;
    exact_row(activation, x, exact, width);
    for (size_t i = 0; i < outputs(activation, width); i++) y[i] = (double)exact[i];
    return outputs(activation, width);
}

struct ff_errors ff_row_errors(const char *name, uint64_t rows, size_t width, double deviation) {
    struct ff_errors errors = {0};
    float x[FF_REFERENCE_WIDTH], y[FF_REFERENCE_WIDTH];
    long double exact[FF_REFERENCE_WIDTH];
    const struct row_activation *activation = find(name);
    if (!activation || width == 0 || width > FF_REFERENCE_WIDTH) return errors;
    size_t count = outputs(activation, width);
    ff_row_activation ours = *(const ff_row_activation *)((const char *)best_activations() + activation->place);
    for (uint64_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < width; i++) x[i] = normal(row * width + i, deviation);
        ours(x, y, count);
        exact_row(activation, x, exact, width);
        for (size_t i = 0; i < count; i++) ff_note_float(&errors, y[i], exact[i], x[i]);
        errors.count += count;
    }
    return errors;
}
