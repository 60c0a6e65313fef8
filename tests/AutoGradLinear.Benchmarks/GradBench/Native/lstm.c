/* Loss of a network of long short-term memory with diagonal matrices, as in Lstm.cs, and its gradient by hand. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

static void step(int b, const double *restrict p, double *restrict hidden, double *restrict cell, const double *input)
{
    for (int i = 0; i < b; i++)
    {
        double forget = sigmoid(input[i] * p[i] + p[4 * b + i]);
        double ingate = sigmoid(hidden[i] * p[b + i] + p[5 * b + i]);
        double outgate = sigmoid(input[i] * p[2 * b + i] + p[6 * b + i]);
        double change = tanh(hidden[i] * p[3 * b + i] + p[7 * b + i]);
        cell[i] = cell[i] * forget + ingate * change;
        hidden[i] = outgate * tanh(cell[i]);
    }
}

double lstm_value(
    int layers, int characters, int b, const double *main, const double *extra, const double *initial_state, const double *sequence)
{
    double *state = malloc(sizeof(double) * b * (2 * layers + 1));
    double *prediction = state + 2 * layers * b;
    memcpy(state, initial_state, sizeof(double) * 2 * layers * b);
    double total = 0;
    for (int t = 0; t < characters - 1; t++)
    {
        for (int i = 0; i < b; i++)
            prediction[i] = sequence[t * b + i] * extra[i];
        const double *input = prediction;
        for (int layer = 0; layer < layers; layer++)
        {
            double *hidden = state + 2 * layer * b;
            step(b, main + 8 * layer * b, hidden, hidden + b, input);
            input = hidden;
        }

        double sum = 2;
        for (int i = 0; i < b; i++)
        {
            prediction[i] = input[i] * extra[b + i] + extra[2 * b + i];
            sum += exp(prediction[i]);
        }

        double normaliser = log(sum);
        for (int i = 0; i < b; i++)
            total += sequence[(t + 1) * b + i] * (prediction[i] - normaliser);
    }

    free(state);
    return -total / (b * (characters - 1));
}

/* A unit's step: what the way back needs. */
typedef struct { double input, hidden, cell, forget, ingate, outgate, change, activation; } unit;

static void step_kept(
    int b, const double *restrict p, double *restrict hidden, double *restrict cell, const double *input, unit *restrict kept)
{
    for (int i = 0; i < b; i++)
    {
        unit u = { .input = input[i], .hidden = hidden[i], .cell = cell[i] };
        u.forget = sigmoid(u.input * p[i] + p[4 * b + i]);
        u.ingate = sigmoid(u.hidden * p[b + i] + p[5 * b + i]);
        u.outgate = sigmoid(u.input * p[2 * b + i] + p[6 * b + i]);
        u.change = tanh(u.hidden * p[3 * b + i] + p[7 * b + i]);
        cell[i] = u.cell * u.forget + u.ingate * u.change;
        u.activation = tanh(cell[i]);
        hidden[i] = u.outgate * u.activation;
        kept[i] = u;
    }
}

/* adjoint: of the new hidden values on entry, of the input at the end. */
static void step_back(
    int b, const double *restrict p, const unit *restrict kept, double *restrict hidden_adjoint, double *restrict cell_adjoint,
    double *restrict adjoint, double *restrict gradient)
{
    for (int i = 0; i < b; i++)
    {
        unit u = kept[i];
        double of_hidden = adjoint[i] + hidden_adjoint[i];
        double of_cell = cell_adjoint[i] + of_hidden * u.outgate * (1 - u.activation * u.activation);
        double forget = of_cell * u.cell * u.forget * (1 - u.forget);
        double ingate = of_cell * u.change * u.ingate * (1 - u.ingate);
        double outgate = of_hidden * u.activation * u.outgate * (1 - u.outgate);
        double change = of_cell * u.ingate * (1 - u.change * u.change);
        cell_adjoint[i] = of_cell * u.forget;
        hidden_adjoint[i] = ingate * p[b + i] + change * p[3 * b + i];
        adjoint[i] = forget * p[i] + outgate * p[2 * b + i];
        gradient[i] += forget * u.input;
        gradient[b + i] += ingate * u.hidden;
        gradient[2 * b + i] += outgate * u.input;
        gradient[3 * b + i] += change * u.hidden;
        gradient[4 * b + i] += forget;
        gradient[5 * b + i] += ingate;
        gradient[6 * b + i] += outgate;
        gradient[7 * b + i] += change;
    }
}

double lstm_gradient(
    int layers, int characters, int b, const double *main, const double *extra, const double *initial_state, const double *sequence,
    double *main_gradient, double *extra_gradient)
{
    int steps = characters - 1;
    unit *kept = malloc(sizeof(unit) * steps * layers * b);
    double *memory = calloc(b * (4 * layers + 1 + 2 * (size_t)steps), sizeof(double));
    double *state = memory, *state_adjoint = state + 2 * layers * b, *adjoint = state_adjoint + 2 * layers * b;
    double *last = adjoint + b, *slopes = last + (size_t)steps * b;
    memcpy(state, initial_state, sizeof(double) * 2 * layers * b);
    memset(main_gradient, 0, sizeof(double) * 8 * layers * b);
    memset(extra_gradient, 0, sizeof(double) * 3 * b);
    double total = 0, seed = -1.0 / (b * steps);
    for (int t = 0; t < steps; t++)
    {
        for (int i = 0; i < b; i++)
            adjoint[i] = sequence[t * b + i] * extra[i];
        const double *input = adjoint;
        for (int layer = 0; layer < layers; layer++)
        {
            double *hidden = state + 2 * layer * b;
            step_kept(b, main + 8 * layer * b, hidden, hidden + b, input, kept + (t * layers + layer) * b);
            input = hidden;
        }

        memcpy(last + t * b, input, sizeof(double) * b);
        double sum = 2, expected_sum = 0;
        for (int i = 0; i < b; i++)
        {
            double prediction = input[i] * extra[b + i] + extra[2 * b + i], expected = sequence[(t + 1) * b + i];
            total += expected * prediction;
            expected_sum += expected;
            sum += slopes[t * b + i] = exp(prediction);
        }

        total -= expected_sum * log(sum);
        for (int i = 0; i < b; i++)
            slopes[t * b + i] = seed * (sequence[(t + 1) * b + i] - expected_sum / sum * slopes[t * b + i]);
    }

    for (int t = steps - 1; t >= 0; t--)
    {
        for (int i = 0; i < b; i++)
        {
            double slope = slopes[t * b + i];
            extra_gradient[b + i] += slope * last[t * b + i];
            extra_gradient[2 * b + i] += slope;
            adjoint[i] = slope * extra[b + i];
        }

        for (int layer = layers - 1; layer >= 0; layer--)
        {
            double *hidden_adjoint = state_adjoint + 2 * layer * b;
            step_back(
                b, main + 8 * layer * b, kept + (t * layers + layer) * b, hidden_adjoint, hidden_adjoint + b,
                adjoint, main_gradient + 8 * layer * b);
        }

        for (int i = 0; i < b; i++)
            extra_gradient[i] += adjoint[i] * sequence[t * b + i];
    }

    free(kept);
    free(memory);
    return total * seed;
}
