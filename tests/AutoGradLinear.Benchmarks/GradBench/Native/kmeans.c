/* Cost of k-means as in KMeans.cs, and its gradient and the diagonal of its Hessian by hand. */
#include <math.h>
#include <string.h>

static double squared_distance(int d, const double *restrict a, const double *restrict b)
{
    double sum = 0;
    for (int i = 0; i < d; i++)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

double kmeans_value(int centers_count, int count, int d, const double *centers, const double *points)
{
    double cost = 0;
    for (int i = 0; i < count; i++)
    {
        double closest = INFINITY;
        for (int k = 0; k < centers_count; k++)
        {
            double distance = squared_distance(d, points + i * d, centers + k * d);
            closest = distance < closest ? distance : closest;
        }

        cost += closest;
    }

    return cost;
}

double kmeans_gradient(
    int centers_count, int count, int d, const double *restrict centers, const double *restrict points,
    double *restrict gradient, double *restrict diagonal)
{
    memset(gradient, 0, sizeof(double) * centers_count * d);
    memset(diagonal, 0, sizeof(double) * centers_count * d);
    double cost = 0;
    for (int i = 0; i < count; i++)
    {
        double closest = INFINITY;
        int index = 0;
        for (int k = 0; k < centers_count; k++)
        {
            double distance = squared_distance(d, points + i * d, centers + k * d);
            if (distance < closest)
            {
                closest = distance;
                index = k;
            }
        }

        cost += closest;
        for (int j = 0; j < d; j++)
        {
            gradient[index * d + j] += 2 * (centers[index * d + j] - points[i * d + j]);
            diagonal[index * d + j] += 2;
        }
    }

    return cost;
}
