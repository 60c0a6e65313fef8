using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Shifts;

/// <summary>
/// What m is multiplied with in u + a m: a sum of products of a number and of powers of values that do not depend on m, as in
/// a = 1 − 2 / t. Numbers are exact here, so that two coefficients are equal only where they are.
/// </summary>
internal sealed record Coefficient(EquatableArray<Coefficient.Term> Terms)
{
    private const int MostTerms = 4;
    private const int LargestExponent = 4;

    /// <summary>Numbers are multiples of 1 / Limit and at most Limit: sums and products of two are exact.</summary>
    private const double Limit = 1024;

    public static readonly Coefficient One = new([new Term([], 1)]);

    /// <summary>A value to a power other than 0.</summary>
    internal sealed record Power(Expression Value, int Exponent);

    /// <summary>A number other than 0 times powers of different values, in the order of their names.</summary>
    internal sealed record Term(EquatableArray<Power> Powers, double Number);

    public bool IsZero => Terms.IsEmpty;

    /// <summary>The variables whose powers it has.</summary>
    public IEnumerable<Variable> Uses() => Terms.SelectMany(term => term.Powers).SelectMany(power => power.Value.Uses());

    /// <summary>A value as a coefficient: a power of two as a number, any other atom under its name; null where it is neither.</summary>
    public static Coefficient? Of(Expression value)
    {
        if (value is RealLiteral { Value: var number })
        {
            if (double.IsNaN(number) || double.IsInfinity(number) || number == 0)
                return null;
            bool isPowerOfTwo = Math.Abs(number) is >= 1 / Limit and <= Limit
                && (BitConverter.DoubleToInt64Bits(number) & ((1L << 52) - 1)) == 0;
            return isPowerOfTwo
                ? new Coefficient([new Term([], number)])
                : new Coefficient([new Term([new Power(new RealLiteral(Math.Abs(number), value.Type), 1)], Math.Sign(number))]);
        }

        return value is Use or Member ? new Coefficient([new Term([new Power(value, 1)], 1)]) : null;
    }

    public Coefficient Negated() => new(Terms.Select(term => term with { Number = -term.Number }).ToEquatableArray());

    public static Coefficient? Add(Coefficient x, Coefficient y)
    {
        List<Term> sum = [.. x.Terms];
        foreach (Term term in y.Terms)
        {
            int like = sum.FindIndex(other => other.Powers == term.Powers);
            double number = term.Number + (like < 0 ? 0 : sum[like].Number);
            if (!IsExact(number))
                return null;
            if (like < 0)
                sum.Add(term);
            else if (number == 0)
                sum.RemoveAt(like);
            else
                sum[like] = term with { Number = number };
        }

        return sum.Count > MostTerms ? null : new Coefficient(sum.OrderBy(NameOf, StringComparer.Ordinal).ToEquatableArray());
    }

    public Coefficient? Times(Coefficient single) => single.Terms is { Count: 1 } terms ? Times(terms[0]) : null;

    /// <summary>The coefficient divided by one of a single term, whose number is a power of two.</summary>
    public Coefficient? Over(Coefficient single)
        => single.Terms is { Count: 1 } terms
            ? Times(new Term(
                terms[0].Powers.Select(power => power with { Exponent = -power.Exponent }).ToEquatableArray(),
                1 / terms[0].Number))
            : null;

    private Coefficient? Times(Term factor)
    {
        var product = new List<Term>();
        foreach (Term term in Terms)
        {
            double number = term.Number * factor.Number;
            EquatableArray<Power> powers = term.Powers.Concat(factor.Powers)
                .GroupBy(power => power.Value)
                .Select(alike => new Power(alike.Key, alike.Sum(power => power.Exponent)))
                .Where(power => power.Exponent != 0)
                .OrderBy(power => power.Value.ToString(), StringComparer.Ordinal)
                .ToEquatableArray();
            if (!IsExact(number) || powers.Any(power => Math.Abs(power.Exponent) > LargestExponent))
                return null;
            product.Add(new Term(powers, number));
        }

        return new Coefficient(product.OrderBy(NameOf, StringComparer.Ordinal).ToEquatableArray());
    }

    private static bool IsExact(double number) => Math.Abs(number) <= Limit && number * Limit == Math.Floor(number * Limit);

    private static string NameOf(Term term) => string.Join(" ", term.Powers);
}
