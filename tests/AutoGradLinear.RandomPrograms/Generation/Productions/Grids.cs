using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Arrays of two dimensions, and arrays of arrays: two rows of three elements.</summary>
internal static class Grids
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Grids, 4, (make, scope, _) => make.Any(scope, Kind.Grid, Kind.Jagged) is { } grid ? Element(make, scope, grid) : null),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Grids, 3, NewGrid),
        new(Feature.Grids, 3, NewJagged),
        new(Feature.Grids, 4, (make, scope, _) => make.Any(scope, Kind.Grid, Kind.Jagged) is { } grid
            ? Code.Do($"{Element(make, scope, grid)} {make.Dice.Pick("=", "=", "+=", "*=")} {make.Bounded(scope, 2)};")
            : null),
        new(Feature.Grids, 2, RowOfJagged),
        new(Feature.Grids, 1, OverGrid),
    ];

    private static Statement NewGrid(Maker make, Scope scope, int depth)
    {
        List<Expression> elements = [.. Arrays.Many(make, scope, 6)];
        Variable grid = scope.Declare(scope.Fresh("g", Kind.Grid));
        return make.Dice.Chance(50)
            ? Code.Do($"{Kind.Grid} {grid} = new {Kind.Real}[2, 3];")
            : Code.Do($"{Kind.Grid} {grid} = {{ {{ {elements[..3]} }}, {{ {elements[3..]} }} }};");
    }

    private static Statement NewJagged(Maker make, Scope scope, int depth)
    {
        List<Expression> elements = [.. Arrays.Many(make, scope, 6)];
        Variable? shared = make.Dice.PickLate(scope.Of(Kind.Array).Where(row => row.Length >= 3 && row.IsWritable));
        Expression second = shared is null ? Code.Of(Kind.Array, $"[{elements[3..]}]") : Code.Of(Kind.Array, $"{shared}");
        Variable grid = scope.Declare(scope.Fresh("g", Kind.Jagged));
        return Code.Do($"{Kind.Jagged} {grid} = [[{elements[..3]}], {second}];");
    }

    private static Expression Element(Maker make, Scope scope, Variable grid)
    {
        Expression row = Code.Whole($"{(make.Dice.Chance(50) ? Integers.Masked(make, scope, 1) : Code.Literal(make.Dice.Next(2)))}");
        Expression column = make.Dice.Chance(60) ? Code.Literal(make.Dice.Next(3)) : Code.Whole($"({make.Whole(scope, 1)} & 7) % 3");
        return grid.Kind == Kind.Grid ? Code.Real($"{grid}[{row}, {column}]") : Code.Real($"{grid}[{row}][{column}]");
    }

    /// <summary>A name for one of the rows, or another array in its place, or both rows swapped.</summary>
    private static Statement? RowOfJagged(Maker make, Scope scope, int depth)
    {
        if (make.Any(scope, Kind.Jagged) is not { } grid)
            return null;
        switch (make.Dice.Next(3))
        {
            case 0:
                return Code.Do($"({grid}[0], {grid}[1]) = ({grid}[1], {grid}[0]);");
            case 1:
                List<Expression> elements = [.. Arrays.Many(make, scope, 3)];
                return Code.Do($"{grid}[{make.Dice.Next(2)}] = [{elements}];");
            default:
                Expression index = Integers.Masked(make, scope, 1);
                Variable row = scope.Declare(scope.Fresh("p", Kind.Array) with { Length = 3, IsAssignable = true });
                return Code.Do($"{Kind.Array} {row} = {grid}[{index}];");
        }
    }

    private static Statement? OverGrid(Maker make, Scope scope, int depth)
    {
        if (depth == 0 || scope.Loops + 2 > scope.Frame.MaxLoops || make.Any(scope, Kind.Grid) is not { } grid)
            return null;
        Scope inner = scope.Loop().Loop();
        Variable row = inner.Declare(inner.Fresh("row", Kind.Whole) with { IsWritable = false, Length = 2 });
        Variable column = inner.Declare(inner.Fresh("column", Kind.Whole) with { IsWritable = false, Length = 3 });
        Statement write = Code.Do($"{grid}[{row}, {column}] {make.Dice.Pick("=", "+=")} {make.Bounded(inner, 1)};");
        Block body = Block.Of([write, .. make.Sequence(inner, depth - 1, 1)]);
        Statement overColumns = Code.Do($"for (int {column} = 0; {column} < {grid}.GetLength(1); {column}++) {body}");
        return Code.Do($"for (int {row} = 0; {row} < {grid}.GetLength(0); {row}++) {overColumns}");
    }
}
