namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>
/// The loss of a network of long short-term memory whose matrices are diagonal, over a text of which each character is a row of bits:
/// −(Σₜ Σⱼ xₜ₊₁ⱼ (yₜⱼ − ln(2 + Σ exp yₜ))) / (b (T − 1)), with b bits, T characters, and yₜ predicted from x₀ … xₜ.
/// </summary>
/// <remarks>
/// Per layer, the main parameters are four rows of weights and four of biases (forget, in, out, change), the state is a row of hidden and a
/// row of cell values. The extra parameters are three rows: weights of the input, weights and biases of the output.
/// </remarks>
internal static partial class Lstm
{
    [Differentiable]
    internal static double Objective(
        ReadOnlySpan<double> mainParameters,
        ReadOnlySpan<double> extraParameters,
        [NoGradient] ReadOnlySpan<double> initialState,
        [NoGradient] ReadOnlySpan<double> sequence,
        int bits)
    {
        int characters = sequence.Length / bits;
        double[] state = initialState.ToArray();
        double[] prediction = new double[bits];
        double total = 0;
        for (int t = 0; t < characters - 1; t++)
        {
            Predict(mainParameters, extraParameters, state, sequence.Slice(t * bits, bits), prediction);
            double normaliser = LogSumExp(prediction);
            ReadOnlySpan<double> expected = sequence.Slice((t + 1) * bits, bits);
            for (int i = 0; i < bits; i++)
                total += expected[i] * (prediction[i] - normaliser);
        }

        return -total / (bits * (characters - 1));
    }

    private static void Predict(
        ReadOnlySpan<double> mainParameters,
        ReadOnlySpan<double> extraParameters,
        Span<double> state,
        ReadOnlySpan<double> character,
        Span<double> prediction)
    {
        int bits = character.Length;
        for (int i = 0; i < bits; i++)
            prediction[i] = character[i] * extraParameters[i];

        Span<double> input = prediction;
        for (int layer = 0; layer < state.Length / (2 * bits); layer++)
        {
            Span<double> hidden = state.Slice(2 * layer * bits, bits);
            Span<double> cell = state.Slice((2 * layer + 1) * bits, bits);
            Step(mainParameters.Slice(8 * layer * bits, 8 * bits), hidden, cell, input);
            input = hidden;
        }

        for (int i = 0; i < bits; i++)
            prediction[i] = input[i] * extraParameters[bits + i] + extraParameters[2 * bits + i];
    }

    private static void Step(ReadOnlySpan<double> parameters, Span<double> hidden, Span<double> cell, ReadOnlySpan<double> input)
    {
        int bits = hidden.Length;
        ReadOnlySpan<double> weights = parameters[..(4 * bits)];
        ReadOnlySpan<double> biases = parameters[(4 * bits)..];
        for (int i = 0; i < bits; i++)
        {
            double forget = Sigmoid(input[i] * weights[i] + biases[i]);
            double ingate = Sigmoid(hidden[i] * weights[bits + i] + biases[bits + i]);
            double outgate = Sigmoid(input[i] * weights[2 * bits + i] + biases[2 * bits + i]);
            double change = Math.Tanh(hidden[i] * weights[3 * bits + i] + biases[3 * bits + i]);
            cell[i] = cell[i] * forget + ingate * change;
            hidden[i] = outgate * Math.Tanh(cell[i]);
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double LogSumExp(ReadOnlySpan<double> values)
    {
        double sum = 2;
        for (int i = 0; i < values.Length; i++)
            sum += Math.Exp(values[i]);
        return Math.Log(sum);
    }
}
