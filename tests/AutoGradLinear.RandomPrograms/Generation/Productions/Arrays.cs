using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Scratch arrays, and writing to elements.</summary>
internal static class Arrays
{
    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Arrays, 2, (make, scope, _) => New(make, scope)),
        new(Feature.Arrays, 4, (make, scope, _) => Elements.AnyBuffer(make, scope) is { } row
            ? Code.Do($"{row}[{Elements.Index(make, scope, row)}] = {make.Value(scope, 2)};")
            : null),
        new(Feature.Arrays, 4, (make, scope, _) => Elements.AnyBuffer(make, scope) is { } row
            ? Code.Do($"{row}[{Elements.Index(make, scope, row)}] {make.Dice.Pick("+=", "-=", "*=")} {make.Bounded(scope, 2)};")
            : null),
    ];

    private static Statement New(Maker make, Scope scope)
    {
        int length = make.Dice.Between(2, 5);
        Variable row = scope.Fresh("p", Kind.Array) with { Length = length };
        Statement statement = make.Dice.Next(4) switch
        {
            0 => Code.Do($"{Kind.Array} {row} = [{Many(make, scope, length)}];"),
            1 => Code.Do($"{Kind.Array} {row} = new {Kind.Real}[] {{ {Many(make, scope, length)} }};"),
            2 when Elements.AnyRow(make, scope) is { } other => OfLength(row = row with { Length = other.Length }, other),
            _ => Code.Do($"{Kind.Array} {row} = new {Kind.Real}[{length}];"),
        };
        scope.Declare(row);
        return statement;
    }

    private static Statement OfLength(Variable row, Variable other) => Code.Do($"{Kind.Array} {row} = new {Kind.Real}[{other}.Length];");

    public static IEnumerable<Expression> Many(Maker make, Scope scope, int count)
        => Enumerable.Range(0, count).Select(_ => make.Real(scope, 1)).ToList();
}
