#include <stddef.h>
#include <string.h>

static void make_list(int size, int *next)
{
    for (int column = 0; column < size; column++)
        next[column] = column + 1;
    next[size] = 0;
}

static double minor_of(const double *restrict matrix, int size, int row, int *restrict next)
{
    if (row == size - 1)
        return matrix[row * size + next[size]];

    double sum = 0;
    double sign = 1;
    int before = size;
    for (int column = next[size]; column < size; column = next[column]) {
        next[before] = next[column];
        sum += sign * matrix[row * size + column] * minor_of(matrix, size, row + 1, next);
        next[before] = column;
        before = column;
        sign = -sign;
    }

    return sum;
}

void determinant(ptrdiff_t length, ptrdiff_t size, const double *restrict matrix, double *restrict value)
{
    (void)length;
    int next[size + 1];
    make_list(size, next);
    *value = minor_of(matrix, size, 0, next);
}

/* The factor in front of a minor is known when the expansion enters it. */
static double minor_with_gradient(
    const double *restrict matrix, int size, int row, int *restrict next, double factor, double *restrict gradient)
{
    if (row == size - 1) {
        gradient[row * size + next[size]] += factor;
        return matrix[row * size + next[size]];
    }

    double sum = 0;
    double sign = 1;
    int before = size;
    for (int column = next[size]; column < size; column = next[column]) {
        next[before] = next[column];
        double element = sign * matrix[row * size + column];
        double minor = minor_with_gradient(matrix, size, row + 1, next, factor * element, gradient);
        gradient[row * size + column] += sign * factor * minor;
        sum += element * minor;
        next[before] = column;
        before = column;
        sign = -sign;
    }

    return sum;
}

void determinant_gradient(ptrdiff_t length, ptrdiff_t size, const double *restrict matrix, double *restrict gradient)
{
    int next[size + 1];
    make_list(size, next);
    memset(gradient, 0, length * sizeof(double));
    minor_with_gradient(matrix, size, 0, next, 1, gradient);
}
