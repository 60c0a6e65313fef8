using System.Text.Json;
using AutoGradLinear.Benchmarks.GradBench;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>
/// ba: <c>n</c> cameras that all are <c>cam</c>, <c>m</c> points that all are <c>x</c>, and <c>p</c> observations of weight <c>w</c> and
/// feature <c>feat</c>, of one camera and one point after the other. As these repeat, so do the outputs, and only the first of each is
/// written.
/// </summary>
internal static class BundleAdjustmentModule
{
    public static Module Module { get; } = new("ba", [new("objective", Objective), new("jacobian", Jacobian)]);

    private static Evaluation Objective(JsonElement input)
    {
        Scene scene = Read(input);
        int observations = scene.Weights.Length;
        double[] errors = new double[3 * observations];
        return new Evaluation(
            () => BundleAdjustment.Objective(scene, errors),
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("reproj_error");
                writer.WritePropertyName("elements");
                Output.WriteRow(writer, errors.AsSpan(0, 2));
                writer.WriteNumber("repeated", observations);
                writer.WriteEndObject();
                writer.WriteStartObject("w_err");
                writer.WritePropertyName("element");
                Output.WriteNumber(writer, errors[2 * observations]);
                writer.WriteNumber("repeated", observations);
                writer.WriteEndObject();
                writer.WriteEndObject();
            });
    }

    /// <summary>The block of the first observation, 2 × 15 entries, and after it the last entry, which is that of a weight.</summary>
    private static Evaluation Jacobian(JsonElement input)
    {
        const int Block = 2 * SparseJacobian.RowSize;
        Scene scene = Read(input);
        var jacobian = new SparseJacobian(scene);
        return new Evaluation(
            () => BundleAdjustment.Jacobian(scene, jacobian),
            writer =>
            {
                int rows = Math.Min(Block, jacobian.RowStarts.Length - 1);
                writer.WriteStartObject();
                writer.WritePropertyName("rows");
                Output.WriteRow(writer, [.. jacobian.RowStarts.Take(rows), jacobian.RowStarts[^1]]);
                writer.WritePropertyName("cols");
                Output.WriteRow(writer, [.. jacobian.Columns.Take(Block), jacobian.Columns[^1]]);
                writer.WritePropertyName("vals");
                Output.WriteRow(writer, [.. jacobian.Values.Take(Block), jacobian.Values[^1]]);
                writer.WriteEndObject();
            });
    }

    private static Scene Read(JsonElement input)
    {
        int cameras = Input.Integer(input, "n", smallest: 1);
        int points = Input.Integer(input, "m", smallest: 1);
        int observations = Input.Integer(input, "p", smallest: 1);
        double weight = Input.Number(input, "w");
        return new Scene(
            Repeat(Input.Row(input, "cam", length: BundleAdjustment.CameraSize), cameras),
            Repeat(Input.Row(input, "x", length: 3), points),
            [.. Enumerable.Range(0, observations).Select(i => i % cameras)],
            [.. Enumerable.Range(0, observations).Select(i => i % points)],
            Repeat([weight], observations),
            Repeat(Input.Row(input, "feat", length: 2), observations));
    }

    private static double[] Repeat(double[] row, int times) => [.. Enumerable.Repeat(row, times).SelectMany(numbers => numbers)];
}
