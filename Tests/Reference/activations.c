#include "reference.h"

#include <math.h>
#include <stddef.h>
#include <string.h>
#include <tgmath.h>

#include "distance.h"
#include "kernels.h"

#define REAL double
#define NAME(f) f##_double
#include "formulas.h"
#undef REAL
#undef NAME

#define REAL long double
#define NAME(f) f##_long
#include "formulas.h"
#undef REAL
#undef NAME

struct activation {
    const char *name;
    /* Where the kernel stands in struct ff_activations; nowhere for a prelu, whose kernel has another form. */
    size_t place;
    double (*value)(double x, double p, double q);
    long double (*exact)(long double x, long double p, long double q);
};

/* PReLU with one slope, p. */
static void prelu(const float *x, float *y, size_t n, double p, double q) {
    (void)q;
    float slope = (float)p;
    for (size_t i = 0; i < n; i++) best_activations()->prelu(x + i, y + i, 1, &slope);
}

#define NOWHERE SIZE_MAX
#define ENTRY(name, kernel, formula) {name, offsetof(struct ff_activations, kernel), formula##_double, formula##_long}
static const struct activation activations[] = {
    ENTRY("identity", identity, identity),
    ENTRY("sigmoid", sigmoid, sigmoid),
    ENTRY("logsigmoid", logsigmoid, logsigmoid),
    ENTRY("hardsigmoid", hardsigmoid, hardsigmoid),
    ENTRY("tanh", tanh, tanh),
    ENTRY("hardtanh", hardtanh, hardtanh),
    ENTRY("tanhshrink", tanhshrink, tanhshrink),
    ENTRY("arctan", arctan, arctan),
    ENTRY("step", step, step),
    ENTRY("relu", relu, relu),
    ENTRY("leaky_relu", leaky_relu, leaky_relu),
    {"prelu", NOWHERE, leaky_relu_double, leaky_relu_long},
    ENTRY("elu", elu, elu),
    ENTRY("selu", selu, selu),
    ENTRY("celu", celu, celu),
    ENTRY("gelu", gelu, gelu),
    ENTRY("gelu_tanh", gelu_tanh, gelu_tanh),
    ENTRY("silu", silu, silu),
    ENTRY("mish", mish, mish),
    ENTRY("hardswish", hardswish, hardswish),
    ENTRY("softplus", softplus, softplus),
    ENTRY("softsign", softsign, softsign),
    ENTRY("softshrink", softshrink, softshrink),
    ENTRY("hardshrink", hardshrink, hardshrink),
    ENTRY("threshold", threshold, threshold),
};

static const struct activation *find(const char *name) {
    for (size_t i = 0; i < sizeof activations / sizeof *activations; i++) {
        if (strcmp(activations[i].name, name) == 0) return &activations[i];
    }
    return NULL;
}

static ff_activation kernel(const struct activation *activation) {
    if (activation->place == NOWHERE) return prelu;
    return *(const ff_activation *)((const char *)best_activations() + activation->place);
}

#define CHUNK 4096

/* The float64 reference is off by less than 2^-37 relative, which is under 2^-13 float32 ulps: only results that are
 * farther than this margin from a correct one are looked at in long double. */
#define MARGIN 0.0003

static double interpolated(double x, double a, double fa, double slope) { return fa + (x - a) * slope; }

/* The reference at a chunk of arguments. Very near 0 and very far from it, a chunk of neighbours lies on a straight
 * line to within the margin; whether it does is seen in its middle. Kinks are nowhere there.
 */
static void references(
    const struct activation *activation, const float *x, double *values, size_t n, double p, double q
) {
    double a = x[0], b = x[n - 1], middle = x[n / 2];
    if (n == CHUNK && a * b > 0 && (fabs(b) < 0x1p-16 || fabs(a) > 0x1p14)) {
        double fa = activation->value(a, p, q), fb = activation->value(b, p, q);
        double slope = (fb - fa) / (b - a), seen = activation->value(middle, p, q);
        if (fabs(interpolated(middle, a, fa, slope) - seen) <= 0x1p-42 * fabs(seen)) {
            for (size_t i = 0; i < n; i++) values[i] = interpolated(x[i], a, fa, slope);
            return;
        }
    }
    for (size_t i = 0; i < n; i++) values[i] = activation->value(x[i], p, q);
}

static void compare(
    const struct activation *activation, const float *x, size_t n, double p, double q, struct ff_errors *errors
) {
    float y[CHUNK];
    double values[CHUNK];
    if (n == 0) return;
    kernel(activation)(x, y, n, p, q);
    references(activation, x, values, n, p, q);
    for (size_t i = 0; i < n; i++) {
        double distance = ff_distance_float(y[i], values[i]);
        if (distance < 0.5 - MARGIN && distance <= errors->worst) continue;
        ff_note_float(errors, y[i], activation->exact(x[i], p, q), x[i]);
    }
    errors->count += n;
}

struct ff_errors ff_activation_errors(const char *name, double p, double q, uint32_t stride) {
    struct ff_errors errors = {0};
    const struct activation *activation = find(name);
    if (!activation || stride == 0) return errors;
    const float specials[] = {INFINITY, -INFINITY, NAN};
    compare(activation, specials, 3, p, q, &errors);
    float x[CHUNK];
    size_t n = 0;
    for (uint64_t pattern = 0; pattern < UINT64_C(1) << 32; pattern += stride) {
        if ((pattern & 0x7fffffff) >= 0x7f800000) continue;
        uint32_t bits = (uint32_t)pattern;
        memcpy(&x[n++], &bits, sizeof bits);
        if (n < CHUNK) continue;
        compare(activation, x, n, p, q, &errors);
        n = 0;
    }
    compare(activation, x, n, p, q, &errors);
    return errors;
}

double ff_reference_value(const char *name, double p, double q, double x) {
    const struct activation *activation = find(name);
    return activation ? activation->value(x, p, q) : NAN;
}
