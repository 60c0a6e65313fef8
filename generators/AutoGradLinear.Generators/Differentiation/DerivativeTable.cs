using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;
using static AutoGradLinear.Generators.IR.BinaryOperator;
using static AutoGradLinear.Generators.Symbolic.Algebra;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// The derivative of every function that the compiler knows: the one place where calculus is written down.
/// x and y are the arguments, r is the result, a is the number that a partial derivative is multiplied with.
/// Rules are written from the result where that saves work or digits (tanh′ = 1 − r²).
/// </summary>
internal static partial class DerivativeTable
{
    private const double Ln2 = 0.69314718055994530942;
    private const double Ln10 = 2.30258509299404568402;

    private const double Pi = 3.14159265358979323846;
    private const double SqrtPi = 1.77245385090551602730;

    public static readonly Partial None = (_, _) => null;

    private static readonly Dictionary<string, DerivativeRule> Rules = new()
    {
        // Powers, exponentials, logarithms.
        ["Sqrt"] = Singular((c, a) => c.ScaleSingular(a, Divide(c.Constant(0.5), c.Result))),
        ["Cbrt"] = Singular((c, a) => c.ScaleSingular(a, Divide(c.Constant(1), Multiply(c.Constant(3), Multiply(c.Result, c.Result))))),
        ["Pow"] = Singular(PowerByBase, PowerByExponent),
        // What overflows is absorbed by a zero adjoint, as it comes from a branch that was not taken or from a value that is not used.
        ["Exp"] = Smooth((c, a) => c.ScaleSingular(a, c.Result)),
        ["Exp2"] = Smooth((c, a) => c.ScaleSingular(a, Multiply(c.Constant(Ln2), c.Result))),
        ["Exp10"] = Smooth((c, a) => c.ScaleSingular(a, Multiply(c.Constant(Ln10), c.Result))),
        ["ExpM1"] = Smooth((c, a) => c.ScaleSingular(a, Call("Exp", c.X))),
        ["Exp2M1"] = Smooth((c, a) => c.ScaleSingular(a, Multiply(c.Constant(Ln2), Call("Exp2", c.X)))),
        ["Exp10M1"] = Smooth((c, a) => c.ScaleSingular(a, Multiply(c.Constant(Ln10), Call("Exp10", c.X)))),
        ["Log"] = Singular((c, a) => c.DivideSingular(a, c.X)),
        ["Log2"] = Singular((c, a) => c.DivideSingular(a, Multiply(c.Constant(Ln2), c.X))),
        ["Log10"] = Singular((c, a) => c.DivideSingular(a, Multiply(c.Constant(Ln10), c.X))),
        ["LogP1"] = Singular((c, a) => c.DivideSingular(a, Add(c.Constant(1), c.X))),
        ["Log2P1"] = Singular((c, a) => c.DivideSingular(a, Multiply(c.Constant(Ln2), Add(c.Constant(1), c.X)))),
        ["Log10P1"] = Singular((c, a) => c.DivideSingular(a, Multiply(c.Constant(Ln10), Add(c.Constant(1), c.X)))),
        ["LogBase"] = Singular(
            (c, a) => c.DivideSingular(a, Multiply(c.X, Call("Log", c.Y))),
            (c, a) => c.ScaleSingular(a, Negate(Divide(c.Result, Multiply(c.Y, Call("Log", c.Y)))))),

        // Circular and hyperbolic functions.
        ["Sin"] = Smooth((c, a) => c.Scale(a, Call("Cos", c.X))),
        ["Cos"] = Smooth((c, a) => c.Scale(a, Negate(Call("Sin", c.X)))),
        ["Tan"] = Kinked((c, a) => c.Scale(a, Add(c.Constant(1), Multiply(c.Result, c.Result)))),
        ["SinPi"] = Smooth((c, a) => c.Scale(a, Multiply(c.Constant(Pi), Call("CosPi", c.X)))),
        ["CosPi"] = Smooth((c, a) => c.Scale(a, Negate(Multiply(c.Constant(Pi), Call("SinPi", c.X))))),
        ["TanPi"] = Kinked((c, a) => c.Scale(a, Multiply(c.Constant(Pi), Add(c.Constant(1), Multiply(c.Result, c.Result))))),
        ["DegreesToRadians"] = Smooth((c, a) => c.Scale(a, c.Constant(Pi / 180))),
        ["RadiansToDegrees"] = Smooth((c, a) => c.Scale(a, c.Constant(180 / Pi))),
        ["Asin"] = Singular((c, a) => c.DivideSingular(a, Call("Sqrt", OneMinusSquare(c, c.X)))),
        ["Acos"] = Singular((c, a) => c.DivideSingular(Negate(a), Call("Sqrt", OneMinusSquare(c, c.X)))),
        ["Atan"] = Smooth((c, a) => c.Scale(a, Divide(c.Constant(1), Add(c.Constant(1), Multiply(c.X, c.X))))),
        ["Atan2"] = Singular(
            (c, a) => c.ScaleSingular(a, Divide(c.Y, SumOfSquares(c))),
            (c, a) => c.ScaleSingular(a, Negate(Divide(c.X, SumOfSquares(c))))),
        ["Sinh"] = Smooth((c, a) => c.ScaleSingular(a, Call("Cosh", c.X))),
        ["Cosh"] = Smooth((c, a) => c.ScaleSingular(a, Call("Sinh", c.X))),
        ["Tanh"] = Smooth((c, a) => c.Scale(a, OneMinusSquare(c, c.Result))),
        ["Asinh"] = Smooth((c, a) => c.Scale(a, Divide(c.Constant(1), Call("Sqrt", Add(Multiply(c.X, c.X), c.Constant(1)))))),
        ["Acosh"] = Singular((c, a) => c.DivideSingular(a, Call("Sqrt", Subtract(Multiply(c.X, c.X), c.Constant(1))))),
        ["Atanh"] = Singular((c, a) => c.DivideSingular(a, OneMinusSquare(c, c.X))),

        // Special functions. The derivative of ψ, trigamma, is the runtime's and has no rule: it stands in second derivatives only, so ψ itself is not offered to functions.
        ["Erf"] = Smooth((c, a) => c.Scale(a, Multiply(c.Constant(2 / SqrtPi), Gaussian(c.X)))),
        ["Erfc"] = Smooth((c, a) => c.Scale(a, Multiply(c.Constant(-2 / SqrtPi), Gaussian(c.X)))),
        ["ErfInv"] = Singular((c, a) => c.ScaleSingular(a, Multiply(c.Constant(SqrtPi / 2), Call("Exp", Multiply(c.Result, c.Result))))),
        ["ErfcInv"] = Singular((c, a) => c.ScaleSingular(a, Multiply(c.Constant(-SqrtPi / 2), Call("Exp", Multiply(c.Result, c.Result))))),
        ["Gamma"] = Singular((c, a) => c.ScaleSingular(a, Multiply(c.Result, Call("DiGamma", c.X)))),
        ["GammaLn"] = Singular((c, a) => c.ScaleSingular(a, Call("DiGamma", c.X))),
        ["DiGamma"] = Singular((c, a) => c.ScaleSingular(a, Call("TriGamma", c.X))),
        ["Beta"] = Singular((c, a) => c.ScaleSingular(a, Multiply(c.Result, DiGammas(c, c.X))), (c, a) => c.ScaleSingular(a, Multiply(c.Result, DiGammas(c, c.Y)))),
        ["BetaLn"] = Singular((c, a) => c.ScaleSingular(a, DiGammas(c, c.X)), (c, a) => c.ScaleSingular(a, DiGammas(c, c.Y))),
        ["Logistic"] = Smooth((c, a) => c.Scale(a, Multiply(c.Result, Subtract(c.Constant(1), c.Result)))),
        ["Logit"] = Singular((c, a) => c.DivideSingular(a, Multiply(c.X, Subtract(c.Constant(1), c.X)))),

        // Arithmetic with a name.
        ["Lerp"] = Smooth((c, a) => c.Scale(a, Subtract(c.Constant(1), c.Arguments[2])), (c, a) => c.Scale(a, c.Arguments[2]), (c, a) => c.Scale(a, Subtract(c.Y, c.X))),
        ["MultiplyAddEstimate"] = Smooth((c, a) => c.Scale(a, c.Y), (c, a) => c.Scale(a, c.X), (_, a) => a),
        ["FusedMultiplyAdd"] = Smooth((c, a) => c.Scale(a, c.Y), (c, a) => c.Scale(a, c.X), (_, a) => a),
        ["Hypot"] = Kinked((c, a) => OverResult(c, a, c.X), (c, a) => OverResult(c, a, c.Y)),

        // Kinks. The operand that is not differentiated wins a tie; of two that are, the first does. A NaN takes the differentiated path.
        ["Abs"] = Kinked((c, a) => Select(Compare(Greater, c.X, c.Constant(0)), a, c.Mask(Compare(Less, c.X, c.Constant(0)), Negate(a)))),
        ["Max"] = Kinked(
            (c, a) => c.Mask(Not(c.IsActive(1) ? Compare(Greater, c.Y, c.X) : Compare(LessOrEqual, c.X, c.Y)), a),
            (c, a) => c.Mask(c.IsActive(0) ? Compare(Greater, c.Y, c.X) : Not(Compare(LessOrEqual, c.Y, c.X)), a)),
        ["Min"] = Kinked(
            (c, a) => c.Mask(Not(c.IsActive(1) ? Compare(Less, c.Y, c.X) : Compare(GreaterOrEqual, c.X, c.Y)), a),
            (c, a) => c.Mask(c.IsActive(0) ? Compare(Less, c.Y, c.X) : Not(Compare(GreaterOrEqual, c.Y, c.X)), a)),
        ["Clamp"] = Kinked(
            (c, a) => c.Mask(Not(Or(Compare(LessOrEqual, c.X, c.Y), Compare(GreaterOrEqual, c.X, c.Arguments[2]))), a),
            (c, a) => c.Mask(Compare(LessOrEqual, c.X, c.Y), a),
            (c, a) => c.Mask(And(Compare(GreaterOrEqual, c.X, c.Arguments[2]), Compare(Greater, c.X, c.Y)), a)),
        ["CopySign"] = Kinked(
            (c, a) => Select(Compare(Equal, c.X, c.Constant(0)), c.Constant(0), Select(Compare(Equal, c.Result, c.X), a, Negate(a))),
            None),

        // Steps: the derivative is 0 wherever there is one.
        ["Floor"] = Kinked(None),
        ["Ceiling"] = Kinked(None),
        ["Round"] = Kinked(None),
        ["Truncate"] = Kinked(None),
        ["Sign"] = Kinked(None),
        ["Stop"] = Kinked(None),
    };

