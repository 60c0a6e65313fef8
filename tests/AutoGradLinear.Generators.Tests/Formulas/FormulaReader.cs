using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Reads the text of a formula as people do, and computes its value: a judge that shares nothing with the compiler.</summary>
internal sealed partial class FormulaReader
{
    private const string Letters = "aehijklmnoprstuvx";
    private const string Subscripts = "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private readonly string _text;
    private readonly List<(string Index, HashSet<string> Rows)> _open = [];
    private readonly HashSet<string> _wholeRows = [];
    private int _position;
    private bool _isInSoftmax;

    private FormulaReader(string text) => _text = text;

    /// <summary>The value for given numbers, rows (arrays of doubles) and flags.</summary>
    public delegate double Value(Dictionary<string, object> names);

    private delegate bool Truth(Dictionary<string, object> names);

    public static Value Read(string text)
    {
        var reader = new FormulaReader(text);
        Value value = reader.Pieces();
        return reader._position == text.Length ? value : throw reader.Problem();
    }

    private FormatException Problem() => new($"'{_text}' cannot be read from '{_text[_position..]}' on.");

    private bool Takes(string token)
    {
        int start = _position;
        while (start < _text.Length && _text[start] == ' ')
            start++;
        if (string.CompareOrdinal(_text, start, token, 0, token.Length) != 0)
            return false;
        _position = start + token.Length;
        return true;
    }

    private void Expect(string token)
    {
        if (!Takes(token))
            throw Problem();
    }

    private Value Pieces()
    {
        int start = _position;
        try
        {
            Truth condition = Condition();
            if (Takes("?"))
            {
                Value then = Sum();
                Expect(":");
                Value @else = Sum();
                return names => condition(names) ? then(names) : @else(names);
            }
        }
        catch (FormatException)
        {
            // No condition stands here.
        }

        _position = start;
        return Sum();
    }

    private Value Sum()
    {
        bool isNegative = Takes("−");
        Value first = Term();
        Value sum = isNegative ? names => -first(names) : first;
        while (true)
        {
            (Value left, bool isSum) = (sum, Takes("+"));
            if (!isSum && !Takes("−"))
                return sum;
            Value right = Term();
            sum = isSum ? names => left(names) + right(names) : names => left(names) - right(names);
        }
    }

    /// <summary>A product. A bracket that is 0 makes it 0, whatever stands beside it.</summary>
    private Value Term()
    {
        List<(Value Value, bool Divides, bool IsBracket)> factors = [];
        bool divides = false;
        do
        {
            bool isBracket = Takes("[");
            if (isBracket)
                _position--;
            factors.Add((Factor(), divides, isBracket));
            divides = Takes("/");
        }
        while (divides || Takes("·"));
        return names => factors.Any(factor => factor.IsBracket && factor.Value(names) == 0)
            ? 0
            : factors.Aggregate(1.0, (product, factor) => factor.Divides ? product / factor.Value(names) : product * factor.Value(names));
    }

    private Value Factor()
    {
        if (Takes("√"))
        {
            Value root = Atom();
            return names => Math.Sqrt(root(names));
        }

        if (Over() is { } open)
            return open;
        Value value = Atom();
        int power = 0;
        while (_position < _text.Length && Superscripts.IndexOf(_text[_position]) is >= 0 and var digit)
        {
            power = (power * 10) + digit;
            _position++;
        }

        if (power > 0)
            return names => Math.Pow(value(names), power);
        if (!Takes("^"))
            return value;
        Value exponent = Atom();
        return names => Math.Pow(value(names), exponent(names));
    }

