using AutoGradLinear.Losses;
using Spectre.Console;

namespace QuickStart;

/// <summary>The worked numbers of the lecture on linear classifiers (three images, three classes), by the generated code.</summary>
internal static class Lecture
{
    private static readonly (string Name, int Label, float[] Scores)[] Images =
    [
        ("cat", 0, [3.2f, 5.1f, -1.7f]),
        ("car", 1, [1.3f, 4.9f, 2.0f]),
        ("frog", 2, [2.2f, 2.5f, -3.1f]),
    ];

    public static void Show()
    {
        var hinge = new MulticlassHinge<float>(1f);
        var softmax = new SoftmaxCrossEntropy<float>();
        Table table = new Table().RoundedBorder().AddColumns("image", "scores (cat, car, frog)");
        foreach (string column in new[] { "hinge", "its gradient", "hinge, 2W", "softmax" })
            table.AddColumn(new TableColumn(column).RightAligned());

        float sum = 0f, doubledSum = 0f, softmaxSum = 0f;
        foreach ((string name, int label, float[] scores) in Images)
        {
            (float loss, float[] gradient) = Run(hinge, scores, label);
            float doubled = Run(hinge, [.. scores.Select(score => 2f * score)], label).Loss;
            float entropy = Run(softmax, scores, label).Loss;
            table.AddRow(
                name, string.Join("  ", scores.Select(score => $"{score:0.0}")), $"{loss:0.00}", string.Join(" ", gradient),
                $"{doubled:0.00}", $"{entropy:0.00}");
            sum += loss;
            doubledSum += doubled;
            softmaxSum += entropy;
        }

        table.AddRow("mean", "", $"{sum / 3f:0.00}", "", $"{doubledSum / 3f:0.00}", $"{softmaxSum / 3f:0.00}");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine("The car has loss 0 under W and under 2W: a W without loss is not unique, which is why there is a penalty.");

        float[] equal = new float[10];
        AnsiConsole.WriteLine(
            $"Ten equal scores, where training starts: hinge {Run(hinge, equal, 0).Loss:0}, "
            + $"softmax {Run(softmax, equal, 0).Loss:0.000} = ln 10.");
    }

    private static (float Loss, float[] Gradient) Run<TLoss>(TLoss loss, float[] scores, int label)
        where TLoss : struct, ILoss<float, int>
    {
        float[] gradient = new float[scores.Length];
        return (loss.ValueWithGradient(scores, label, gradient), gradient);
    }
}