    private static readonly DerivativeRule StrongProduct = Singular((c, a) => ScaleByOther(a, c.Y), (c, a) => ScaleByOther(a, c.X));

    /// <summary>What rules themselves are written with: by one factor the derivative is the other one, which may be infinite.</summary>
    private static readonly Dictionary<string, DerivativeRule> OfStrongZeros = new()
    {
        [StrongZero.LeftProduct] = StrongProduct,
        [StrongZero.RightProduct] = StrongProduct,
        [StrongZero.Product] = StrongProduct,
        [StrongZero.Quotient] = Singular(ByDividend, ByDivisor),
    };

    private static readonly DerivativeRule Sum = Smooth((_, a) => a, (_, a) => a);
    private static readonly DerivativeRule Difference = Smooth((_, a) => a, (_, a) => Negate(a));
    private static readonly DerivativeRule Product = Smooth((c, a) => c.Scale(a, c.Y), (c, a) => c.Scale(a, c.X));
    private static readonly DerivativeRule Ratio = Singular(ByDividend, ByDivisor);

    // C#'s remainder truncates: x % y = x − y · Truncate(x / y).
    private static readonly DerivativeRule Remainder = Kinked(
        (_, a) => a,
        (c, a) => c.Scale(a, Negate(Call("Truncate", Divide(c.X, c.Y)))));

