/* The activations of whole rows, a part of activations_kernel.h. */

/* How many sums run beside each other along a row: the same on every path, so that the additions have one order. */
enum { SUMS = 8 };

/* Where the largest of sign*x is, the first one if it occurs more than once. NaN is never the largest. */
static size_t largest(const float *x, size_t n, float sign) {
    enum { LANES = 16 };
    float values[LANES];
    for (size_t lane = 0; lane < LANES; lane++) values[lane] = -INFINITY;
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        for (size_t lane = 0; lane < LANES; lane++) {
            float value = sign * x[i + lane];
            values[lane] = value > values[lane] ? value : values[lane];
        }
    }
    float value = -INFINITY;
    for (; i < n; i++) value = sign * x[i] > value ? sign * x[i] : value;
    for (size_t lane = 0; lane < LANES; lane++) value = values[lane] > value ? values[lane] : value;
    if (value == -INFINITY) return 0;
    size_t result = 0;
    while (sign * x[result] != value) result++;
    return result;
}

/* Some of the powers of a row, e^(sign*x[i] - m), as many as are kept at a time; m is the largest exponent. */
struct powers {
    double values[256];
};
enum { POWERS = sizeof(((struct powers *)0)->values) / sizeof(double) };

static inline void compute_powers(struct powers *powers, const float *x, size_t n, float sign, double m) {
    _Pragma("clang loop vectorize(enable)")
    for (size_t i = 0; i < n; i++) powers->values[i] = ff_exp((double)(sign * x[i]) - m);
}

/* The sum of e^(sign*x[i] - m), m = sign*x[top] being the largest, over all i but top: SUMS sums, the elements dealt to
 * them in turn, and those added two by two. Every term is at most 1, and with the one left out, which is 1, the sum is
 * at least 1. It is NaN if a NaN or +inf is in the row, or nothing but -inf: then m - m is NaN. `powers` is left with
 * those of the last POWERS elements or fewer, that of x[top] 0.
 */
static double sum_beside(struct powers *powers, const float *x, size_t n, float sign, size_t top) {
    double m = (double)(sign * x[top]);
    double sums[SUMS] = {m - m};
    for (size_t first = 0; first < n; first += POWERS) {
        size_t count = n - first < POWERS ? n - first : POWERS;
        compute_powers(powers, x + first, count, sign, m);
        if (top - first < count) powers->values[top - first] = 0.0;
        size_t i = 0;
        for (; i + SUMS <= count; i += SUMS) {
            for (size_t lane = 0; lane < SUMS; lane++) sums[lane] += powers->values[i + lane];
        }
        for (size_t lane = 0; i + lane < count; lane++) sums[lane] += powers->values[i + lane];
    }
    return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

/* Rounding x[i] - m to float64 moves its exponential by 2^-53 of |x[i] - m|, which is below 104 where the result is not
 * 0; a sum of n terms is off by at most n ulps. So a row of 2^16 elements is good to 2^-37. Rounded wrongly: at most 2
 * of 10^7 elements, in rows of 2, 10 and 256 normal numbers.
 */
static void softmax_of(const float *x, float *y, size_t n, float sign) {
    if (n == 0) return;
    struct powers powers;
    size_t top = largest(x, n, sign);
    double m = (double)(sign * x[top]);
    double sum = 1.0 + sum_beside(&powers, x, n, sign, top);
    if (n <= POWERS) {
        powers.values[top] = 1.0;
        for (size_t i = 0; i < n; i++) y[i] = (float)(powers.values[i] / sum);
        return;
    }
    for (size_t first = 0; first < n; first += POWERS) {
        size_t count = n - first < POWERS ? n - first : POWERS;
        compute_powers(&powers, x + first, count, sign, m);
        for (size_t i = 0; i < count; i++) y[first + i] = (float)(powers.values[i] / sum);
    }
}

static void apply_softmax(const float *x, float *y, size_t n) { softmax_of(x, y, n, 1.0f); }

static void apply_softmin(const float *x, float *y, size_t n) { softmax_of(x, y, n, -1.0f); }

/* (x[i] - m) - log(1 + sum beside the largest): both parts are at most 0, so nothing cancels, and a sum that is small
 * beside the 1 is not added to it before the logarithm is taken. Adding 0 makes a zero +0, as a difference is.
 * Rounded wrongly: at most 62 of 10^7 elements, in the same rows.
 */
static void apply_log_softmax(const float *x, float *y, size_t n) {
    if (n == 0) return;
    struct powers powers;
    size_t top = largest(x, n, 1.0f);
    double m = (double)x[top];
    double others = sum_beside(&powers, x, n, 1.0f, top);
    double logarithm = others <= 1.0 ? ff_log1p_unit(others) : ff_log(1.0 + others);
    for (size_t i = 0; i < n; i++) y[i] = (float)(((double)x[i] - m) - logarithm) + 0.0f;
}

/* Rounded wrongly: none of 5*10^6 elements. */
static void apply_glu(const float *x, float *y, size_t half) {
    for (size_t i = 0; i < half; i++) y[i] = (float)((double)x[i] * ff_sigmoid_value((double)x[half + i]));
}
