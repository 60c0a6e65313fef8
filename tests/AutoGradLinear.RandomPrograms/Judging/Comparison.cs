using System.Globalization;
using AutoGradLinear.RandomPrograms.Duals;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Judging;

/// <summary>
/// Runs a program at its points and compares: values bit by bit, what in-out parameters end as, exceptions by type, and each coordinate
/// of the gradient with a dual number.
/// </summary>
internal sealed class Comparison(RandomProgram program, Evaluation evaluation)
{
    /// <summary>
    /// Rounding is some 1e-16 per operation relative to the sum of the magnitudes of all paths, of which there are some thousands;
    /// slopes that are written from the result (1 − r²) lose some digits more.
    /// </summary>
    private const double Tolerance = 1e-9;

    /// <summary>The same where values or adjoints round to <c>float</c>.</summary>
    private const double SingleTolerance = 5e-4;

    private const double Adjoint = -0.75;
    private const double Start = 0.375;

    private readonly double _tolerance = program.Uses(Kind.Single) ? SingleTolerance : Tolerance;
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
        Point end = start.Copy();
        Result value = Result.Of(() => evaluation.Value(end));
        throws += value.Exception is null ? 0 : 1;
        string where = string.Create(CultureInfo.InvariantCulture, $"at point {index}");
        if (evaluation is not { Gradient: { } withGradient, Pullback: { } pullback })
            return Twin(start, end, value, where);
        Point gradient = Evaluation.Sinks(program, start, double.NaN);
        Point accumulators = Evaluation.Sinks(program, start, Start);
        return Primal("FWithGradient", point => withGradient(point, gradient), start, end, value, where)
            ?? Primal("FPullback", point => pullback(point, Adjoint, accumulators), start, end, value, where)
            ?? Twin(start, end, value, where)
            ?? (value.Exception is null ? Gradients(start, gradient, accumulators, where) : null);
    }

    /// <summary>What a generated member returns or throws, and leaves in the parameters.</summary>
    private Verdict? Primal(string member, Func<Point, double> call, Point start, Point end, Result expected, string where)
    {
        Point point = start.Copy();
        Result actual = Result.Of(() => call(point));
        if (!expected.IsSameAs(actual))
        {
            string reason = (expected.Exception ?? actual.Exception) is null ? "value" : "exception";
            return Verdict.Failed(reason, $"{where}: F gives {expected}, {member} gives {actual}");
        }

        if (expected.Exception is not null)
            return null;
        for (int i = 0; i < end.Count; i++)
        {
            if (Text(end[i]) is { } left && Text(point[i]) is { } found && left != found)
                return Verdict.Failed("contents", $"{where}: F leaves {Name(i)} as {left}, {member} as {found}");
        }

        return null;
    }

    /// <summary>The twin must be the same program, or it is no judge.</summary>
    private Verdict? Twin(Point start, Point end, Result value, string where)
    {
        var point = new DualPoint(start, -1, 0);
        Result twin = Result.Of(() => evaluation.Dual(point).V);
        Edges.Take();
        if (!twin.IsSameAs(value))
            return Verdict.Invalid("the twin differs", $"{where}: F gives {value}, its twin {twin}");
        for (int i = 0; i < end.Count && value.Exception is null; i++)
        {
            if (program.Parameters[i].IsRow && Text(end[i]) is { } left && Text(Values(point, i)) is { } found && left != found)
                return Verdict.Invalid("the twin differs", $"{where}: F leaves {Name(i)} as {left}, its twin as {found}");
        }

        return null;
    }

    private Verdict? Gradients(Point start, Point gradient, Point accumulators, string where)
    {
        for (int i = 0; i < start.Count; i++)
        {
            if (!program.Parameters[i].IsDifferentiated)
                continue;
            for (int j = 0; j < start.Row(i).Length; j++)
            {
                Dual dual = evaluation.Dual(new DualPoint(start, i, j));
                bool isTied = Edges.Take();
                bool isRight = IsNear(dual.D, gradient.Row(i)[j], dual.M)
                    && IsNear(Start + (Adjoint * dual.D), accumulators.Row(i)[j], dual.M + Start);
                if (!isRight && !isTied && double.IsFinite(dual.D))
                    return WrongGradient(i, j, dual.D, gradient.Row(i)[j], accumulators.Row(i)[j], where);
                _isTied |= !isRight;
            }
        }

        return null;
    }

    private Verdict WrongGradient(int parameter, int element, double expected, double gradient, double accumulator, string where)
    {
        string name = Name(parameter) + (program.Parameters[parameter].IsRow ? $"[{element}]" : "");
        return Verdict.Failed(
            "gradient",
            $"{where}, by {name}: expected {expected:R}, FWithGradient gives {gradient:R}; "
            + $"expected {Start + (Adjoint * expected):R}, FPullback gives {accumulator:R}");
    }

    private string Name(int parameter) => program.Parameters[parameter].Variable.Name;

    private bool IsNear(double expected, double actual, double magnitude)
    {
        double error = Math.Abs(expected - actual) / Math.Max(1, magnitude);
        if (expected.Equals(actual) || error <= _tolerance)
        {
            if (_tolerance == Tolerance && !double.IsNaN(error))
                _worst = Math.Max(_worst, error);
            return true;
        }

        return false;
    }

    private static double[] Values(DualPoint point, int parameter) => Array.ConvertAll(point.Row(parameter), dual => dual.V);

    /// <summary>A row with all its digits; null for what cannot change.</summary>
    private static string? Text(object slot) => slot switch
    {
        double[] row => $"[{string.Join(", ", row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}]",
        int[] row => $"[{string.Join(", ", row)}]",
        _ => null,
    };
}
