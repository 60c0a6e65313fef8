using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>How an argument is passed.</summary>
internal enum Passing
{
    ByValue,
    ByReference,
    Out,
    ReadOnly,
}

internal sealed record MethodParameter(Variable Variable, Passing Passing);

/// <summary>A method or local function that can be called.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Result">What it returns.</param>
/// <param name="Signature">
/// Its parameters, a letter for each: R real, W whole, T truth, P pair, C couple, v row, b buffer, a array; after <c>&amp;</c>
/// <c>ref</c>, after <c>!</c>
/// <c>out</c>, after <c>@</c> <c>in</c>.
/// </param>
/// <param name="Parameters">The same, with names.</param>
internal sealed record Method(string Name, Kind Result, string Signature, IReadOnlyList<MethodParameter> Parameters)
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    public static Method Of(string name, Kind result, string signature)
    {
        var parameters = new List<MethodParameter>();
        Passing passing = Passing.ByValue;
        foreach (char letter in signature)
        {
            switch (letter)
            {
                case '&':
                    passing = Passing.ByReference;
                    continue;
                case '!':
                    passing = Passing.Out;
                    continue;
                case '@':
                    passing = Passing.ReadOnly;
                    continue;
            }

            parameters.Add(new(
                new Variable(Names[parameters.Count], KindOf(letter))
                {
                    IsWritable = passing != Passing.ReadOnly && letter != 'v',
                    IsByReference = passing != Passing.ByValue,
                    IsAssignable = passing == Passing.ByValue && letter == 'a',
                },
                passing));
            passing = Passing.ByValue;
        }

        return new Method(name, result, signature, parameters);
    }

    /// <summary>The head of the declaration.</summary>
    public Expression Declaration => Code.Of(Kind.Nothing, $"{Result} {Name}({Parameters.Select(Declare)})");

    private static Expression Declare(MethodParameter parameter)
        => Code.Of(Kind.Nothing, $"{Modifier(parameter.Passing)}{parameter.Variable.Kind} {parameter.Variable}");

    private static string Modifier(Passing passing) => passing switch
    {
        Passing.ByReference => "ref ",
        Passing.Out => "out ",
        Passing.ReadOnly => "in ",
        _ => "",
    };

    private static Kind KindOf(char letter) => letter switch
    {
        'R' => Kind.Real,
        'W' => Kind.Whole,
        'T' => Kind.Truth,
        'P' => Kind.Pair,
        'C' => Kind.Couple,
        'v' => Kind.Row,
        'b' => Kind.Buffer,
        'a' => Kind.Array,
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, null),
    };
}
