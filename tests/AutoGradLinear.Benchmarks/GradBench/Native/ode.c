#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const double end_time = 2;

static void slope(ptrdiff_t n, const double *restrict x, const double *restrict y, double *restrict k)
{
    k[0] = x[0];
    for (ptrdiff_t i = 1; i < n; i++)
        k[i] = x[i] * y[i - 1];
}

static void move(ptrdiff_t n, const double *restrict y, double h, const double *restrict k, double *restrict moved)
{
    for (ptrdiff_t i = 0; i < n; i++)
        moved[i] = y[i] + h * k[i];
}

void ode(ptrdiff_t n, ptrdiff_t steps, const double *restrict x, double *restrict y)
{
    double h = end_time / steps;
    double *k1 = malloc(5 * n * sizeof(double));
    double *k2 = k1 + n, *k3 = k2 + n, *k4 = k3 + n, *trial = k4 + n;
    memset(y, 0, n * sizeof(double));
    for (ptrdiff_t step = 0; step < steps; step++) {
        slope(n, x, y, k1);
        move(n, y, h / 2, k1, trial);
        slope(n, x, trial, k2);
        move(n, y, h / 2, k2, trial);
        slope(n, x, trial, k3);
        move(n, y, h, k3, trial);
        slope(n, x, trial, k4);
        for (ptrdiff_t i = 0; i < n; i++)
            y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    }

    free(k1);
}

/* One step in one pass: each number depends on four neighbours below. Four numbers stand before the rows. */
static void advance(ptrdiff_t width, const double *restrict x, double h, const double *restrict y, double *restrict next)
{
    double half = h / 2, sixth = h / 6;
    double before = y[3], a = before, b = before, c = before;
    memcpy(next, y, 4 * sizeof(double));
    for (ptrdiff_t i = 4; i < width; i++) {
        double current = y[i];
        double k1 = x[i] * before, k2 = x[i] * a, k3 = x[i] * b, k4 = x[i] * c;
        next[i] = current + sixth * (k1 + 2 * (k2 + k3) + k4);
        a = current + half * k1;
        b = current + half * k2;
        c = current + h * k3;
        before = current;
    }
}

static double first_trial(const double *x, const double *y, double half, ptrdiff_t i)
{
    return y[i] + half * x[i] * y[i - 1];
}

/* One step back: the trial points are made again from y. */
static void go_back(
    ptrdiff_t width, const double *restrict x, double h, const double *restrict y, double *restrict adjoint, double *restrict gradient)
{
    double half = h / 2, sixth = h / 6, third = h / 3;
    ptrdiff_t last = width - 1;
    double a1 = first_trial(x, y, half, last - 1), a2 = first_trial(x, y, half, last - 2);
    double b1 = y[last - 1] + half * x[last - 1] * a2;
    double to_before = 0, to_a = 0, to_b = 0, to_c = 0;
    for (ptrdiff_t i = last; i >= 4; i--) {
        double incoming = adjoint[i];
        double k4 = sixth * incoming;
        double k3 = third * incoming + h * to_c;
        double k2 = third * incoming + half * to_b;
        double k1 = sixth * incoming + half * to_a;
        double a3 = first_trial(x, y, half, i - 3);
        double b2 = y[i - 2] + half * x[i - 2] * a3;
        double c1 = y[i - 1] + h * x[i - 1] * b2;
        gradient[i - 4] += k1 * y[i - 1] + k2 * a1 + k3 * b1 + k4 * c1;
        adjoint[i] = incoming + to_before + to_a + to_b + to_c;
        to_before = x[i] * k1;
        to_a = x[i] * k2;
        to_b = x[i] * k3;
        to_c = x[i] * k4;
        a1 = a2;
        a2 = a3;
        b1 = b2;
    }
}

void ode_gradient(ptrdiff_t n, ptrdiff_t steps, const double *restrict x, double *restrict gradient)
{
    double h = end_time / steps;
    ptrdiff_t width = n + 4;
    double *rows = malloc((steps + 3) * width * sizeof(double));
    double *adjoint = rows + (steps + 1) * width, *padded = adjoint + width;
    memset(padded, 0, 4 * sizeof(double));
    memcpy(padded + 4, x, n * sizeof(double));
    memset(rows, 0, width * sizeof(double));
    rows[3] = 1;
    for (ptrdiff_t step = 0; step < steps; step++)
        advance(width, padded, h, rows + step * width, rows + (step + 1) * width);

    memset(adjoint, 0, width * sizeof(double));
    adjoint[width - 1] = 1;
    memset(gradient, 0, n * sizeof(double));
    for (ptrdiff_t step = steps - 1; step >= 0; step--)
        go_back(width, padded, h, rows + step * width, adjoint, gradient);
    free(rows);
}
