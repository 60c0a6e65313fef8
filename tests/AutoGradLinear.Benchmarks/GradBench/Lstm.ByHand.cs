using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGradLinear.Benchmarks.GradBench;

internal static partial class Lstm
{
    /// <summary>
    /// Value and gradient as they are written by hand. Rows are filled up with zeros to whole vectors; of each step and layer its input, its
    /// old hidden and cell values, its gates and tanh of its new cell values are kept.
    /// </summary>
    internal static double GradientByHand(
        ReadOnlySpan<double> mainParameters,
        ReadOnlySpan<double> extraParameters,
        ReadOnlySpan<double> initialState,
        ReadOnlySpan<double> sequence,
        int bits,
        Span<double> mainGradient,
        Span<double> extraGradient)
    {
        int characters = sequence.Length / bits;
        int layers = initialState.Length / (2 * bits);
        int width = (bits + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        double[] main = Widen(mainParameters, bits, width);
        double[] extra = Widen(extraParameters, bits, width);
        double[] state = Widen(initialState, bits, width);
        double[] mainSums = new double[main.Length];
        double[] extraSums = new double[extra.Length];
        double[] stateAdjoint = new double[state.Length];
        double[] row = new double[width];
        double[] adjoint = new double[width];
        double[] factors = new double[4 * width];

        int kept = 8 * width;
        double[] outputs = ArrayPool<double>.Shared.Rent((characters - 1) * 2 * width);
        double[] steps = ArrayPool<double>.Shared.Rent((characters - 1) * layers * kept);
        double total = 0;
        for (int t = 0; t < characters - 1; t++)
        {
            sequence.Slice(t * bits, bits).CopyTo(row);
            Span<double> input = adjoint;
            TensorPrimitives.Multiply(row, extra.AsSpan(0, width), input);
            for (int layer = 0; layer < layers; layer++)
            {
                Span<double> hidden = state.AsSpan(2 * layer * width, width);
                StepByHand(
                    main.AsSpan(8 * layer * width, 8 * width), hidden, state.AsSpan((2 * layer + 1) * width, width), input,
                    factors, steps.AsSpan((t * layers + layer) * kept, kept));
                input = hidden;
            }

            // Kept: the last hidden values, and the part of the slope that the sum of exponentials gives.
            Span<double> last = outputs.AsSpan(2 * t * width, width);
            Span<double> slope = outputs.AsSpan((2 * t + 1) * width, width);
            input.CopyTo(last);
            TensorPrimitives.MultiplyAdd(last, extra.AsSpan(width, width), extra.AsSpan(2 * width, width), slope);
            ReadOnlySpan<double> expected = sequence.Slice((t + 1) * bits, bits);
            double expectedSum = TensorPrimitives.Sum(expected);
            total += TensorPrimitives.Dot(expected, slope[..bits]);
            TensorPrimitives.Exp(slope, slope);
            double sum = 2 + TensorPrimitives.Sum<double>(slope[..bits]);
            total -= expectedSum * Math.Log(sum);
            TensorPrimitives.Multiply(slope, -expectedSum / sum, slope);
            TensorPrimitives.Add(slope[..bits], expected, slope[..bits]);
            slope[bits..].Clear();
        }

        double seed = -1.0 / (bits * (characters - 1));
        for (int t = characters - 2; t >= 0; t--)
        {
            Span<double> slope = outputs.AsSpan((2 * t + 1) * width, width);
            TensorPrimitives.Multiply(slope, seed, slope);
            Span<double> weightSums = extraSums.AsSpan(width, width);
            Span<double> biasSums = extraSums.AsSpan(2 * width, width);
            TensorPrimitives.MultiplyAdd(slope, outputs.AsSpan(2 * t * width, width), weightSums, weightSums);
            TensorPrimitives.Add(slope, biasSums, biasSums);
            TensorPrimitives.Multiply(slope, extra.AsSpan(width, width), adjoint);
            for (int layer = layers - 1; layer >= 0; layer--)
            {
                StepBackByHand(
                    main.AsSpan(8 * layer * width, 4 * width), steps.AsSpan((t * layers + layer) * kept, kept),
                    stateAdjoint.AsSpan(2 * layer * width, 2 * width), adjoint, mainSums.AsSpan(8 * layer * width, 8 * width));
            }

            sequence.Slice(t * bits, bits).CopyTo(row);
            TensorPrimitives.MultiplyAdd(adjoint, row, extraSums.AsSpan(0, width), extraSums.AsSpan(0, width));
        }

        ArrayPool<double>.Shared.Return(outputs);
        ArrayPool<double>.Shared.Return(steps);
        Narrow(mainSums, bits, width, mainGradient);
        Narrow(extraSums, bits, width, extraGradient);
        return total * seed;
    }

    /// <summary>A step of one layer; kept are input, old hidden values, gates, old cell values and tanh of the new ones.</summary>
    private static void StepByHand(
        ReadOnlySpan<double> parameters,
        Span<double> hidden,
        Span<double> cell,
        ReadOnlySpan<double> input,
        Span<double> factors,
        Span<double> kept)
    {
        int width = hidden.Length;
        input.CopyTo(factors);
        hidden.CopyTo(factors[width..]);
        input.CopyTo(factors[(2 * width)..]);
        hidden.CopyTo(factors[(3 * width)..]);
        input.CopyTo(kept);
        hidden.CopyTo(kept[width..]);
        Span<double> gates = kept.Slice(2 * width, 4 * width);
        TensorPrimitives.MultiplyAdd(factors, parameters[..(4 * width)], parameters[(4 * width)..], gates);
        TensorPrimitives.Sigmoid(gates[..(3 * width)], gates);
        TensorPrimitives.Tanh(gates[(3 * width)..], gates[(3 * width)..]);
        cell.CopyTo(kept[(6 * width)..]);
        TensorPrimitives.Multiply(cell, gates[..width], cell);
        TensorPrimitives.MultiplyAdd(gates.Slice(width, width), gates.Slice(3 * width, width), cell, cell);
        Span<double> activation = kept.Slice(7 * width, width);
        TensorPrimitives.Tanh(cell, activation);
        TensorPrimitives.Multiply(gates.Slice(2 * width, width), activation, hidden);
    }

    /// <summary>Back through a step: adjoint is that of the hidden values from above on entry, and that of the input at the end.</summary>
    private static void StepBackByHand(
        ReadOnlySpan<double> weights, ReadOnlySpan<double> kept, Span<double> stateAdjoint, Span<double> adjoint, Span<double> sums)
    {
        int width = adjoint.Length;
        var one = Vector<double>.One;
        for (int i = 0; i < width; i += Vector<double>.Count)
        {
            Vector<double> input = Load(kept, i), hidden = Load(kept, width + i);
            Vector<double> forget = Load(kept, 2 * width + i), ingate = Load(kept, 3 * width + i);
            Vector<double> outgate = Load(kept, 4 * width + i), change = Load(kept, 5 * width + i);
            Vector<double> cell = Load(kept, 6 * width + i), activation = Load(kept, 7 * width + i);

            Vector<double> hiddenAdjoint = Load(adjoint, i) + Load(stateAdjoint, i);
            Vector<double> cellAdjoint = Load(stateAdjoint, width + i) + hiddenAdjoint * outgate * (one - activation * activation);
            Vector<double> forgetSlope = cellAdjoint * cell * forget * (one - forget);
            Vector<double> inSlope = cellAdjoint * change * ingate * (one - ingate);
            Vector<double> outSlope = hiddenAdjoint * activation * outgate * (one - outgate);
            Vector<double> changeSlope = cellAdjoint * ingate * (one - change * change);

            Store(cellAdjoint * forget, stateAdjoint, width + i);
            Store(inSlope * Load(weights, width + i) + changeSlope * Load(weights, 3 * width + i), stateAdjoint, i);
            Store(forgetSlope * Load(weights, i) + outSlope * Load(weights, 2 * width + i), adjoint, i);
            Add(forgetSlope * input, sums, i);
            Add(inSlope * hidden, sums, width + i);
            Add(outSlope * input, sums, 2 * width + i);
            Add(changeSlope * hidden, sums, 3 * width + i);
            Add(forgetSlope, sums, 4 * width + i);
            Add(inSlope, sums, 5 * width + i);
            Add(outSlope, sums, 6 * width + i);
            Add(changeSlope, sums, 7 * width + i);
        }

        static Vector<double> Load(ReadOnlySpan<double> row, int at) => new(row[at..]);

        static void Store(Vector<double> vector, Span<double> row, int at) => vector.CopyTo(row[at..]);

        static void Add(Vector<double> vector, Span<double> row, int at) => (Load(row, at) + vector).CopyTo(row[at..]);
    }

    private static double[] Widen(ReadOnlySpan<double> rows, int bits, int width)
    {
        double[] wide = new double[rows.Length / bits * width];
        for (int i = 0; i < rows.Length / bits; i++)
            rows.Slice(i * bits, bits).CopyTo(wide.AsSpan(i * width));
        return wide;
    }

    private static void Narrow(ReadOnlySpan<double> wide, int bits, int width, Span<double> rows)
    {
        for (int i = 0; i < rows.Length / bits; i++)
            wide.Slice(i * width, bits).CopyTo(rows[(i * bits)..]);
    }
}
