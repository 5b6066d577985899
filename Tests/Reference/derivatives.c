#include <math.h>
#include <stddef.h>
#include <string.h>

#include "distance.h"
#include "reference.h"

/* A derivative as the sum of two terms, of which the second is 0 for most functions. */
struct sum {
    long double first, second;
};

static long double logistic(long double x) { return x >= 0 ? 1 / (1 + expl(-x)) : expl(x) / (1 + expl(x)); }

/* The derivative of the logistic function. */
static long double bell(long double x) { return logistic(x) * logistic(-x); }

static struct sum sigmoid(long double x, double p, double q) { return (void)p, (void)q, (struct sum){bell(x), 0}; }

static struct sum logsigmoid(long double x, double p, double q) {
    return (void)p, (void)q, (struct sum){logistic(-x), 0};
}

static struct sum tanh_(long double x, double p, double q) {
    return (void)p, (void)q, (struct sum){4 * bell(2 * x), 0};
}

static struct sum tanhshrink(long double x, double p, double q) {
    return (void)p, (void)q, (struct sum){tanhl(x) * tanhl(x), 0};
}

static struct sum arctan(long double x, double p, double q) {
    return (void)p, (void)q, (struct sum){1 / (1 + x * x), 0};
}

static struct sum elu(long double x, double p, double q) {
    return (void)q, (struct sum){x > 0 ? 1 : p * expl(x), 0};
}

static struct sum selu(long double x, double p, double q) {
    (void)p, (void)q;
    long double scale = 1.0507009873554804934193349852946L;
    return (struct sum){scale * (x > 0 ? 1 : 1.6732632423543772848170429916717L * expl(x)), 0};
}

static struct sum celu(long double x, double p, double q) {
    return (void)q, (struct sum){x > 0 ? 1 : expl(x / p), 0};
}

static struct sum gelu(long double x, double p, double q) {
    (void)p, (void)q;
    long double density = 0.398942280401432677939946059934381868L * expl(-x * x / 2);
    return (struct sum){erfcl(-x * 0.707106781186547524400844362104849039L) / 2, x * density};
}

static struct sum gelu_tanh(long double x, double p, double q) {
    (void)p, (void)q;
    long double factor = 2 * 0.797884560802865355879892119868763737L;
    long double z = factor * (x + 0.044715L * x * x * x);
    return (struct sum){logistic(z), x * bell(z) * factor * (1 + 3 * 0.044715L * x * x)};
}

static struct sum silu(long double x, double p, double q) {
    return (void)p, (void)q, (struct sum){logistic(x), x * bell(x)};
}

/* With n = e^x, m = n(n + 2): tanh(log(1 + n)) = m / (m + 2), and 1 minus its square = 4(m + 1) / (m + 2)^2. */
static struct sum mish(long double x, double p, double q) {
    (void)p, (void)q;
    long double n = expl(x), m = n * (n + 2);
    return (struct sum){m / (m + 2), x * logistic(x) * 4 * (m + 1) / ((m + 2) * (m + 2))};
}

static struct sum hardswish(long double x, double p, double q) {
    return (void)p, (void)q, x <= -3 ? (struct sum){0, 0} : x < 3 ? (struct sum){x / 3, 0.5L} : (struct sum){1, 0};
}

static struct sum softplus(long double x, double p, double q) {
    return (struct sum){p * (double)x > q ? 1 : logistic(p * x), 0};
}

static struct sum softsign(long double x, double p, double q) {
    return (void)p, (void)q, (struct sum){1 / ((1 + fabsl(x)) * (1 + fabsl(x))), 0};
}

static const struct derivative {
    const char *name;
    struct sum (*exact)(long double x, double p, double q);
} derivatives[] = {
    {"sigmoid", sigmoid}, {"logsigmoid", logsigmoid}, {"tanh", tanh_}, {"tanhshrink", tanhshrink},
    {"arctan", arctan}, {"elu", elu}, {"selu", selu}, {"celu", celu}, {"gelu", gelu}, {"gelu_tanh", gelu_tanh},
    {"silu", silu}, {"mish", mish}, {"hardswish", hardswish}, {"softplus", softplus}, {"softsign", softsign},
};

double ff_derivative_error(const char *name, double p, double q, double x, double derivative) {
    for (size_t i = 0; i < sizeof derivatives / sizeof *derivatives; i++) {
        if (strcmp(derivatives[i].name, name) != 0) continue;
        struct sum exact = derivatives[i].exact(x, p, q);
        long double size = fmaxl(fabsl(exact.first + exact.second), fmaxl(fabsl(exact.first), fabsl(exact.second)));
        return (double)(fabsl(derivative - (exact.first + exact.second)) / ff_unit(size, 53, -1022));
    }
    return -1;
}
