using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>
/// Makes formulas in their simplest form. An identity is applied where the new side has the value of the old side wherever that has one, in exact numbers: x / x becomes 1, but √x²
/// does not become x.
/// </summary>
internal static class Arithmetic
{
    public static Formula Add(params Formula[] terms) => Add((IEnumerable<Formula>)terms);

    public static Formula Add(IEnumerable<Formula> terms)
    {
        double constant = 0;
        var sums = new List<(double Coefficient, Formula Of)>();
        foreach (Formula term in terms.SelectMany(Terms))
        {
            (double coefficient, Formula of) = Coefficient(term);
            if (of.Equals(Formula.One))
            {
                constant += coefficient;
                continue;
            }

            int like = sums.FindIndex(sum => sum.Of.Equals(of));
            if (like < 0)
                sums.Add((coefficient, of));
            else
                sums[like] = (sums[like].Coefficient + coefficient, of);
        }

        List<Formula> all = [.. sums.Where(sum => sum.Coefficient != 0).Select(sum => Scale(sum.Coefficient, sum.Of))];
        if (constant != 0)
            all.Add(new Number(constant));
        return all.Count == 0 ? Formula.Zero : all.Count == 1 ? all[0] : new Sum(all.ToEquatableArray());
    }

    public static Formula Subtract(Formula left, Formula right) => Add(left, Negate(right));

    public static Formula Negate(Formula formula) => Multiply(new Number(-1), formula);

    public static Formula Divide(Formula left, Formula right) => Multiply(left, Power(right, new Number(-1)));

    public static Formula Square(Formula formula) => Power(formula, new Number(2));

    public static Formula Sqrt(Formula formula) => Power(formula, new Number(0.5));

    /// <summary>The terms of a sum; of any other formula, itself.</summary>
    public static IEnumerable<Formula> Terms(Formula formula) => formula is Sum sum ? sum.Terms : formula.Equals(Formula.Zero) ? [] : [formula];

    /// <summary>The factors of a product; of any other formula, itself.</summary>
    public static IEnumerable<Formula> Factors(Formula formula) => formula is Product product ? product.Factors : [formula];

    /// <summary>The constant factor, and the rest.</summary>
    public static (double Coefficient, Formula Of) Coefficient(Formula formula) => formula switch
    {
        Number number => (number.Value, Formula.One),
        Product { Factors: var factors } when factors[0] is Number number => (number.Value, Joined([.. factors.Skip(1)])),
        _ => (1, formula),
    };

    public static Formula Multiply(params Formula[] factors) => Multiply((IEnumerable<Formula>)factors);

    public static Formula Multiply(IEnumerable<Formula> factors)
    {
        double coefficient = 1;
        var conditions = new List<Condition>();
        var exponents = new List<Formula>();
        var rest = new List<Formula>();
        foreach (Formula factor in factors.SelectMany(Factors))
        {
            switch (factor)
            {
                case Number number:
                    coefficient *= number.Value;
                    break;
                case Bracket bracket:
                    conditions.Add(bracket.Condition);
                    break;
                case Applied { Function: "exp" } exponential:
                    exponents.Add(exponential.X);
                    break;
                case Sum sum when rest.FindIndex(other => other is Sum or Formulas.Power { Base: Sum } && Parts(other).Base.Equals(Negate(sum))) is >= 0:
                    coefficient = -coefficient;
                    AddFactor(rest, Negate(sum));
                    break;
                default:
                    AddFactor(rest, factor);
                    break;
            }
        }

        rest.RemoveAll(factor => factor.Equals(Formula.One));
        JoinSigns(rest);
        conditions = [.. conditions.SelectMany(part => part is Every every ? every.Of : [part]).Where(part => !rest.Any(factor => Implies(factor, part)))];
        Condition condition = Condition.And(conditions);
        if (coefficient == 0 || condition.Equals(Condition.False))
            return Formula.Zero;
        Formula joined = Exp(exponents.Count == 0 ? Formula.Zero : Sigmoids(Add(exponents), rest));
        if (!joined.Equals(Formula.One))
            rest.Insert(0, joined);
        if (!condition.Equals(Condition.True))
            rest.Insert(0, new Bracket(condition));
        return Scale(coefficient, Joined(rest));
    }

    /// <summary>The base to the power of the exponent.</summary>
    public static Formula Power(Formula @base, Formula exponent)
    {
        if (exponent is not Number { Value: var n })
            return new Power(@base, exponent);
        bool isWhole = n == Math.Floor(n);
        switch (@base)
        {
            case var _ when n == 0:
                return Formula.One;
            case var _ when n == 1:
                return @base;
            case Number { Value: 1 }:
                return @base;
            case Number number when isWhole && number.Value != 0 && Math.Abs(n) <= 8:
                return new Number(Math.Pow(number.Value, n));
            case Product product when isWhole && (n > 0 || !product.Factors.Any(factor => factor is Bracket)):
                return Multiply(product.Factors.Select(factor => Power(factor, exponent)));
            case Bracket when n > 0:
                return @base;
            case Applied { Function: "abs" } magnitude when n == 2:
                return Power(magnitude.X, exponent);
            case Power { Exponent: Number inner } power when n == -1 || (isWhole && inner.Value == Math.Floor(inner.Value)):
                return Power(power.Base, new Number(n * inner.Value));
            case Applied { Function: "exp" } exponential:
                return Exp(Multiply(exponent, exponential.X));

            // 1 / (1 + eˣ) = σ(−x)
            case Sum { Terms: { Count: 2 } terms } when n == -1 && terms.Contains(Formula.One) && terms.OfType<Applied>().FirstOrDefault(term => term.Function == "exp") is { } exponential:
                return Applied.Of("σ", Negate(exponential.X));
            default:
                return new Power(@base, exponent);
        }
    }

