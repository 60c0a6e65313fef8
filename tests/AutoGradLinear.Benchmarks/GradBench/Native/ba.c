/* Errors of bundle adjustment as in BundleAdjustment.cs, and their sparse Jacobian by hand. */
#include <math.h>

enum { camera_size = 11, row_size = camera_size + 3 + 1 };

static double dot(const double *a, const double *b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

static void cross(const double *restrict a, const double *restrict b, double *restrict result)
{
    result[0] = a[1] * b[2] - a[2] * b[1];
    result[1] = a[2] * b[0] - a[0] * b[2];
    result[2] = a[0] * b[1] - a[1] * b[0];
}

static void rotate(const double *restrict rotation, const double *restrict vector, double *restrict result)
{
    double squared_angle = dot(rotation, rotation), product[3];
    if (squared_angle == 0)
    {
        cross(rotation, vector, product);
        for (int i = 0; i < 3; i++)
            result[i] = vector[i] + product[i];
        return;
    }

    double angle = sqrt(squared_angle), cosine = cos(angle), sine = sin(angle), inverse = 1 / angle;
    double axis[3] = { inverse * rotation[0], inverse * rotation[1], inverse * rotation[2] };
    double along = dot(axis, vector) * (1 - cosine);
    cross(axis, vector, product);
    for (int i = 0; i < 3; i++)
        result[i] = cosine * vector[i] + sine * product[i] + along * axis[i];
}

static void error_of(const double *camera, const double *point, double weight, const double *feature, double *error)
{
    double vector[3] = { point[0] - camera[3], point[1] - camera[4], point[2] - camera[5] }, seen[3];
    rotate(camera, vector, seen);
    double x = seen[0] / seen[2], y = seen[1] / seen[2], squared_radius = x * x + y * y;
    double distortion = 1 + camera[9] * squared_radius + camera[10] * squared_radius * squared_radius;
    error[0] = weight * (x * distortion * camera[6] + camera[7] - feature[0]);
    error[1] = weight * (y * distortion * camera[6] + camera[8] - feature[1]);
}

void ba_value(
    int observations, const double *cameras, const double *points, const int *camera_indices, const int *point_indices,
    const double *weights, const double *features, double *errors, double *weight_errors)
{
    for (int i = 0; i < observations; i++)
    {
        error_of(cameras + camera_size * camera_indices[i], points + 3 * point_indices[i], weights[i], features + 2 * i, errors + 2 * i);
        weight_errors[i] = 1 - weights[i] * weights[i];
    }
}

/* The transpose of R, or R itself for sign = 1, times a vector. */
static void turn(
    const double *restrict axis, double cosine, double sine, double sign, const double *restrict vector, double *restrict result)
{
    double product[3], along = dot(axis, vector) * (1 - cosine);
    cross(axis, vector, product);
    for (int i = 0; i < 3; i++)
        result[i] = cosine * vector[i] + sign * sine * product[i] + along * axis[i];
}

static void block_of(const double *camera, const double *point, double weight, const double *feature, double *block)
{
    double vector[3] = { point[0] - camera[3], point[1] - camera[4], point[2] - camera[5] }, seen[3], axis[3] = { 0, 0, 0 };
    double squared_angle = dot(camera, camera), sine = 0, cosine = 1, ratio = 1, complement = 0;
    if (squared_angle != 0)
    {
        double inverse = 1 / sqrt(squared_angle), angle = squared_angle * inverse;
        sine = sin(angle);
        cosine = cos(angle);
        for (int i = 0; i < 3; i++)
            axis[i] = inverse * camera[i];
        ratio = sine * inverse;
        complement = (1 - cosine) * inverse;
    }

    turn(axis, cosine, sine, 1, vector, seen);
    double scale = 1 / seen[2], position[2] = { seen[0] * scale, seen[1] * scale };
    double squared_radius = position[0] * position[0] + position[1] * position[1];
    double distortion = 1 + squared_radius * (camera[9] + squared_radius * camera[10]);
    double twice_slope = 2 * (camera[9] + 2 * camera[10] * squared_radius), factor = weight * camera[6] * scale;
    for (int row = 0; row < 2; row++)
    {
        double *result = block + row * row_size, slope[3], of_point[3], moment[3], turned[3];
        for (int j = 0; j < 2; j++)
            slope[j] = factor * twice_slope * position[row] * position[j];
        slope[row] += factor * distortion;
        slope[2] = -(slope[0] * position[0] + slope[1] * position[1]);
        turn(axis, cosine, sine, -1, slope, of_point);
        cross(vector, of_point, moment);
        cross(axis, moment, turned);
        double along = (1 - ratio) * dot(axis, moment);
        for (int j = 0; j < 3; j++)
        {
            result[j] = ratio * moment[j] + along * axis[j] + complement * turned[j];
            result[3 + j] = -of_point[j];
            result[camera_size + j] = of_point[j];
        }

        result[6] = weight * distortion * position[row];
        result[7] = row == 0 ? weight : 0;
        result[8] = row == 0 ? 0 : weight;
        result[9] = weight * camera[6] * squared_radius * position[row];
        result[10] = squared_radius * result[9];
        result[row_size - 1] = camera[6] * distortion * position[row] + camera[7 + row] - feature[row];
    }
}

void ba_jacobian(
    int cameras_count, int points_count, int observations, const double *cameras, const double *points, const int *camera_indices,
    const int *point_indices, const double *weights, const double *features,
    double *restrict values, int *restrict columns, int *restrict rows)
{
    int first_point = camera_size * cameras_count, first_weight = first_point + 3 * points_count;
    rows[0] = 0;
    for (int i = 0; i < observations; i++)
    {
        int start = 2 * row_size * i, last = 2 * row_size * observations + i;
        for (int row = 0; row < 2; row++)
        {
            int *places = columns + start + row * row_size;
            for (int j = 0; j < camera_size; j++)
                places[j] = camera_size * camera_indices[i] + j;
            for (int j = 0; j < 3; j++)
                places[camera_size + j] = first_point + 3 * point_indices[i] + j;
            places[row_size - 1] = first_weight + i;
            rows[2 * i + row + 1] = start + (row + 1) * row_size;
        }

        block_of(cameras + camera_size * camera_indices[i], points + 3 * point_indices[i], weights[i], features + 2 * i, values + start);
        values[last] = -2 * weights[i];
        columns[last] = first_weight + i;
        rows[2 * observations + i + 1] = last + 1;
    }
}
