using System.Text.Json;
using AutoGradLinear.Benchmarks.GradBench;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>
/// lstm: <c>main_params</c> has two rows for each layer, weights and biases of the four gates; <c>extra_params</c> three rows; <c>state</c>
/// two for each layer; <c>sequence</c> one for each character.
/// </summary>
internal static class LstmModule
{
    public static Module Module { get; } = new("lstm",
    [
        new("objective", input =>
        {
            Network p = Network.Read(input);
            return Evaluation.OfNumber(() => Lstm.Objective(p.Main, p.Extra, p.State, p.Sequence, p.Bits));
        }),
        new("jacobian", input =>
        {
            Network p = Network.Read(input);
            int count = p.Main.Length;
            return Evaluation.OfRow(
                count + p.Extra.Length,
                gradient => Lstm.ObjectiveWithGradient(
                    p.Main, p.Extra, p.State, p.Sequence, p.Bits, gradient.AsSpan(0, count), gradient.AsSpan(count)));
        }),
    ]);

    private sealed record Network(double[] Main, double[] Extra, double[] State, double[] Sequence, int Bits)
    {
        public static Network Read(JsonElement input)
        {
            double[] sequence = Input.Rows(input, "sequence", out int bits);
            if (bits == 0 || sequence.Length < 2 * bits)
                throw new MessageException("'sequence' has less than two characters.");
            double[] main = Input.Rows(input, "main_params", out int width);
            int layers = main.Length / (8 * bits);
            if (layers == 0 || width != 4 * bits || main.Length % (8 * bits) != 0)
                throw new MessageException($"'main_params' does not have two rows of {4 * bits} numbers for each layer.");
            return new Network(
                main,
                Input.Rows(input, "extra_params", count: 3, width: bits),
                Input.Rows(input, "state", count: 2 * layers, width: bits),
                sequence,
                bits);
        }
    }
}
