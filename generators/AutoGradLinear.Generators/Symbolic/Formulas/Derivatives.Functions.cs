using AutoGradLinear.Generators.IR;
using static AutoGradLinear.Generators.Symbolic.Formulas.Arithmetic;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>Partial derivatives of functions that have a name in formulas.</summary>
internal sealed partial class Derivatives
{
    /// <summary>The derivative by one argument, or null where none is known.</summary>
    private Formula? Partial(Applied applied, int argument)
    {
        Formula x = applied.X;
        Formula One() => Formula.One;
        Formula Of(string function) => Applied.Of(function, x);
        Formula Inverse(Formula of) => Divide(One(), of);
        Formula Ln(double of) => Arithmetic.Ln(new Number(of));
        return applied.Function switch
        {
            "exp" => applied,
            "ln" => Inverse(x),
            "log2" => Inverse(Multiply(x, Ln(2))),
            "log10" => Inverse(Multiply(x, Ln(10))),
            "cbrt" => Inverse(Multiply(new Number(3), Square(applied))),
            "sin" => Of("cos"),
            "cos" => Negate(Of("sin")),
            "tan" => Add(One(), Square(applied)),
            "asin" => Inverse(Sqrt(Subtract(One(), Square(x)))),
            "acos" => Negate(Inverse(Sqrt(Subtract(One(), Square(x))))),
            "atan" => Inverse(Add(One(), Square(x))),
            "sinh" => Of("cosh"),
            "cosh" => Of("sinh"),
            "tanh" => Subtract(One(), Square(applied)),
            "asinh" => Inverse(Sqrt(Add(One(), Square(x)))),
            "acosh" => Inverse(Sqrt(Subtract(Square(x), One()))),
            "atanh" => Inverse(Subtract(One(), Square(x))),
            "erf" => Divide(Multiply(new Number(2), Exp(Negate(Square(x)))), Sqrt(new Number(Math.PI))),
            "erfc" => Negate(Divide(Multiply(new Number(2), Exp(Negate(Square(x)))), Sqrt(new Number(Math.PI)))),
            "σ" => Multiply(applied, Subtract(One(), applied)),
            "abs" => Of("sign"),
            "sign" or "floor" or "ceil" or "trunc" => Formula.Zero,
            "atan2" when argument == 0 => Divide(applied.Arguments[1], Add(Square(x), Square(applied.Arguments[1]))),
            "atan2" => Negate(Divide(x, Add(Square(x), Square(applied.Arguments[1])))),
            "max" => OfLarger(BinaryOperator.Greater, BinaryOperator.GreaterOrEqual, applied, argument),
            "min" => OfLarger(BinaryOperator.Less, BinaryOperator.LessOrEqual, applied, argument),
            "clamp" => OfClamp(applied, argument),
            _ => null,
        };
    }

    private bool IsActive(Formula formula) => DerivativeFlow.Of(formula, _raised.Differentiated.Contains);

    /// <summary>On a tie the operand that is not differentiated wins, and of two that are the first.</summary>
    private Formula OfLarger(BinaryOperator greater, BinaryOperator greaterOrEqual, Applied applied, int argument)
    {
        Formula other = applied.Arguments[1 - argument];
        bool winsTies = argument == 0 && IsActive(other);
        return Where(Condition.Compare(winsTies ? greaterOrEqual : greater, applied.Arguments[argument], other));
    }

    private static Formula OfClamp(Applied applied, int argument)
    {
        (Formula x, Formula low, Formula high) = (applied.X, applied.Arguments[1], applied.Arguments[2]);
        return Where(argument switch
        {
            0 => Condition.And([Condition.Compare(BinaryOperator.Greater, x, low), Condition.Compare(BinaryOperator.Less, x, high)]),
            1 => Condition.Compare(BinaryOperator.LessOrEqual, x, low),
            _ => Condition.And([Condition.Compare(BinaryOperator.GreaterOrEqual, x, high), Condition.Compare(BinaryOperator.Greater, x, low)]),
        });
    }
}
