/* Log-likelihood of a mixture of Gaussians with a Wishart prior, as in Gmm.cs, and its gradient by hand. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double pi = 3.14159265358979323846;

/* result = Q v, column by column below the diagonal. */
static void multiply(
    int d, const double *restrict diagonal, const double *restrict lower, const double *restrict v, double *restrict result)
{
    for (int j = 0; j < d; j++)
        result[j] = diagonal[j] * v[j];
    for (int column = 0; column < d; column++)
    {
        for (int row = column + 1; row < d; row++)
            result[row] += *lower++ * v[column];
    }
}

static double squared_norm(int n, const double *v)
{
    double sum = 0;
    for (int j = 0; j < n; j++)
        sum += v[j] * v[j];
    return sum;
}

static double log_sum_exp(int n, const double *terms)
{
    double largest = terms[0];
    for (int k = 1; k < n; k++)
        largest = terms[k] > largest ? terms[k] : largest;
    double sum = 0;
    for (int k = 0; k < n; k++)
        sum += exp(terms[k] - largest);
    return log(sum) + largest;
}

/* The same, and the softmax of the terms. */
static double softmax(int n, const double *terms, double *result)
{
    double largest = terms[0];
    for (int k = 1; k < n; k++)
        largest = terms[k] > largest ? terms[k] : largest;
    double sum = 0;
    for (int k = 0; k < n; k++)
        sum += result[k] = exp(terms[k] - largest);
    for (int k = 0; k < n; k++)
        result[k] /= sum;
    return log(sum) + largest;
}

static double constant(int count, int components, int d, double gamma, int m)
{
    int n = d + m + 1;
    double log_gamma = d * (d - 1) / 4.0 * log(pi);
    for (int j = 0; j < d; j++)
        log_gamma += lgamma((n - j) / 2.0);
    double c = n * d * (log(gamma) - 0.5 * log(2)) - log_gamma;
    return components * c - 0.5 * count * d * log(2 * pi);
}

static void prepare(int components, int d, const double *log_diagonals, double *diagonals, double *log_determinants)
{
    for (int k = 0; k < components; k++)
    {
        log_determinants[k] = 0;
        for (int j = k * d; j < (k + 1) * d; j++)
        {
            diagonals[j] = exp(log_diagonals[j]);
            log_determinants[k] += log_diagonals[j];
        }
    }
}

double gmm_value(
    int components, int count, int d, const double *alphas, const double *means, const double *log_diagonals, const double *lowers,
    const double *points, double gamma, int m)
{
    int lower_size = d * (d - 1) / 2;
    double *memory = malloc(sizeof(double) * (components * (d + 2) + 2 * d));
    double *diagonals = memory, *log_determinants = diagonals + components * d, *terms = log_determinants + components;
    double *centered = terms + components, *scaled = centered + d;
    prepare(components, d, log_diagonals, diagonals, log_determinants);
    double value = 0;
    for (int i = 0; i < count; i++)
    {
        for (int k = 0; k < components; k++)
        {
            for (int j = 0; j < d; j++)
                centered[j] = points[i * d + j] - means[k * d + j];
            multiply(d, diagonals + k * d, lowers + k * lower_size, centered, scaled);
            terms[k] = alphas[k] + log_determinants[k] - 0.5 * squared_norm(d, scaled);
        }

        value += log_sum_exp(components, terms);
    }

    for (int k = 0; k < components; k++)
    {
        double frobenius = squared_norm(d, diagonals + k * d) + squared_norm(lower_size, lowers + k * lower_size);
        value -= 0.5 * gamma * gamma * frobenius - m * log_determinants[k];
    }

    value += constant(count, components, d, gamma, m) - count * log_sum_exp(components, alphas);
    free(memory);
    return value;
}

/* Adds -Q' g to the gradient of a mean, and the lower triangle of g v' to that of Q. */
static void add_point(
    int d, const double *restrict v, const double *restrict g, const double *restrict diagonal, const double *restrict lower,
    double *restrict mean_gradient, double *restrict diagonal_gradient, double *restrict lower_gradient)
{
    for (int column = 0; column < d; column++)
    {
        int below = d - 1 - column;
        double sum = diagonal[column] * g[column];
        for (int row = 0; row < below; row++)
        {
            sum += lower[row] * g[column + 1 + row];
            lower_gradient[row] += v[column] * g[column + 1 + row];
        }

        mean_gradient[column] -= sum;
        diagonal_gradient[column] += g[column] * v[column];
        lower += below;
        lower_gradient += below;
    }
}

double gmm_gradient(
    int components, int count, int d, const double *alphas, const double *means, const double *log_diagonals, const double *lowers,
    const double *points, double gamma, int m,
    double *alphas_gradient, double *means_gradient, double *log_diagonals_gradient, double *lowers_gradient)
{
    int lower_size = d * (d - 1) / 2;
    double *memory = malloc(sizeof(double) * components * (3 * d + 2));
    double *diagonals = memory, *centered = diagonals + components * d, *scaled = centered + components * d;
    double *log_determinants = scaled + components * d, *weights = log_determinants + components;
    prepare(components, d, log_diagonals, diagonals, log_determinants);
    memset(alphas_gradient, 0, sizeof(double) * components);
    memset(means_gradient, 0, sizeof(double) * components * d);
    memset(log_diagonals_gradient, 0, sizeof(double) * components * d);
    memset(lowers_gradient, 0, sizeof(double) * components * lower_size);
    double value = 0;
    for (int i = 0; i < count; i++)
    {
        for (int k = 0; k < components; k++)
        {
            for (int j = 0; j < d; j++)
                centered[k * d + j] = points[i * d + j] - means[k * d + j];
            multiply(d, diagonals + k * d, lowers + k * lower_size, centered + k * d, scaled + k * d);
            weights[k] = alphas[k] + log_determinants[k] - 0.5 * squared_norm(d, scaled + k * d);
        }

        value += softmax(components, weights, weights);
        for (int k = 0; k < components; k++)
        {
            alphas_gradient[k] += weights[k];
            for (int j = k * d; j < (k + 1) * d; j++)
                scaled[j] *= -weights[k];
            add_point(
                d, centered + k * d, scaled + k * d, diagonals + k * d, lowers + k * lower_size,
                means_gradient + k * d, log_diagonals_gradient + k * d, lowers_gradient + k * lower_size);
        }
    }

    /* So far log_diagonals_gradient is that of the diagonals, and alphas_gradient that of the logarithms of determinants too. */
    double square = gamma * gamma;
    for (int k = 0; k < components; k++)
    {
        for (int j = k * d; j < (k + 1) * d; j++)
        {
            log_diagonals_gradient[j] = (log_diagonals_gradient[j] - square * diagonals[j]) * diagonals[j] + alphas_gradient[k] + m;
            value -= 0.5 * square * diagonals[j] * diagonals[j];
        }

        value += m * log_determinants[k];
    }

    for (int j = 0; j < components * lower_size; j++)
    {
        lowers_gradient[j] -= square * lowers[j];
        value -= 0.5 * square * lowers[j] * lowers[j];
    }

    value -= count * softmax(components, alphas, weights);
    for (int k = 0; k < components; k++)
        alphas_gradient[k] -= count * weights[k];
    free(memory);
    return value + constant(count, components, d, gamma, m);
}
