using System.Globalization;
using System.Numerics;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Training;

/// <summary>
/// A loss or penalty with its hyperparameters, as text. Records print theirs, nested ones too, with all digits. What prints only its name is
/// evaluated at a point, and told by the first digits of the result.
/// </summary>
internal static class HyperparameterText
{
    private const int ProbedWeights = 16;

    public static string OfLoss<T, TLoss>(TLoss loss)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int> =>
        Of(loss) ?? $"{typeof(TLoss)} with {Digits(loss.Evaluate(Probe<T>(BinaryTargets.ScoreCount(loss, 2)), 0))} at a point";

    public static string OfPenalty<T, TPenalty>(TPenalty penalty)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TPenalty : struct, IPenalty<T> =>
        Of(penalty) ?? $"{typeof(TPenalty)} with {Digits(penalty.Evaluate(Probe<T>(ProbedWeights)))} at a point";

    /// <summary>Type and printed text; null where the type has no text of its own.</summary>
    private static string? Of<TStruct>(TStruct value)
        where TStruct : struct
    {
        // Records print numbers as the current culture does.
        CultureInfo own = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            string? text = value.ToString();
            return text == typeof(TStruct).ToString() ? null : $"{typeof(TStruct)} {text}";
        }
        finally
        {
            CultureInfo.CurrentCulture = own;
        }
    }

    /// <summary>Numbers of both signs, none of which is special.</summary>
    private static T[] Probe<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, count).Select(i => T.CreateTruncating(Math.Sin(1.0 + i)))];

    private static string Digits<T>(T value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        value.ToString("E3", CultureInfo.InvariantCulture);
}
