#include <stddef.h>
#include <string.h>

static double sign(double t)
{
    return (t > 0) - (t < 0);
}

void least_squares(ptrdiff_t m, ptrdiff_t n, const double *restrict x, double *restrict value)
{
    double sum = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        double t = -1 + 2.0 * i / (n - 1);
        double residual = sign(t);
        double power = 1;
        for (ptrdiff_t j = 0; j < m; j++) {
            residual -= x[j] * power;
            power *= t;
        }

        sum += residual * residual;
    }

    *value = sum / 2;
}

/* The powers are kept, so that the second loop adds to the gradient with vectors. The value is a by-product. */
void least_squares_gradient(ptrdiff_t m, ptrdiff_t n, const double *restrict x, double *restrict gradient)
{
    double powers[m];
    double sum = 0;
    memset(gradient, 0, m * sizeof(double));
    for (ptrdiff_t i = 0; i < n; i++) {
        double t = -1 + 2.0 * i / (n - 1);
        double residual = sign(t);
        double power = 1;
        for (ptrdiff_t j = 0; j < m; j++) {
            powers[j] = power;
            residual -= x[j] * power;
            power *= t;
        }

        sum += residual * residual;
        for (ptrdiff_t j = 0; j < m; j++)
            gradient[j] -= residual * powers[j];
    }

    (void)sum;
}