    // (x + y) z
    private static readonly DerivativeRule SumTimes = Smooth(
        (c, a) => c.Scale(a, c.Arguments[2]),
        (c, a) => c.Scale(a, c.Arguments[2]),
        (c, a) => c.Scale(a, Add(c.X, c.Y)));

    // 1 / (1 + e⁻ˣ)
    private static readonly DerivativeRule Logistic = Smooth((c, a) => c.Scale(a, Multiply(c.Result, Subtract(c.Constant(1), c.Result))));

    private static readonly DerivativeRule Negation = Smooth((_, a) => Negate(a));

    /// <summary>The rule of a function, or null where there is none: a predicate, an index, an integer function.</summary>
    public static DerivativeRule? Find(string function)
        => Rules.TryGetValue(function, out DerivativeRule? rule) || OfStrongZeros.TryGetValue(function, out rule) || OfStableForms.TryGetValue(function, out rule) ? rule : null;

    /// <summary>Every function and operator of real numbers, with the positions of the arguments through which a derivative flows.</summary>
    public static IEnumerable<(string Function, int Argument)> Partials
        => Rules.Keys.Concat(["Add", "Subtract", "Multiply", "Divide", "Remainder", "Negate"])
            .SelectMany(name => Enumerable.Range(0, FindMap(name)!.Partials.Length).Where(i => Flows(FindMap(name)!, i)).Select(i => (name, i)));

