using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Reading elements of rows, mostly within their bounds.</summary>
internal static class Elements
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Core, 7, (make, scope, _) => AnyRow(make, scope) is { } row ? Code.Real($"{row}[{Index(make, scope, row)}]") : null),
    ];

    public static readonly Production<Expression>[] Wholes =
    [
        new(Feature.Core, 1, (make, scope, _) => AnyRow(make, scope) is { } row ? Code.Whole($"{row}.Length") : null),
    ];

    public static Variable? AnyRow(Maker make, Scope scope) => make.Any(scope, Kind.Row, Kind.Buffer, Kind.Array);

    public static Variable? AnyBuffer(Maker make, Scope scope) => make.Target(scope, Kind.Buffer, Kind.Array);

    /// <summary>An index that is within the bounds, unless exceptions are wanted.</summary>
    public static Expression Index(Maker make, Scope scope, Variable row)
    {
        Dice dice = make.Dice;
        if (make.Weight(Feature.Exceptions) > 0 && dice.Next(25) == 0)
            return make.Whole(scope, 1);
        if (dice.Chance(60) && dice.PickLate(scope.Of(Kind.Whole).Where(index => index.IsIndexOf(row))) is { } loop)
            return Code.Whole($"{loop}");
        if (row.Length > 0 && dice.Chance(60))
            return dice.Chance(25) ? Code.Whole($"^{dice.Between(1, row.Length)}") : Code.Whole($"{dice.Next(row.Length)}");
        if (make.Weight(Feature.SideEffects) > 0 && row.Length >= 2 && dice.Chance(50) && make.Target(scope, Kind.Whole) is { } cursor)
            return Code.Whole($"{cursor}{dice.Pick("++", "--")} & {(row.Length >= 4 ? 3 : 1)}");
        return Code.Whole($"({make.Whole(scope, dice.Next(2))} & 7) % {row}.Length");
    }
}
