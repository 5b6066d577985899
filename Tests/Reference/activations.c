#include "reference.h"

#include <activations.h>
#include <math.h>
#include <string.h>
#include <tgmath.h>

#include "distance.h"

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
    ff_activation kernel;
    double (*value)(double x, double p, double q);
    long double (*exact)(long double x, long double p, long double q);
};

/* PReLU with one slope, p. */
static void prelu(const float *x, float *y, size_t n, double p, double q) {
    (void)q;
    float slope = (float)p;
    for (size_t i = 0; i < n; i++) ff_prelu(x + i, y + i, 1, &slope);
}

#define ENTRY(name, kernel, formula) {name, kernel, formula##_double, formula##_long}
static const struct activation activations[] = {
    ENTRY("identity", ff_identity, identity),
    ENTRY("sigmoid", ff_sigmoid, sigmoid),
    ENTRY("logsigmoid", ff_logsigmoid, logsigmoid),
    ENTRY("hardsigmoid", ff_hardsigmoid, hardsigmoid),
    ENTRY("tanh", ff_tanh, tanh),
    ENTRY("hardtanh", ff_hardtanh, hardtanh),
    ENTRY("tanhshrink", ff_tanhshrink, tanhshrink),
    ENTRY("arctan", ff_arctan, arctan),
    ENTRY("step", ff_step, step),
    ENTRY("relu", ff_relu, relu),
    ENTRY("leaky_relu", ff_leaky_relu, leaky_relu),
    ENTRY("prelu", prelu, leaky_relu),
    ENTRY("elu", ff_elu, elu),
    ENTRY("selu", ff_selu, selu),
    ENTRY("celu", ff_celu, celu),
    ENTRY("gelu", ff_gelu, gelu),
    ENTRY("gelu_tanh", ff_gelu_tanh, gelu_tanh),
    ENTRY("silu", ff_silu, silu),
    ENTRY("mish", ff_mish, mish),
    ENTRY("hardswish", ff_hardswish, hardswish),
    ENTRY("softplus", ff_softplus, softplus),
    ENTRY("softsign", ff_softsign, softsign),
    ENTRY("softshrink", ff_softshrink, softshrink),
    ENTRY("hardshrink", ff_hardshrink, hardshrink),
    ENTRY("threshold", ff_threshold, threshold),
};

static const struct activation *find(const char *name) {
    for (size_t i = 0; i < sizeof activations / sizeof *activations; i++) {
        if (strcmp(activations[i].name, name) == 0) return &activations[i];
    }
    return NULL;
}

/* The float64 reference is off by less than 2^-37 relative, which is under 2^-13 float32 ulps: only results that are
 * farther than this margin from a correct one are looked at in long double. */
#define MARGIN 0.0003

static void compare(
    const struct activation *activation, const float *x, size_t n, double p, double q, struct ff_errors *errors
) {
    float y[4096];
    activation->kernel(x, y, n, p, q);
    for (size_t i = 0; i < n; i++) {
        double distance = ff_distance_float(y[i], activation->value(x[i], p, q));
        if (distance < 0.5 - MARGIN && distance <= errors->worst) continue;
        long double exact = activation->exact(x[i], p, q);
        ff_note_float(errors, y[i], exact, x[i]);
    }
    errors->count += n;
}

struct ff_errors ff_activation_errors(const char *name, double p, double q, uint32_t stride) {
    struct ff_errors errors = {0};
    const struct activation *activation = find(name);
    if (!activation || stride == 0) return errors;
    float x[4096] = {INFINITY, -INFINITY, NAN};
    size_t n = 3;
    for (uint64_t pattern = 0; pattern < UINT64_C(1) << 32; pattern += stride) {
        if ((pattern & 0x7fffffff) >= 0x7f800000) continue;
        uint32_t bits = (uint32_t)pattern;
        memcpy(&x[n++], &bits, sizeof bits);
        if (n < sizeof x / sizeof *x) continue;
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