    /// <summary>The name under which the rule of a real expression is found, or null where it has none.</summary>
    public static string? NameOf(Expression expression) => expression switch
    {
        Binary binary when binary.Type.IsReal && binary.Operator <= BinaryOperator.Remainder => binary.Operator.ToString(),
        Unary { Operator: UnaryOperator.Negate } unary when unary.Type.IsReal => "Negate",
        Apply apply when Rules.ContainsKey(apply.Function) || OfStableForms.ContainsKey(apply.Function) => apply.Function,
        _ => null,
    };

    /// <summary>The rule of a function that is applied to each element of rows: of the table, or an operator by its name.</summary>
    public static DerivativeRule? FindMap(string function) => function switch
    {
        "Add" => Sum,
        "Subtract" => Difference,
        "Multiply" => Product,
        "Divide" => Ratio,
        "Remainder" => Remainder,
        "Negate" => Negation,
        "MultiplyAdd" => Find("FusedMultiplyAdd"),
        "AddMultiply" => SumTimes,
        "Sigmoid" => Logistic,
        _ => Find(function),
    };

    /// <summary>The rule of a real operator.</summary>
    public static DerivativeRule Find(Binary binary) => binary.Operator switch
    {
        BinaryOperator.Add => Sum,
        BinaryOperator.Subtract => Difference,
        BinaryOperator.Multiply => Product,
        BinaryOperator.Divide => Ratio,
        BinaryOperator.Remainder => Remainder,
        _ => throw new InvalidOperationException($"'{IrPrinter.Symbol(binary.Operator)}' is no operator of real numbers."),
    };

    /// <summary>The rule of a real expression of operands that are atoms, and those operands; null where no derivative flows through it.</summary>
    public static (DerivativeRule Rule, EquatableArray<Expression> Arguments)? Find(Expression expression) => expression switch
    {
        Binary binary when binary.Type.IsReal => (Find(binary), [binary.Left, binary.Right]),
        Unary { Operator: UnaryOperator.Negate } unary when unary.Type.IsReal => (Negation, [unary.Operand]),
        Apply { External: { } external } apply => external.Rule is { } rule ? (UserRules.Of(rule), apply.Arguments) : null,
        Apply apply when Find(apply.Function) is { } rule => (rule, apply.Arguments),
        _ => null,
    };

