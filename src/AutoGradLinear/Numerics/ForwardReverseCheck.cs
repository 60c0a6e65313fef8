using System.Globalization;
using System.Numerics;

namespace AutoGradLinear.Numerics;

/// <summary>Compares ⟨ȳ, J ẋ⟩ of a pushforward with ⟨Jᵀ ȳ, ẋ⟩ of a pullback, for random ẋ and ȳ.</summary>
internal sealed class ForwardReverseCheck<T>(
    VectorPushforward<T> pushforward, VectorPullback<T> pullback, T[] point, int resultLength, GradientCheckOptions options)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Up to so many elements of the Jacobian are compared one by one, to say where the derivatives differ.</summary>
    private const int MostElements = 4096;

    private readonly double precision = CheckDirections.PrecisionOf<T>();
    private readonly DeterministicRandom random = new(options.Seed);
    private readonly List<string> problems = [];
    private readonly T[] forwardResult = new T[resultLength];
    private readonly T[] reverseResult = new T[resultLength];

    public IdentityCheckReport Run()
    {
        var entries = new List<IdentityCheckEntry>();
        for (int trial = 0; trial < options.Directions; trial++)
            entries.Add(Compare(trial));
        CompareValues();
        bool failed = entries.Any(entry => entry.Status != GradientCheckStatus.Right);
        if (failed && (long)point.Length * resultLength <= MostElements)
            entries.AddRange(Elements().Where(entry => entry.Status != GradientCheckStatus.Right));
        return new IdentityCheckReport(
            "forward against reverse",
            "⟨ȳ, J ẋ⟩ = ⟨Jᵀ ȳ, ẋ⟩",
            "Left is the pushforward, right the pullback. Compare each with differences (GradientCheck.Check, GradientCheck.TaylorRemainder) to see which one is wrong.",
            entries,
            problems);
    }

    /// <summary>Every second pair of directions is balanced, so that every coordinate and every result counts the same.</summary>
    private IdentityCheckEntry Compare(int trial)
    {
        T[] tangent = CheckDirections.Random<T>(random, point);
        T[] adjoint = CheckDirections.Random<T>(random, new T[resultLength]);
        if (trial % 2 == 1)
        {
            adjoint = CheckDirections.Balanced<T>(random, Forward(point, tangent));
            tangent = CheckDirections.Balanced<T>(random, Reverse(point, adjoint));
        }

        T[] moved = CheckDirections.Neighbour<T>(random, point);
        SidesOfIdentity away = SidesOfIdentity.Of<T>(adjoint, Forward(moved, tangent), Reverse(moved, adjoint), tangent);
        T[] reverse = Reverse(point, adjoint);
        RequireAdded(adjoint, reverse);
        SidesOfIdentity here = SidesOfIdentity.Of<T>(adjoint, Forward(point, tangent), reverse, tangent);
        string where = string.Create(CultureInfo.InvariantCulture, $"directions {trial}{(trial % 2 == 1 ? " (balanced)" : "")}");
        return here.Judge(where, away, point.Length + resultLength, precision, options.Tolerance);
    }

    /// <summary>The elements of the Jacobian, by columns from the pushforward and by rows from the pullback.</summary>
    private IEnumerable<IdentityCheckEntry> Elements()
    {
        T[][] columns = [.. Enumerable.Range(0, point.Length).Select(k => Forward(point, Unit(point.Length, k)))];
        for (int i = 0; i < resultLength; i++)
        {
            T[] row = Reverse(point, Unit(resultLength, i));
            for (int k = 0; k < point.Length; k++)
            {
                double left = double.CreateTruncating(columns[k][i]);
                double right = double.CreateTruncating(row[k]);
                var sides = new SidesOfIdentity(left, right, Math.Abs(left) + Math.Abs(right));
                string where = string.Create(CultureInfo.InvariantCulture, $"∂result[{i}] / ∂x[{k}]");
                yield return sides.Judge(where, sides, point.Length + resultLength, precision, options.Tolerance);
            }
        }
    }

    /// <summary>J ẋ; NaN where nothing was written.</summary>
    private T[] Forward(T[] at, T[] tangent)
    {
        var resultTangent = new T[resultLength];
        resultTangent.AsSpan().Fill(T.NaN);
        forwardResult.AsSpan().Fill(T.NaN);
        pushforward(at, forwardResult, tangent, resultTangent);
        if (resultTangent.Any(T.IsNaN))
            problems.Add("a tangent of the pushforward is NaN, or was not written");
        return resultTangent;
    }

    /// <summary>Jᵀ ȳ.</summary>
    private T[] Reverse(T[] at, T[] adjoint)
    {
        var pointAdjoint = new T[point.Length];
        reverseResult.AsSpan().Fill(T.NaN);
        pullback(at, reverseResult, adjoint, pointAdjoint);
        return pointAdjoint;
    }

    /// <summary>A pullback adds: a second call doubles what the first one left.</summary>
    private void RequireAdded(T[] adjoint, T[] once)
    {
        T[] twice = [.. once];
        pullback(point, reverseResult, adjoint, twice);
        for (int k = 0; k < once.Length; k++)
        {
            double expected = 2.0 * double.CreateTruncating(once[k]);
            double rounding = precision * (SidesOfIdentity.Roundings + resultLength) * Math.Abs(expected);
            double spread = Math.Sqrt(precision) * once.Max(value => Math.Abs(double.CreateTruncating(value)));
            if (Math.Abs(double.CreateTruncating(twice[k]) - expected) > rounding + spread)
            {
                problems.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"the pullback does not add to its accumulators: a second call leaves {twice[k]} at coordinate {k}, where {expected:G9} was expected"));
                return;
            }
        }
    }

    /// <summary>Both modes run the same function.</summary>
    private void CompareValues()
    {
        Forward(point, CheckDirections.Random<T>(random, point));
        Reverse(point, CheckDirections.Random<T>(random, new T[resultLength]));
        for (int i = 0; i < resultLength; i++)
        {
            double forward = double.CreateTruncating(forwardResult[i]);
            double reverse = double.CreateTruncating(reverseResult[i]);
            if (!double.IsFinite(forward) || !double.IsFinite(reverse))
            {
                problems.Add(string.Create(
                    CultureInfo.InvariantCulture, $"result {i} is not finite: {forward:G9} by the pushforward, {reverse:G9} by the pullback"));
            }
            else if (Math.Abs(forward - reverse) > Math.Sqrt(precision) * Math.Max(Math.Abs(forward), Math.Abs(reverse)))
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"result {i} is {forward:G9} by the pushforward, {reverse:G9} by the pullback"));
            }
        }
    }

    private static T[] Unit(int length, int k)
    {
        var unit = new T[length];
        unit[k] = T.One;
        return unit;
    }
}
