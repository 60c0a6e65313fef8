#include <math.h>
#include <stddef.h>

static double largest_of(ptrdiff_t n, const double *x)
{
    double largest = x[0];
    for (ptrdiff_t i = 1; i < n; i++)
        largest = x[i] > largest ? x[i] : largest;
    return largest;
}

void log_sum_exp(ptrdiff_t n, ptrdiff_t unused, const double *restrict x, double *restrict value)
{
    (void)unused;
    double largest = largest_of(n, x);
    double sum = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        sum += exp(x[i] - largest);
    *value = log(sum) + largest;
}

void log_sum_exp_gradient(ptrdiff_t n, ptrdiff_t unused, const double *restrict x, double *restrict gradient)
{
    (void)unused;
    double largest = largest_of(n, x);
    double sum = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        gradient[i] = exp(x[i] - largest);
        sum += gradient[i];
    }

    double scale = 1 / sum;
    for (ptrdiff_t i = 0; i < n; i++)
        gradient[i] *= scale;
}
