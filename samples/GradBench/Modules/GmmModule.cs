using System.Text.Json;
using AutoGradLinear.Benchmarks.GradBench;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>
/// gmm: <c>n</c> points <c>x</c> of <c>d</c> dimensions; <c>k</c> components with weights <c>alpha</c>, means <c>mu</c>, logarithms of
/// diagonals <c>q</c> and triangles <c>l</c>; <c>gamma</c> and <c>m</c> of the prior.
/// </summary>
internal static class GmmModule
{
    public static Module Module { get; } = new("gmm",
    [
        new("objective", input =>
        {
            Mixture p = Mixture.Read(input);
            return Evaluation.OfNumber(
                () => Gmm.Objective(p.Alphas, p.Means, p.LogDiagonals, p.Lowers, p.Points, p.Dimensions, p.Gamma, p.M));
        }),
        new("jacobian", Jacobian),
    ]);

    private static Evaluation Jacobian(JsonElement input)
    {
        Mixture p = Mixture.Read(input);
        double[] alphas = new double[p.Alphas.Length];
        double[] means = new double[p.Means.Length];
        double[] logDiagonals = new double[p.LogDiagonals.Length];
        double[] lowers = new double[p.Lowers.Length];
        return new Evaluation(
            () => Gmm.ObjectiveWithGradient(
                p.Alphas, p.Means, p.LogDiagonals, p.Lowers, p.Points, p.Dimensions, p.Gamma, p.M, alphas, means, logDiagonals, lowers),
            writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("alpha");
                Output.WriteRow(writer, alphas);
                writer.WritePropertyName("mu");
                Output.WriteRows(writer, means, alphas.Length);
                writer.WritePropertyName("q");
                Output.WriteRows(writer, logDiagonals, alphas.Length);
                writer.WritePropertyName("l");
                Output.WriteRows(writer, lowers, alphas.Length);
                writer.WriteEndObject();
            });
    }

    private sealed record Mixture(
        double[] Alphas, double[] Means, double[] LogDiagonals, double[] Lowers, double[] Points, int Dimensions, double Gamma, int M)
    {
        public static Mixture Read(JsonElement input)
        {
            int d = Input.Integer(input, "d", smallest: 1);
            int k = Input.Integer(input, "k", smallest: 1);
            int n = Input.Integer(input, "n", smallest: 1);
            return new Mixture(
                Input.Row(input, "alpha", length: k),
                Input.Rows(input, "mu", count: k, width: d),
                Input.Rows(input, "q", count: k, width: d),
                Input.Rows(input, "l", count: k, width: d * (d - 1) / 2),
                Input.Rows(input, "x", count: n, width: d),
                d,
                Input.Number(input, "gamma"),
                Input.Integer(input, "m", smallest: 0));
        }
    }
}