    /// <summary>Whether a derivative flows from argument <paramref name="index"/> to the result anywhere.</summary>
    public static bool Flows(DerivativeRule rule, int index) => rule.Partials[index] != None;

    /// <summary>Whether a partial derivative of the expression may be infinite or NaN. Dividing by a constant other than 0 is harmless.</summary>
    public static bool IsSingular(Expression expression)
        => expression is not Binary { Operator: BinaryOperator.Divide, Right: RealLiteral { Value: not 0 } }
            && Find(expression) is { Rule.IsSingular: true };

    private static Expression ScaleByOther(Expression a, Expression other) => StrongZero.Multiply(a, other, leftMayBeZero: true, rightMayBeZero: true);

    private static DerivativeRule Smooth(params Partial[] partials) => new(partials, IsSmooth: true, IsSingular: false);

    private static DerivativeRule Kinked(params Partial[] partials) => new(partials, IsSmooth: false, IsSingular: false);

    private static DerivativeRule Singular(params Partial[] partials) => new(partials, IsSmooth: false, IsSingular: true);

    private static Expression ByDividend(RuleContext c, Expression a) => c.DivideSingular(a, c.Y);

    /// <summary>−a x / y². A change of y stays in range where it is divided by y first; r / y may leave it, also where the derivative does not.</summary>
    private static Expression ByDivisor(RuleContext c, Expression a)
        => c.IsTangent ? Negate(ScaleByOther(c.DivideSingular(a, c.Y), c.Result)) : c.ScaleSingular(a, Negate(Divide(c.Result, c.Y)));

    /// <summary>exp(−x²).</summary>
    private static Expression Gaussian(Expression x) => Call("Exp", Negate(Multiply(x, x)));

    /// <summary>ψ(value) − ψ(x + y).</summary>
    private static Expression DiGammas(RuleContext c, Expression value) => Subtract(Call("DiGamma", value), Call("DiGamma", Add(c.X, c.Y)));

    private static Expression OneMinusSquare(RuleContext c, Expression value) => Subtract(c.Constant(1), Multiply(value, value));

    private static Expression SumOfSquares(RuleContext c) => Add(Multiply(c.X, c.X), Multiply(c.Y, c.Y));

    /// <summary>a · value / r, and 0 where the norm r is 0.</summary>
    private static Expression OverResult(RuleContext c, Expression a, Expression value)
        => Select(Compare(Equal, c.Result, c.Constant(0)), c.Constant(0), c.Scale(a, Divide(value, c.Result)));

    /// <summary>a · y xʸ⁻¹. A constant exponent never computes a logarithm, and x⁰ has slope 0 at 0 too.</summary>
    private static Expression? PowerByBase(RuleContext c, Expression a)
    {
        if (c.Y is not RealLiteral exponent)
        {
            Expression power = Call("Pow", c.X, Subtract(c.Y, c.Constant(1)));
            return c.ScaleSingular(a, StrongZero.Multiply(c.Y, power, leftMayBeZero: true, rightMayBeZero: false));
        }

        return exponent.Value switch
        {
            0 => null,
            1 => a,
            2 => c.Scale(a, Multiply(c.Constant(2), c.X)),
            3 => c.Scale(a, Multiply(c.Constant(3), Multiply(c.X, c.X))),
            > 1 => c.Scale(a, Multiply(c.Y, Call("Pow", c.X, c.Constant(exponent.Value - 1)))),
            _ => c.ScaleSingular(a, Multiply(c.Y, Call("Pow", c.X, c.Constant(exponent.Value - 1)))),
        };
    }

    /// <summary>a · xʸ ln x, and 0 where xʸ is 0: at x = 0 the logarithm is infinite and the slope is not.</summary>
    private static Expression PowerByExponent(RuleContext c, Expression a)
        => c.ScaleSingular(a, StrongZero.Multiply(c.Result, Call("Log", c.X), leftMayBeZero: true, rightMayBeZero: false));
}
