using System.Globalization;
using AutoGradLinear.RandomPrograms.Duals;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Judging;

/// <summary>
/// Runs a program at its points and compares: values bit by bit (up to rounding where formulas may be rewritten), what in-out parameters end as, exceptions by type, and each coordinate
/// of the gradient, of the derivative along a direction and of the Hessian times that direction with a dual number.
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

    /// <summary>Random roundings show the size of what rounding does, not its bound.</summary>
    private const double Spreads = 30;

    private const double Adjoint = -0.75;
    private const double Start = 0.375;

    private readonly double _tolerance = program.Uses(Kind.Single) ? SingleTolerance : Tolerance;
    private double _worst;
    private bool _isTied;
    private bool _isIllConditioned;

    public Verdict Run()
    {
        int throws = 0;
        for (int i = 0; i < program.Points; i++)
        {
            if (RunAt(i, ref throws) is { } failure)
                return failure;
        }

        return new Verdict(_isTied ? Outcome.Tied : _isIllConditioned ? Outcome.IllConditioned : Outcome.Passed) { WorstError = _worst, Throws = throws };
    }

    private Verdict? RunAt(int index, ref int throws)
    {
        Point start = Evaluation.ArgumentsAt(program, index);
        Point end = start.Copy();
        Point direction = Evaluation.DirectionAt(program, start);
        DualPoint arguments() => new(start, direction, -1, 0);
        Result value = Result.Of(() => evaluation.Value(end));
        throws += value.Exception is null ? 0 : 1;
        string where = string.Create(CultureInfo.InvariantCulture, $"at point {index}");
        if (evaluation is not { Gradient: { } withGradient, Pullback: { } pullback })
            return Twin(arguments(), end, value, where);
        Point gradient = Evaluation.Sinks(program, start, double.NaN);
        Point accumulators = Evaluation.Sinks(program, start, Start);
        Point products = Evaluation.Sinks(program, start, double.NaN);
        (Point tangents, double[] tangent) = (direction.Copy(), [double.NaN]);
        double[] along = [.. Enumerable.Range(0, start.Count).Where(i => program.Parameters[i].IsDifferentiated).SelectMany(direction.Row)];
        double[] hessian = new double[along.Length * along.Length];
        return Primal("FWithGradient", point => withGradient(point, gradient), start, end, value, arguments, where)
            ?? Primal("FPullback", point => pullback(point, Adjoint, accumulators), start, end, value, arguments, where)
            ?? (evaluation.Pushforward is { } pushforward ? Primal("FPushforward", point => pushforward(point, tangents, tangent), start, end, value, arguments, where) : null)
            ?? (evaluation.HessianVectorProduct is { } product ? Primal("FHessianVectorProduct", point => product(point, direction.Copy(), products), start, end, value, arguments, where) : null)
            ?? (evaluation.Hessian is { } second ? Primal("FHessian", point => second(point, hessian), start, end, value, arguments, where) : null)
            ?? Twin(arguments(), end, value, where)
            ?? (value.Exception is null ? Tangents(arguments, tangents, tangent[0], where) ?? Gradients(start, direction, gradient, accumulators, products, Rows(hessian, along), where) : null);
    }

    /// <summary>What a generated member returns or throws, and leaves in the parameters.</summary>
    private Verdict? Primal(string member, Func<Point, double> call, Point start, Point end, Result expected, Func<DualPoint> arguments, string where)
    {
        Point point = start.Copy();
        Result actual = Result.Of(() => call(point));
        if (!expected.IsSameAs(actual)
            && !(program.IsRewritten && expected.Exception?.GetType() == actual.Exception?.GetType() && IsEqual(expected.Value, actual.Value, () => evaluation.Dual(arguments()).V)))
        {
            string reason = (expected.Exception ?? actual.Exception) is null ? "value" : "exception";
            return Verdict.Failed(reason, $"{where}: F gives {expected}, {member} gives {actual}");
        }

        if (expected.Exception is not null)
            return null;
        for (int i = 0; i < end.Count; i++)
        {
            if (Text(end[i]) is { } left && Text(point[i]) is { } found && left != found && !(program.IsRewritten && end[i] is double[] row && IsEqual(row, point.Row(i), i, arguments)))
                return Verdict.Failed("contents", $"{where}: F leaves {Name(i)} as {left}, {member} as {found}");
        }

        return null;
    }

    /// <summary>The twin must be the same program, or it is no judge.</summary>
    private Verdict? Twin(DualPoint point, Point end, Result value, string where)
    {
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

    /// <summary>The derivative along the direction: of the result, and of what in-out parameters end as.</summary>
    private Verdict? Tangents(Func<DualPoint> arguments, Point tangents, double tangent, string where)
    {
        if (evaluation.Pushforward is null)
            return null;
        DualPoint point = arguments();
        Dual dual = evaluation.Dual(point);
        bool isTied = Edges.Take();
        if (Judge(dual.Along, tangent, isTied, () => evaluation.Dual(arguments()).Along.Value) is false)
            return Verdict.Failed("tangent", $"{where}: the derivative along the direction is {dual.Along.Value:R}, FPushforward gives {tangent:R}");
        for (int i = 0; i < tangents.Count; i++)
        {
            if (program.Parameters[i] is not { IsRow: true, IsDifferentiated: true })
                continue;
            Dual[] row = point.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                if (Judge(row[j].Along, tangents.Row(i)[j], isTied, () => EndOf(arguments(), i, j).Along.Value) is false)
                    return Verdict.Failed("tangent", $"{where}: the derivative of what {Name(i)}[{j}] ends as is {row[j].Along.Value:R}, FPushforward gives {tangents.Row(i)[j]:R}");
            }
        }

        return null;
    }

    private Verdict? Gradients(Point start, Point direction, Point gradient, Point accumulators, Point products, Queue<Term> hessian, string where)
    {
        for (int i = 0; i < start.Count; i++)
        {
            if (!program.Parameters[i].IsDifferentiated)
                continue;
            for (int j = 0; j < start.Row(i).Length; j++)
            {
                Dual evaluate() => evaluation.Dual(new DualPoint(start, direction, i, j));
                Dual dual = evaluate();
                bool isTied = Edges.Take();
                var accumulated = new Term(Start + (Adjoint * dual.D), dual.M + Start);
                if (Judge(new Term(dual.D, dual.M), gradient.Row(i)[j], isTied, () => evaluate().D) is false
                    || Judge(accumulated, accumulators.Row(i)[j], isTied, () => Start + (Adjoint * evaluate().D)) is false)
                    return WrongGradient(i, j, dual.D, gradient.Row(i)[j], accumulators.Row(i)[j], where);
                if (evaluation.HessianVectorProduct is not null && Judge(dual.Mixed, products.Row(i)[j], isTied, () => evaluate().Mixed.Value) is false)
                    return Verdict.Failed("product", $"{where}, by {Place(i, j)}: the Hessian times the direction is {dual.Mixed.Value:R}, FHessianVectorProduct gives {products.Row(i)[j]:R}");
                Term row = hessian.Dequeue();
                if (evaluation.Hessian is not null && Judge(dual.Mixed with { Magnitude = dual.Mixed.Magnitude + row.Magnitude }, row.Value, isTied, () => evaluate().Mixed.Value) is false)
                    return Verdict.Failed("Hessian", $"{where}, by {Place(i, j)}: the Hessian times the direction is {dual.Mixed.Value:R}, FHessian gives {row.Value:R}");
            }
        }

        return null;
    }

    /// <summary>The products of the matrix's rows with the direction.</summary>
    private static Queue<Term> Rows(double[] matrix, double[] direction)
        => new(Enumerable.Range(0, direction.Length).Select(row => direction.Select((part, i) => new Term(matrix[(row * direction.Length) + i]) * part).Aggregate(default(Term), (sum, term) => sum + term)));

    /// <summary>Whether the number is what it should be; null where that is not known.</summary>
    private bool? Judge(Term expected, double actual, bool isTied, Func<double> evaluate)
    {
        if (IsNear(expected.Value, actual, expected.Magnitude) || IsWithinSpread(expected.Value, actual, evaluate))
            return true;
        if (!isTied && double.IsFinite(expected.Value))
            return false;
        _isTied = true;
        return null;
    }

    private Verdict WrongGradient(int parameter, int element, double expected, double gradient, double accumulator, string where)
        => Verdict.Failed(
            "gradient",
            $"{where}, by {Place(parameter, element)}: expected {expected:R}, FWithGradient gives {gradient:R}; "
            + $"expected {Start + (Adjoint * expected):R}, FPullback gives {accumulator:R}");

    private string Place(int parameter, int element) => Name(parameter) + (program.Parameters[parameter].IsRow ? $"[{element}]" : "");

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

    /// <summary>Whether the numbers are equal up to rounding; a stabler form may be finite where the formula is not.</summary>
    private bool IsEqual(double expected, double actual, Func<double> evaluate)
        => !double.IsFinite(expected) ? !double.IsNaN(actual) || double.IsNaN(expected)
            : Math.Abs(expected - actual) <= _tolerance * Math.Max(1, Math.Abs(expected)) || IsWithinSpread(expected, actual, evaluate);

    private bool IsEqual(double[] expected, double[] actual, int parameter, Func<DualPoint> arguments)
        => Enumerable.Range(0, expected.Length).All(i => IsEqual(expected[i], actual[i], () => EndOf(arguments(), parameter, i).V));

    /// <summary>Whether rounding alone explains the difference.</summary>
    private bool IsWithinSpread(double expected, double actual, Func<double> evaluate)
    {
        if (!double.IsFinite(expected) || !double.IsFinite(actual) || Math.Abs(expected - actual) > Spreads * Rounding.Spread(expected, evaluate))
            return false;
        _isIllConditioned = true;
        return true;
    }

    /// <summary>What an element of an in-out parameter ends as.</summary>
    private Dual EndOf(DualPoint point, int parameter, int element)
    {
        evaluation.Dual(point);
        return point.Row(parameter)[element];
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
