using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Tuples, deconstruction and swaps.</summary>
internal static class Tuples
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Tuples, 4, (make, scope, _) => make.Any(scope, Kind.Couple) is { } couple
            ? Code.Real($"{couple}.{make.Dice.Pick("First", "Second", "Item1")}")
            : null),
    ];

    public static readonly Production<Expression>[] Couples =
    [
        new(Feature.Core, 2, (make, scope, depth) => Code.Of(Kind.Couple, $"({make.Value(scope, depth)}, {make.Real(scope, depth)})")),
        new(Feature.Core, 2, (make, scope, _) => make.Any(scope, Kind.Couple) is { } couple ? Code.Of(Kind.Couple, $"{couple}") : null),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Tuples, 2, (make, scope, _) =>
        {
            Expression value = make.Couple(scope, 1);
            Variable couple = scope.Declare(scope.Fresh("u", Kind.Couple));
            return Code.Do($"{Kind.Couple} {couple} = {value};");
        }),
        new(Feature.Tuples, 1, (make, scope, _) => Couple(make, scope) is { } couple
            ? Code.Do($"{couple} = {make.Couple(scope, 1)};")
            : null),
        new(Feature.Tuples, 2, (make, scope, _) => Couple(make, scope) is { } couple
            ? Code.Do($"{couple}.{make.Dice.Pick("First", "Second")} {make.Dice.Pick("=", "+=", "*=")} {make.Bounded(scope, 1)};")
            : null),
        new(Feature.Tuples, 2, Deconstruct),
        new(Feature.Tuples, 3, (make, scope, _) => Target(make, scope) is { } first && Target(make, scope) is { } second
            ? Code.Do($"({first}, {second}) = ({make.Value(scope, 1)}, {make.Value(scope, 1)});")
            : null),
        new(Feature.Tuples, 1, (make, scope, _) => Target(make, scope) is { } first && Target(make, scope) is { } second
            ? Code.Do($"({first}, {second}) = ({second}, {first});")
            : null),
        new(Feature.Tuples, 1, (make, scope, _) => Target(make, scope) is { } first && make.Target(scope, Kind.Whole) is { } second
            ? Code.Do($"({first}, {second}) = ({make.Value(scope, 1)}, {make.Whole(scope, 1)});")
            : null),
    ];

    private static Statement Deconstruct(Maker make, Scope scope, int depth)
    {
        Expression value = make.Couple(scope, 1);
        Variable first = scope.Declare(scope.Fresh("s", Kind.Real));
        Variable second = scope.Declare(scope.Fresh("s", Kind.Real));
        return make.Dice.Chance(80)
            ? Code.Do($"({Kind.Real} {first}, {Kind.Real} {second}) = {value};")
            : Code.Do($"{Kind.Real} {second} = 0.5; ({Kind.Real} {first}, {second}) = {value};");
    }

    private static Variable? Couple(Maker make, Scope scope) => make.Target(scope, Kind.Couple);

    /// <summary>A local, or an element.</summary>
    private static Expression? Target(Maker make, Scope scope)
        => make.Dice.Chance(30) && Elements.AnyBuffer(make, scope) is { } row ? Code.Real($"{row}[{Elements.Index(make, scope, row)}]")
            : make.Target(scope, Kind.Real) is { } variable ? Code.Real($"{variable}")
            : null;
}
