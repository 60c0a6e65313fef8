using System.Globalization;
using AutoGradLinear.RandomPrograms.Duals;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Judging;

/// <summary>
/// Runs a program at its points and compares: values bit by bit, what in-out parameters end as, exceptions by type, and each coordinate of the gradient with a
/// dual number.
/// </summary>
internal sealed class Comparison(RandomProgram program, Evaluation evaluation)
{
    /// <summary>
    /// Rounding is some 1e-16 per operation relative to the sum of the magnitudes of all paths, of which there are some thousands;
    /// slopes that are written from the result (1 − r²) lose some digits more.
    /// </summary>
    private const double Tolerance = 1e-9;

    private const double Adjoint = -0.75;
    private const double Start = 0.375;

    private double _worst;
    private bool _isTied;

    public Verdict Run()
    {
        int throws = 0;
        for (int i = 0; i < program.Points; i++)
        {
            if (RunAt(i, ref throws) is { } failure)
                return failure;
        }

        return new Verdict(_isTied ? Outcome.Tied : Outcome.Passed) { WorstError = _worst, Throws = throws };
    }

    private Verdict? RunAt(int index, ref int throws)
    {
        Point start = Evaluation.ArgumentsAt(program, index);
        (Point forValue, Point forGradient, Point forPullback) = (start.Copy(), start.Copy(), start.Copy());
        Point gradient = Evaluation.Sinks(program, start, double.NaN);
        Point accumulators = Evaluation.Sinks(program, start, Start);
        Result value = Result.Of(() => evaluation.Value(forValue));
        Result withGradient = Result.Of(() => evaluation.Gradient(forGradient, gradient));
        Result pullback = Result.Of(() => evaluation.Pullback(forPullback, Adjoint, accumulators));
        string where = string.Create(CultureInfo.InvariantCulture, $"at point {index}");
        if (Differences(value, withGradient, "FWithGradient", where) is { } wrongValue)
            return wrongValue;
        if (Differences(value, pullback, "FPullback", where) is { } wrongPullback)
            return wrongPullback;
        if (value.Exception is not null)
        {
            throws++;
            return TwinThrows(start, value, where);
        }

        return Contents(forValue, forGradient, "FWithGradient", where)
            ?? Contents(forValue, forPullback, "FPullback", where)
            ?? Gradients(start, forValue, value, gradient, accumulators, where);
    }

    private static Verdict? Differences(Result expected, Result actual, string member, string where)
        => expected.IsSameAs(actual)
            ? null
            : Verdict.Failed(
                expected.Exception is null && actual.Exception is null ? "value" : "exception",
                $"{where}: F gives {expected}, {member} gives {actual}");

    private Verdict? TwinThrows(Point start, Result value, string where)
    {
        Result twin = Result.Of(() => evaluation.Dual(new DualPoint(start, -1, 0)).V);
        Ties.Take();
        return twin.IsSameAs(value) ? null : Verdict.Invalid("the twin differs", $"{where}: F gives {value}, its twin {twin}");
    }

    private Verdict? Contents(Point expected, Point actual, string member, string where)
    {
        for (int i = 0; i < expected.Count; i++)
        {
            string name = program.Parameters[i].Variable.Name;
            if (expected[i] is double[] row && !row.AsSpan().SequenceEqual(actual.Row(i), SameBits.Instance))
                return Verdict.Failed("contents", $"{where}: F leaves {name} as {Text(row)}, {member} as {Text(actual.Row(i))}");
            if (expected[i] is int[] wholes && !wholes.AsSpan().SequenceEqual(actual.Wholes(i)))
                return Verdict.Failed("contents", $"{where}: F leaves {name} as [{string.Join(", ", wholes)}], {member} as [{string.Join(", ", actual.Wholes(i))}]");
        }

        return null;
    }

    private Verdict? Gradients(Point start, Point end, Result value, Point gradient, Point accumulators, string where)
    {
        for (int i = 0; i < start.Count; i++)
        {
            if (!program.Parameters[i].IsDifferentiated)
                continue;
            for (int j = 0; j < start.Row(i).Length; j++)
            {
                var point = new DualPoint(start, i, j);
                Dual dual = evaluation.Dual(point);
                bool isTied = Ties.Take();
                if (!Result.SameBits(dual.V, value.Value))
                    return Verdict.Invalid("the twin differs", $"{where}: F gives {value.Value:R}, its twin {dual.V:R}");
                if (!end.Row(i).AsSpan().SequenceEqual(Values(point, i), SameBits.Instance))
                    return Verdict.Invalid("the twin differs", $"{where}: {program.Parameters[i].Variable.Name} ends as {Text(end.Row(i))}, in the twin as {Text(Values(point, i))}");
                bool isRight = IsNear(dual.D, gradient.Row(i)[j], dual.M) && IsNear(Start + (Adjoint * dual.D), accumulators.Row(i)[j], dual.M + Start);
                if (!isRight && !isTied && double.IsFinite(dual.D))
                    return WrongGradient(i, j, dual.D, gradient.Row(i)[j], accumulators.Row(i)[j], where);
                _isTied |= !isRight;
            }
        }

        return null;
    }

    private Verdict WrongGradient(int parameter, int element, double expected, double gradient, double accumulator, string where)
    {
        Parameter p = program.Parameters[parameter];
        string name = p.IsRow ? string.Create(CultureInfo.InvariantCulture, $"{p.Variable.Name}[{element}]") : p.Variable.Name;
        return Verdict.Failed(
            "gradient",
            $"{where}, by {name}: expected {expected:R}, FWithGradient gives {gradient:R}; expected {Start + (Adjoint * expected):R}, FPullback gives {accumulator:R}");
    }

    private bool IsNear(double expected, double actual, double magnitude)
    {
        double error = Math.Abs(expected - actual) / Math.Max(1, magnitude);
        if (expected.Equals(actual) || error <= Tolerance)
        {
            _worst = Math.Max(_worst, double.IsNaN(error) ? 0 : error);
            return true;
        }

        return false;
    }

    private static double[] Values(DualPoint point, int parameter) => Array.ConvertAll(point.Row(parameter), dual => dual.V);

    private static string Text(double[] row) => $"[{string.Join(", ", row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}]";

    private sealed class SameBits : IEqualityComparer<double>
    {
        public static readonly SameBits Instance = new();

        public bool Equals(double x, double y) => Result.SameBits(x, y);

        public int GetHashCode(double x) => x.GetHashCode();
    }
}
