using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Arrays of integers, which steer and are overwritten.</summary>
internal static class WholeArrays
{
    public static readonly Production<Expression>[] Wholes =
    [
        new(Feature.WholeArrays, 8, (make, scope, _) => make.Any(scope, Kind.Wholes, Kind.WholeRow) is { } row
            ? Code.Whole($"{row}[{Index(make, scope, row)}]")
            : null),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.WholeArrays, 3, New),
        new(Feature.WholeArrays, 4, (make, scope, _) => make.Target(scope, Kind.Wholes) is { } row
            ? Code.Do($"{row}[{Index(make, scope, row)}] {make.Dice.Pick("=", "=", "+=", "^=")} {make.Whole(scope, 2)};")
            : null),
        new(Feature.WholeArrays, 1, (make, scope, _) => make.Target(scope, Kind.Wholes) is { } row
            ? Code.Do($"{row}[{Index(make, scope, row)}]{make.Dice.Pick("++", "--")};")
            : null),
    ];

    private static Statement New(Maker make, Scope scope, int depth)
    {
        int length = make.Dice.Between(2, 4);
        List<Expression> elements = Enumerable.Range(0, length).Select(_ => make.Whole(scope, 0)).ToList();
        Variable row = scope.Declare(scope.Fresh("t", Kind.Wholes) with { Length = length });
        return make.Dice.Chance(70) ? Code.Do($"int[] {row} = [{elements}];") : Code.Do($"int[] {row} = new int[{length}];");
    }

    private static Expression Index(Maker make, Scope scope, Variable row)
        => make.Dice.Chance(50)
            ? Code.Literal(make.Dice.Next(row.Length))
            : Integers.Masked(make, scope, row.Length >= 4 ? 3 : 1);
}
