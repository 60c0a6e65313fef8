using AutoGradLinear.Generators.IR;
using static AutoGradLinear.Generators.Symbolic.Formulas.Arithmetic;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>Functions of numbers and of whole rows, as formulas.</summary>
internal sealed partial class Raising
{
    /// <summary>A piece of a row: its elements are those of the row from an offset on.</summary>
    private sealed record Piece(string Row, Formula Offset, Formula Count)
    {
        public Formula Item(Formula at) => new Item(Row, Add(Offset, at));

        public bool IsWhole => Offset.Equals(Formula.Zero) && Count.Equals(new Count(Row));
    }

    private Piece? Row(Expression array)
    {
        switch (array)
        {
            case Use { Type: ArrayType { Rank: 1, Element: not ArrayType } } use when IsParameter(use) && !_written.Contains(use) && Named(_nameOf(use.Variable), use) is { } name:
                return new Piece(name, Formula.Zero, new Count(name));
            case Member { Type: ArrayType { Rank: 1, Element: not ArrayType } } member when !_written.Contains(member) && Named(LastName(member.Text), member) is { } name:
                return new Piece(name, Formula.Zero, new Count(name));
            case Slice slice when Row(slice.Array) is { } row && Of(slice.Start) is { } start && Of(slice.Count) is { } count:
                return new Piece(row.Row, Add(row.Offset, start), count);
            default:
                return null;
        }
    }

    private Formula? Of(Apply apply)
    {
        if (apply.Arguments.Any(argument => argument.Type is ArrayType))
        {
            List<Piece?> rows = [.. apply.Arguments.Select(Row)];
            return rows.Contains(null) ? null : OfRows(apply.Function, rows!);
        }

        List<Formula?> arguments = [.. apply.Arguments.Select(Of)];
        return arguments.Contains(null) ? null : OfNumbers(apply.Function, arguments!);
    }

    private Formula? OfRows(string function, List<Piece> rows)
    {
        var index = new Index($"i{_fresh++}", "");
        Piece x = rows[0];
        if (rows.Count == 2 && _depth == 1 && rows.All(row => row.IsWhole))
        {
            _sameLength.Add((x.Row, rows[1].Row));
            _sameLength.Add((rows[1].Row, x.Row));
        }

        Formula Total(Formula term) => Series.Of(index, Formula.Zero, x.Count, term);
        Extremum Best(bool isMaximum) => Extremum.Of(isMaximum, index, Formula.Zero, x.Count, Condition.True, x.Item(index), isFirst: true);
        return function switch
        {
            "SpanSum" => Total(x.Item(index)),
            "SpanDot" => Total(Multiply(x.Item(index), rows[1].Item(index))),
            "SpanSumOfSquares" => Total(Square(x.Item(index))),
            "SpanSumOfMagnitudes" => Total(Applied.Of("abs", x.Item(index))),
            "SpanLogSumExp" => Ln(Total(Exp(x.Item(index)))),
            "SpanNorm" => Sqrt(Total(Square(x.Item(index)))),
            "SpanDistance" => Sqrt(Total(Square(Subtract(x.Item(index), rows[1].Item(index))))),
            "SpanMax" => Best(isMaximum: true),
            "SpanMin" => Best(isMaximum: false),
            "SpanIndexOfMax" => new Argument(Best(isMaximum: true)),
            "SpanIndexOfMin" => new Argument(Best(isMaximum: false)),
            _ => null,
        };
    }

    private static Formula? OfNumbers(string function, List<Formula> arguments)
    {
        Formula x = arguments[0];
        Formula y = arguments.Count > 1 ? arguments[1] : x;
        Formula Two() => new Number(2);
        return function switch
        {
            "Sin" or "Cos" or "Tan" or "Asin" or "Acos" or "Atan" or "Sinh" or "Cosh" or "Tanh" or "Asinh" or "Acosh" or "Atanh" or "Erf" or "Erfc" or "Log2" or "Log10" or "Cbrt" or "Abs" or "Sign" or "Floor"
                or "Max" or "Min" or "Atan2" or "Clamp" => new Applied(function.ToLowerInvariant(), arguments.ToEquatableArray()),
            "Ceiling" => Applied.Of("ceil", x),
            "Truncate" => Applied.Of("trunc", x),
            "Exp" => Exp(x),
            "Exp2" => Arithmetic.Power(Two(), x),
            "Exp10" => Arithmetic.Power(new Number(10), x),
            "ExpM1" or StableFunction.ExpM1 => Subtract(Exp(x), Formula.One),
            "Log" => Ln(x),
            "LogP1" or StableFunction.Log1P => Ln(Add(Formula.One, x)),
            "LogBase" => Divide(Ln(x), Ln(y)),
            "Pow" => Arithmetic.Power(x, y),
            "Sqrt" => Sqrt(x),
            "Hypot" => Sqrt(Add(Square(x), Square(y))),
            "FusedMultiplyAdd" or "MultiplyAddEstimate" => Add(Multiply(x, y), arguments[2]),
            "Lerp" => Add(Multiply(Subtract(Formula.One, arguments[2]), x), Multiply(arguments[2], y)),
            "Logistic" or StableFunction.Sigmoid => Applied.Of("σ", x),
            StableFunction.Softplus => Ln(Add(Formula.One, Exp(x))),
            StableFunction.Log1MExp => Ln(Subtract(Formula.One, Exp(x))),
            StableFunction.LogExpM1 => Ln(Subtract(Exp(x), Formula.One)),
            StableFunction.LogSigmoid => Ln(Applied.Of("σ", x)),
            StableFunction.LogSubExp => Ln(Subtract(Exp(x), Exp(y))),
            StableFunction.LogAddExp => Ln(Add(Exp(x), Exp(y))),
            StableFunction.LogCosh => Ln(Applied.Of("cosh", x)),
            StableFunction.XLogX => Multiply(x, Ln(x)),
            StableFunction.LogRatio => Subtract(Ln(x), Ln(y)),
            StableFunction.Sqrt1PM1 => Subtract(Sqrt(Add(Formula.One, x)), Formula.One),
            "Stop" => new Stopped(x),
            _ => null,
        };
    }
}
