#include <activations.h>
#include <math.h>
#include <string.h>

#include "distance.h"
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

/* The exact element i of a softmax over sign * x, or of its logarithm. The largest element is left out of the sum and
 * goes into a log1p, so the logarithm near 0 does not cancel. */
static long double softmax(const float *x, uint32_t width, uint32_t i, int sign, int logarithm) {
    uint32_t largest = 0;
    for (uint32_t k = 1; k < width; k++) largest = sign * x[k] > sign * x[largest] ? k : largest;
    long double others = 0;
    for (uint32_t k = 0; k < width; k++) {
        if (k != largest) others += expl(sign * ((long double)x[k] - (long double)x[largest]));
    }
    long double difference = sign * ((long double)x[i] - (long double)x[largest]);
    return logarithm ? difference - log1pl(others) : expl(difference) / (1 + others);
}

struct ff_errors ff_row_errors(const char *name, uint64_t rows, uint32_t width, double deviation) {
    struct ff_errors errors = {0};
    float x[256], y[256];
    if (width < 2 || width > 256) return errors;
    int is_glu = strcmp(name, "glu") == 0;
    int is_log = strcmp(name, "log_softmax") == 0;
    int is_softmin = strcmp(name, "softmin") == 0;
    if (!is_glu && !is_log && !is_softmin && strcmp(name, "softmax") != 0) return errors;
    for (uint64_t row = 0; row < rows; row++) {
        for (uint32_t i = 0; i < width; i++) x[i] = normal(row * width + i, deviation);
        if (is_glu) ff_glu(x, y, width / 2);
        else if (is_log) ff_log_softmax(x, y, width);
        else if (is_softmin) ff_softmin(x, y, width);
        else ff_softmax(x, y, width);
        uint32_t outputs = is_glu ? width / 2 : width;
        for (uint32_t i = 0; i < outputs; i++) {
            long double exact = is_glu ? x[i] * logistic(x[width / 2 + i])
                                       : softmax(x, width, i, is_softmin ? -1 : 1, is_log);
            ff_note_float(&errors, y[i], exact, x[i]);
        }
        errors.count += outputs;
    }
    return errors;
}