    /// <summary>Σⱼ, maxⱼ, argmaxⱼ, with what stands below.</summary>
    private Value? Over()
    {
        while (_position < _text.Length && _text[_position] == ' ')
            _position++;
        Match head = Head().Match(_text, _position);
        if (!head.Success)
            return null;
        _position += head.Length;
        string symbol = head.Groups[1].Value;
        string index = head.Groups[2].Success ? Letter(head.Groups[2].Value[0]) : IndexName().Match(head.Groups[3].Value).Value;
        string below = head.Groups[3].Value;
        _open.Add((index, []));
        Value body = Term();
        (_, HashSet<string> rows) = _open[^1];
        List<Truth> conditions = [.. below.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(part => new FormulaReader(part).Condition()).Where(_ => below != index)];
        bool hasRange = below.Contains('<') || below.Contains('≤');
        _open.RemoveAt(_open.Count - 1);
        return names =>
        {
            var inner = new Dictionary<string, object>(names);
            (int from, int to) = hasRange ? (below.Split(',')[0].Contains('≤') ? -20 : 0, 60) : (0, ((double[])names[rows.First()]).Length);
            (double result, int at) = (symbol == "Σ" ? 0 : double.NaN, -1);
            for (int i = from; i < to; i++)
            {
                inner[index] = (double)i;
                if (!conditions.All(condition => condition(inner)))
                    continue;
                double value = body(inner);
                if (symbol == "Σ")
                    result += value;
                else if (at < 0 || (symbol.EndsWith("max", StringComparison.Ordinal) ? value > result : value < result))
                    (result, at) = (value, i);
            }

            return symbol.StartsWith("arg", StringComparison.Ordinal) ? at
                : at < 0 && symbol != "Σ" ? (symbol == "max" ? double.NegativeInfinity : double.PositiveInfinity)
                : result;
        };
    }

    private Value Atom()
    {
        if (Takes("("))
        {
            Value inner = Pieces();
            Expect(")");
            return inner;
        }

        if (Takes("["))
        {
            Truth condition = Condition();
            Expect("]");
            return names => condition(names) ? 1 : 0;
        }

        if (Takes("|"))
        {
            Value inner = Pieces();
            Expect("|");
            return names => Math.Abs(inner(names));
        }

        if (Takes("π"))
            return _ => Math.PI;
        Match number = Number().Match(_text, _position);
        if (number.Success)
        {
            _position += number.Length;
            double value = double.Parse(number.Value, CultureInfo.InvariantCulture);
            return _ => value;
        }

        string name = Identifier();
        if (name == "ln" && !Takes("("))
        {
            Value argument = Over() ?? Atom();
            return names => Math.Log(argument(names));
        }

        if (name == "ln")
            _position--;
        if (Takes("("))
            return Call(name);
        if (Index(name) is { } index)
            return names => ElementOf((double[])names[name], index(names));
        if (name.EndsWith(".Length", StringComparison.Ordinal))
            return names => ((double[])names[name[..^7]]).Length;
        if (_isInSoftmax)
            _wholeRows.Add(name);
        return names => names[name] is double[] row ? ElementOf(row, (double)names["softmax"]) : (double)names[name];
    }

    /// <summary>The index behind a row: a subscript, or in brackets.</summary>
    private Value? Index(string? row)
    {
        if (_position < _text.Length && Subscripts.Contains(_text[_position]))
        {
            string letter = Letter(_text[_position++]);
            if (row is not null && _open.FindLast(open => open.Index == letter) is { Rows: { } rows })
                rows.Add(row);
            return names => (double)names[letter];
        }

        if (_position >= _text.Length || _text[_position] != '[')
            return null;
        _position++;
        Value at = Sum();
        Expect("]");
        return at;
    }

    private string Identifier()
    {
        while (_position < _text.Length && _text[_position] == ' ')
            _position++;
        int start = _position;
        while (_position < _text.Length && (char.IsLetterOrDigit(_text[_position]) || _text[_position] is '_' or '.') && !Subscripts.Contains(_text[_position]))
            _position++;
        return _position > start ? _text[start.._position] : throw Problem();
    }

    private static string Letter(char subscript) => Letters[Subscripts.IndexOf(subscript)].ToString();

    /// <summary>Outside of its row an element has no value.</summary>
    private static double ElementOf(double[] row, double at) => at >= 0 && at < row.Length ? row[(int)at] : double.NaN;

    [GeneratedRegex(@"\G(Σ|argmax|argmin|max|min)(?:([ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ])|_\{([^}]*)\})")]
    private static partial Regex Head();

    [GeneratedRegex(@"\G\d+(\.\d+)?(e-?\d+)?")]
    private static partial Regex Number();

    /// <summary>In a range the index stands before the last comparison, in a condition before the first.</summary>
    [GeneratedRegex(@"(?<=^|≤)\w+(?=[<≠=,]|$)")]
    private static partial Regex IndexName();
}
