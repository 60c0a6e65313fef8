using System.Globalization;
using System.Text;
using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>
/// Prints formulas as people write them in a line of text: <c>ln Σⱼ exp(sⱼ) − s[label]</c>. A sum over an index, and a function without parentheses before one, reach to the end of
/// their term.
/// </summary>
internal sealed partial class FormulaText
{
    private const string Letters = "aehijklmnoprstuvx";
    private const string Subscripts = "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static readonly HashSet<string> Reserved =
    [
        "exp", "ln", "log2", "log10", "max", "min", "argmax", "argmin", "softmax", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh",
        "erf", "erfc", "abs", "sign", "floor", "ceil", "trunc", "clamp", "cbrt", "σ", "π", "Σ",
    ];

    private readonly HashSet<(string, string)> _sameLength;
    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, string> _indices = [];
    private bool _isComplete = true;

    /// <summary>The row that stands for its elements, inside a softmax.</summary>
    private Item? _whole;

    private FormulaText(HashSet<(string, string)> sameLength, HashSet<string> taken) => (_sameLength, _taken) = (sameLength, taken);

    /// <summary>How tightly the parts of a text hold together.</summary>
    private enum Level
    {
        Pieces,
        Sum,
        Product,

        /// <summary>A sum over an index: reaches to the end of its term.</summary>
        Open,
        Factor,
        Atom,
    }

    /// <summary>Whether the name means something in formulas.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(name);

    /// <param name="sameLength">Rows of one length.</param>
    /// <param name="taken">Names that no index may have.</param>
    /// <param name="at">The index by whose element is differentiated; has its own name.</param>
    /// <returns>The text, or null where an index has no meaning.</returns>
    public static string? Of(Formula formula, HashSet<(string, string)> sameLength, HashSet<string> taken, Index at)
    {
        var text = new FormulaText(sameLength, [.. taken, at.Hint]);
        text._indices.Add(at.Id, at.Hint);
        string printed = text.Print(formula, Level.Sum);
        return text._isComplete ? printed : null;
    }

    /// <summary>The element of a row as text.</summary>
    public static string Element(string row, string index) => row + (Subscript(index) ?? $"[{index}]");

    private string Print(Formula formula, Level level)
    {
        (string text, Level own) = Print(formula);
        return own < level ? $"({text})" : text;
    }

    private (string Text, Level Level) Print(Formula formula)
    {
        switch (formula)
        {
            case Number { Value: < 0 } number:
                return ("−" + Print(new Number(-number.Value), Level.Product), Level.Sum);
            case Number number:
                return (NumberText(number.Value), Denominator(number.Value) is null ? Level.Atom : Level.Product);
            case Name name:
                return (name.Text, Level.Atom);
            case Index index:
                return (TextOf(index), Level.Atom);
            case Item item:
                return (item.Equals(_whole) ? item.Row : item.Row + At(item.At), Level.Atom);
            case Count count:
                return (count.Row + ".Length", Level.Atom);
            case Sum sum:
                return (SumText(sum), Level.Sum);
            case Product or Power { Exponent: Number { Value: < 0 } }:
                return ProductText(formula);
            case Power { Exponent: Number { Value: 0.5 } } root:
                return ("√" + Print(root.Base, Level.Atom), Level.Factor);
            case Power { Exponent: Number { Value: >= 2 and <= 9 and var n } } power when n == Math.Floor(n):
                return (Print(power.Base, Level.Atom) + Superscripts[(int)n], Level.Factor);
            case Power power:
                return ($"{Print(power.Base, Level.Atom)}^{Print(power.Exponent, Level.Atom)}", Level.Factor);
            case Applied { Function: "ln" } logarithm:
            {
                (string text, Level own) = Print(logarithm.X);
                return own switch
                {
                    Level.Open => ($"ln {text}", Level.Open),
                    Level.Atom => ($"ln {text}", Level.Factor),
                    _ => ($"ln({text})", Level.Atom),
                };
            }

            case Applied { Function: "abs" } magnitude when Print(magnitude.X).Text is var text && !text.Contains('|'):
                return ($"|{text}|", Level.Atom);
            case Applied applied:
                return ($"{applied.Function}({string.Join(", ", applied.Arguments.Select(argument => Print(argument, Level.Sum)))})", Level.Atom);
            case Bracket bracket:
                return ($"[{Print(bracket.Condition)}]", Level.Atom);
            case Pieces pieces:
                return ($"{Print(pieces.Condition)} ? {Print(pieces.Then, Level.Sum)} : {Print(pieces.Else, Level.Sum)}", Level.Pieces);
            case Series series:
            {
                (Condition condition, Formula body) = Separate(series);
                return (Over("Σ", series.Index, series.From, series.To, condition, body), Level.Open);
            }

            case Extremum extremum:
                return (Over(extremum.IsMaximum ? "max" : "min", extremum.Index, extremum.From, extremum.To, extremum.Condition, extremum.Body), Level.Open);
            case Argument { Of: var best }:
                return (Over(best.IsMaximum ? "argmax" : "argmin", best.Index, best.From, best.To, best.Condition, best.Body), Level.Open);
            case Softmax softmax:
            {
                Item? outside = _whole;
                _whole = new Item(softmax.Row, softmax.Index);
                string exponent = Print(softmax.Exponent, Level.Sum);
                _whole = outside;
                return ($"softmax({exponent}){At(softmax.At)}", Level.Atom);
            }

            case Stopped stopped:
                return Print(stopped.Value);
            default:
                throw new InvalidOperationException($"No text for {formula.GetType().Name}.");
        }
    }

