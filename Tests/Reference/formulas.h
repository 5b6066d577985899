/* The functions for one type: included once for each, with REAL, its name, and NAME(f), the name of f for it.
 *
 * No form cancels, so every result is as good as the C library's functions are. Constants have more digits than any
 * of the types.
 */

#define SQRT_HALF ((REAL)0.707106781186547524400844362104849039L)
#define SQRT_TWO_OVER_PI ((REAL)0.797884560802865355879892119868763737L)
#define DENSITY_AT_0 ((REAL)0.398942280401432677939946059934381868L)
#define SELU_SCALE ((REAL)1.0507009873554804934193349852946L)
#define SELU_ALPHA ((REAL)1.6732632423543772848170429916717L)

static REAL NAME(clamped)(REAL x, REAL low, REAL high) { return x < low ? low : x > high ? high : x; }

static REAL NAME(logistic)(REAL x) {
    if (x >= 0) return 1 / (1 + exp(-x));
    REAL e = exp(x);
    return e / (1 + e);
}

static REAL NAME(identity)(REAL x, REAL p, REAL q) { return (void)p, (void)q, x; }
static REAL NAME(sigmoid)(REAL x, REAL p, REAL q) { return (void)p, (void)q, NAME(logistic)(x); }

static REAL NAME(logsigmoid)(REAL x, REAL p, REAL q) {
    (void)p, (void)q;
    return x < 0 ? x - log1p(exp(x)) : -log1p(exp(-x));
}

static REAL NAME(hardsigmoid)(REAL x, REAL p, REAL q) { return (void)p, (void)q, NAME(clamped)(x + 3, 0, 6) / 6; }
static REAL NAME(tanh)(REAL x, REAL p, REAL q) { return (void)p, (void)q, tanh(x); }
static REAL NAME(hardtanh)(REAL x, REAL p, REAL q) { return NAME(clamped)(x, (float)p, (float)q); }

/* Below 0.1 the series of x - tanh(x), whose terms fall by a factor of 240 or more there; above, what cancels is less
 * than long double has in excess. */
static REAL NAME(tanhshrink)(REAL x, REAL p, REAL q) {
    (void)p, (void)q;
    if (!(fabs(x) < (REAL)0.1L)) return fabs(x) < 2 ? (REAL)(x - tanhl(x)) : x - tanh(x);
    static const long double series[] = {
        1.0L / 3, -2.0L / 15, 17.0L / 315, -62.0L / 2835, 1382.0L / 155925, -21844.0L / 6081075,
        929569.0L / 638512875, -6404582.0L / 10854718875, 443861162.0L / 1856156927625,
    };
    REAL w = x * x;
    REAL sum = 0;
    for (int i = 8; i >= 0; i--) sum = sum * w + (REAL)series[i];
    return x * w * sum;
}

static REAL NAME(arctan)(REAL x, REAL p, REAL q) { return (void)p, (void)q, atan(x); }
static REAL NAME(step)(REAL x, REAL p, REAL q) { return (void)p, (void)q, x > 0 ? 1 : x <= 0 ? 0 : x; }
static REAL NAME(relu)(REAL x, REAL p, REAL q) { return (void)p, (void)q, x < 0 ? 0 : x; }
static REAL NAME(leaky_relu)(REAL x, REAL p, REAL q) { return (void)q, x > 0 ? x : (float)p * x; }
static REAL NAME(elu)(REAL x, REAL p, REAL q) { return (void)q, x > 0 ? x : p * expm1(x); }

static REAL NAME(selu)(REAL x, REAL p, REAL q) {
    (void)p, (void)q;
    return x > 0 ? SELU_SCALE * x : SELU_SCALE * SELU_ALPHA * expm1(x);
}

static REAL NAME(celu)(REAL x, REAL p, REAL q) { return (void)q, x > 0 ? x : p * expm1(x / p); }
static REAL NAME(gelu)(REAL x, REAL p, REAL q) { return (void)p, (void)q, x / 2 * erfc(-x * SQRT_HALF); }

static REAL NAME(gelu_tanh)(REAL x, REAL p, REAL q) {
    (void)p, (void)q;
    return x * NAME(logistic)(2 * SQRT_TWO_OVER_PI * (x + (REAL)0.044715L * (x * x * x)));
}

static REAL NAME(silu)(REAL x, REAL p, REAL q) { return (void)p, (void)q, x * NAME(logistic)(x); }
static REAL NAME(mish)(REAL x, REAL p, REAL q) { return (void)p, (void)q, x * tanh(log1p(exp(x))); }
static REAL NAME(hardswish)(REAL x, REAL p, REAL q) { return (void)p, (void)q, x * NAME(clamped)(x + 3, 0, 6) / 6; }

static REAL NAME(softplus)(REAL x, REAL p, REAL q) {
    /* Whether the threshold is passed is decided in float64, as in PyTorch's float64. */
    if ((double)p * (double)x > q) return x;
    REAL z = p * x;
    return (z > 0 ? z + log1p(exp(-z)) : log1p(exp(z))) / p;
}

static REAL NAME(softsign)(REAL x, REAL p, REAL q) { return (void)p, (void)q, x / (1 + fabs(x)); }

static REAL NAME(softshrink)(REAL x, REAL p, REAL q) {
    (void)q;
    REAL l = (float)p;
    return x > l ? x - l : x < -l ? x + l : x == x ? 0 : x;
}

static REAL NAME(hardshrink)(REAL x, REAL p, REAL q) { return (void)q, x >= -(float)p && x <= (float)p ? 0 : x; }
static REAL NAME(threshold)(REAL x, REAL p, REAL q) { return x <= (float)p ? (float)q : x; }
