using AutoGradLinear.Losses;

namespace LectureTour.Worked;

/// <summary>One of the lecture's three images: its class and the scores that some W gives it.</summary>
/// <param name="Name">The right class.</param>
/// <param name="Label">Its index y.</param>
/// <param name="Scores">The scores s for cat, car and frog.</param>
internal sealed record WorkedImage(string Name, int Label, float[] Scores)
{
    public static IReadOnlyList<string> Classes { get; } = ["cat", "car", "frog"];

    public static WorkedImage Cat { get; } = new("cat", 0, [3.2f, 5.1f, -1.7f]);

    public static WorkedImage Car { get; } = new("car", 1, [1.3f, 4.9f, 2.0f]);

    public static WorkedImage Frog { get; } = new("frog", 2, [2.2f, 2.5f, -3.1f]);

    public static IReadOnlyList<WorkedImage> All { get; } = [Cat, Car, Frog];

    /// <summary>The same image under W times a factor: f(x) = W x is linear in W.</summary>
    public WorkedImage Scaled(float factor) => this with { Scores = [.. Scores.Select(score => factor * score)] };

    /// <summary>The same image with a number added to the score of one class.</summary>
    public WorkedImage Moved(int index, float by) =>
        this with { Scores = [.. Scores.Select((score, j) => j == index ? score + by : score)] };

    /// <summary>The loss of this image, by generated code.</summary>
    public float Loss<TLoss>(TLoss loss)
        where TLoss : struct, ILoss<float, int> => loss.Evaluate(Scores, Label);

    /// <summary>The gradient with respect to the scores, by generated code.</summary>
    public float[] Gradient<TLoss>(TLoss loss)
        where TLoss : struct, ILoss<float, int>
    {
        float[] gradient = new float[Scores.Length];
        loss.ValueWithGradient(Scores, Label, gradient);
        return gradient;
    }

    public override string ToString() => $"({string.Join(", ", Scores.Select(score => $"{score:0.0}"))})";

    /// <summary>The hinge written out: max(0, 5.1 − 3.2 + 1) + … = 2.9 + … = …</summary>
    public string HingeWrittenOut()
    {
        int[] others = [.. Enumerable.Range(0, Scores.Length).Where(j => j != Label)];
        float[] terms = [.. others.Select(j => MathF.Max(0f, Scores[j] - Scores[Label] + 1f))];
        return $"{Name}: L = {string.Join(" + ", others.Select(j => $"max(0, {Shown(Scores[j])} − {Shown(Scores[Label])} + 1)"))}"
            + $" = {string.Join(" + ", terms.Select(term => $"{term:0.0}"))} = {terms.Sum():0.0}";
    }

    private static string Shown(float score) => score < 0f ? $"({score:0.0})" : $"{score:0.0}";
}