    private string SumText(Sum sum)
    {
        // A sum does not begin with a minus if it can begin with something else.
        List<string> terms = [.. sum.Terms.Select(term => Print(term, Level.Sum) is var text && term is Sum or Pieces ? Print(term, Level.Product) : text)];
        int one = sum.Terms.Any(term => term is Applied { Function: "exp" }) ? sum.Terms.ToList().FindIndex(term => term is Number { Value: > 0 }) : -1;
        int first = one >= 0 ? one : Math.Max(0, terms.FindIndex(term => term[0] != '−'));
        terms = [terms[first], .. terms.Where((_, i) => i != first)];
        var all = new StringBuilder(terms[0]);
        foreach (string term in terms.Skip(1))
            all.Append(term[0] == '−' ? $" − {term.Substring(1)}" : $" + {term}");
        return all.ToString();
    }

    private (string Text, Level Level) ProductText(Formula formula)
    {
        (double coefficient, Formula of) = Arithmetic.Coefficient(formula);
        var above = new List<Formula>();
        var below = new List<string>();
        double size = Math.Abs(coefficient);
        bool isDivided = Arithmetic.Factors(of).Any(factor => factor is Power { Exponent: Number { Value: < 0 } });
        if ((Denominator(size) ?? (isDivided && size < 1 && Math.Round(1 / size) is var whole && 1 / whole == size ? NumberDigits(whole) : null)) is { } denominator)
        {
            below.Add(denominator);
            size = 1;
        }

        foreach (Formula factor in Arithmetic.Factors(of))
        {
            if (factor is Power { Exponent: Number { Value: < 0 } exponent } power)
                below.Add(Print(Arithmetic.Power(power.Base, new Number(-exponent.Value)), Level.Factor));
            else
                above.Add(factor);
        }

        List<(string Text, Level Level)> parts = [.. above.OrderBy(Rank).Select(Print).OrderBy(part => part.Level == Level.Open)];
        var texts = new List<string>();
        if (size != 1 || parts.Count == 0)
            texts.Add(NumberText(size));
        for (int i = 0; i < parts.Count; i++)
        {
            bool isLast = i == parts.Count - 1 && below.Count == 0;
            texts.Add(parts[i].Level >= (isLast ? Level.Open : Level.Factor) ? parts[i].Text : $"({parts[i].Text})");
        }

        string text = string.Join("·", texts) + (below.Count == 0 ? "" : below.Count == 1 ? $"/{below[0]}" : $"/({string.Join("·", below)})");
        return coefficient < 0 ? ("−" + text, Level.Sum) : (text, Level.Product);
    }

    /// <summary>Names first, as one says 2·a·x, then brackets.</summary>
    private static int Rank(Formula factor) => factor switch
    {
        Name or Power { Base: Name } => 0,
        Bracket => 1,
        _ => 2,
    };

    private string At(Formula at) => at is Index index && Subscript(TextOf(index)) is { } subscript ? subscript : $"[{Print(at, Level.Sum)}]";

    private string TextOf(Index index)
    {
        if (_indices.TryGetValue(index.Id, out string? name))
            return name;
        _isComplete = false;
        return "";
    }

    private static string? Subscript(string index) => index.Length == 1 && Letters.IndexOf(index[0]) is >= 0 and var letter ? Subscripts[letter].ToString() : null;

    /// <summary>The number that divides instead of being multiplied with: 1/3.</summary>
    private static string? Denominator(double value)
        => NumberDigits(value).Length > 8 && Math.Round(1 / value) is > 2 and <= 1000 and var whole && 1 / whole == value ? NumberDigits(whole) : null;

    private static string NumberText(double value) => value == Math.PI ? "π" : Denominator(value) is { } denominator ? $"1/{denominator}" : NumberDigits(value);

    private static string NumberDigits(double value)
    {
        string text = value.ToString("G15", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E');
        return exponent < 0 ? text : $"{text.Substring(0, exponent)}e{int.Parse(text.Substring(exponent + 1), CultureInfo.InvariantCulture)}";
    }
}
