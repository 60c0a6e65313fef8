using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace AutoGradLinear.RandomPrograms.Language;

/// <summary>C# text with holes, written as an interpolated string.</summary>
[InterpolatedStringHandler]
internal readonly ref struct Template(int literalLength, int formattedCount)
{
    private readonly ImmutableArray<Part>.Builder _parts =
        ImmutableArray.CreateBuilder<Part>((2 * formattedCount) + Math.Sign(literalLength));

    public ImmutableArray<Part> Parts => _parts.ToImmutable();

    public void AppendLiteral(string text) => _parts.Add(new Verbatim(text));

    public void AppendFormatted(string text) => _parts.Add(new Verbatim(text));

    public void AppendFormatted(int number) => _parts.Add(new Verbatim(number.ToString(CultureInfo.InvariantCulture)));

    public void AppendFormatted(Part part) => _parts.Add(part);

    public void AppendFormatted(Variable variable) => _parts.Add(new Verbatim(variable.Name));

    /// <summary>A list with commas.</summary>
    public void AppendFormatted(IEnumerable<Part> parts)
    {
        bool isFirst = true;
        foreach (Part part in parts)
        {
            if (!isFirst)
                _parts.Add(new Verbatim(", "));
            isFirst = false;
            _parts.Add(part);
        }
    }
}

/// <summary>Makes nodes of C# text with holes.</summary>
internal static class Code
{
    public static Expression Real(Template text) => new(Kind.Real, text.Parts);

    public static Expression Single(Template text) => new(Kind.Single, text.Parts);

    public static Expression Whole(Template text) => new(Kind.Whole, text.Parts);

    public static Expression Truth(Template text) => new(Kind.Truth, text.Parts);

    public static Expression Of(Kind kind, Template text) => new(kind, text.Parts);

    public static Statement Do(Template text) => new(text.Parts);

    public static Statement Exit(Template text) => new(text.Parts) { IsExit = true };

    /// <summary>Numbers are printed so that C# reads the same number: with a point, and negative ones in parentheses.</summary>
    public static Expression Literal(double value) => Real($"{InParentheses(value.ToString("0.0###", CultureInfo.InvariantCulture))}");

    public static Expression Literal(int value) => Whole($"{InParentheses(value.ToString(CultureInfo.InvariantCulture))}");

    private static string InParentheses(string number) => number[0] == '-' ? $"({number})" : number;
}