    public static Formula Exp(Formula x) => x.Equals(Formula.Zero) ? Formula.One : Applied.Of("exp", x);

    /// <summary>ln x, with the exponentials among the factors of x taken out.</summary>
    public static Formula Ln(Formula x)
    {
        if (x.Equals(Formula.One))
            return Formula.Zero;
        if (x is Power { Exponent: Number { Value: -1 } } inverse)
            return Negate(Ln(inverse.Base));
        List<Applied> exponentials = [.. Factors(x).OfType<Applied>().Where(factor => factor.Function == "exp")];
        return exponentials.Count == 0
            ? Applied.Of("ln", x)
            : Add([.. exponentials.Select(exponential => exponential.X), Ln(Joined([.. Factors(x).Where(factor => factor is not Applied { Function: "exp" })]))]);
    }

    public static Formula Where(Condition condition) => condition is Fixed constant ? (constant.Value ? Formula.One : Formula.Zero) : new Bracket(condition);

    /// <summary>One formula or the other. Where one is the other and something more, the brackets speak of that only.</summary>
    public static Formula Choose(Condition condition, Formula then, Formula @else)
    {
        if (condition is Fixed constant)
            return constant.Value ? then : @else;
        if (Remainder(then, @else) is { } more)
            return Add(@else, Multiply(Where(condition), more));
        return Remainder(@else, then) is { } less
            ? Add(then, Multiply(Where(Condition.Not(condition)), less))
            : new Pieces(condition, then, @else);
    }

    /// <summary>The terms of the first sum that the other has not, where it has no others.</summary>
    private static Formula? Remainder(Formula all, Formula some)
    {
        List<Formula> rest = [.. Terms(all)];
        return Terms(some).All(rest.Remove) ? Add(rest) : null;
    }

    private static Formula Scale(double coefficient, Formula of) => (coefficient, of) switch
    {
        (0, _) => Formula.Zero,
        (1, _) => of,
        (_, Number number) => new Number(coefficient * number.Value),
        (-1, Sum sum) => new Sum(sum.Terms.Select(Negate).ToEquatableArray()),
        _ when Coefficient(of) is { Coefficient: not 1 } product => Scale(coefficient * product.Coefficient, product.Of),
        _ => new Product([new Number(coefficient), .. Factors(of)]),
    };

    private static Formula Joined(List<Formula> factors)
        => factors.Count == 0 ? Formula.One : factors.Count == 1 ? factors[0] : new Product(factors.ToEquatableArray());

    private static (Formula Base, Formula Exponent) Parts(Formula formula) => formula is Formulas.Power power ? (power.Base, power.Exponent) : (formula, Formula.One);

    /// <summary>Powers of one base become one.</summary>
    private static void AddFactor(List<Formula> factors, Formula factor)
    {
        (Formula @base, Formula exponent) = Parts(factor);
        int like = factors.FindIndex(other => Parts(other).Base.Equals(@base));
        if (like < 0)
            factors.Add(factor);
        else
            factors[like] = Power(@base, Add(Parts(factors[like]).Exponent, exponent));
    }

    /// <summary>|x| sign(x) = x</summary>
    private static void JoinSigns(List<Formula> factors)
    {
        foreach (Applied sign in factors.OfType<Applied>().Where(factor => factor.Function == "sign").ToList())
        {
            if (factors.Remove(Applied.Of("abs", sign.X)))
                factors[factors.IndexOf(sign)] = sign.X;
        }
    }

    /// <summary>Whether the factor is 0 anyway where the condition does not hold: max(0, x) where x > 0 does not.</summary>
    private static bool Implies(Formula factor, Condition condition)
        => condition is Comparison { Operator: BinaryOperator.Greater, Right: Number { Value: 0 } } positive
            && Parts(factor) is { Base: Applied { Function: "max" } larger, Exponent: Number { Value: > 0 } }
            && larger.Arguments.Contains(Formula.Zero) && larger.Arguments.Contains(positive.Left);

    /// <summary>Whether the terms of a sum, or parts of them, are terms of another one, and the rest.</summary>
    public static Formula? Without(Formula all, Formula some)
    {
        double Weight(Formula formula) => Terms(formula).Sum(term => Math.Abs(Coefficient(term).Coefficient));
        Formula rest = Subtract(all, some);
        return Math.Abs(Weight(all) - Weight(some) - Weight(rest)) < 1e-9 ? rest : null;
    }

    /// <summary>eˣ σ(−x) = σ(x)</summary>
    private static Formula Sigmoids(Formula exponent, List<Formula> factors)
    {
        for (int i = 0; i < factors.Count; i++)
        {
            if (factors[i] is Applied { Function: "σ" } sigmoid && Without(exponent, Negate(sigmoid.X)) is { } rest)
            {
                factors[i] = Applied.Of("σ", Negate(sigmoid.X));
                exponent = rest;
            }
        }

        return exponent;
    }
}
