using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Locals and what is assigned to them.</summary>
internal static class Assignments
{
    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Core, 3, (make, scope, _) => Declare(scope, "s", Kind.Real, make.Value(scope, 2))),
        new(Feature.Core, 1, (make, scope, _) => Declare(scope, "n", Kind.Whole, make.Whole(scope, 1))),
        new(Feature.Core, 1, (make, scope, _) => Declare(scope, "is", Kind.Truth, make.Truth(scope, 1))),
        new(Feature.Core, 6, (make, scope, _) => Target(make, scope, Kind.Real) is { } target ? Code.Do($"{target} = {make.Value(scope, 2)};") : null),
        new(Feature.Core, 4, (make, scope, _) => Target(make, scope, Kind.Real) is { } target
            ? Code.Do($"{target} {make.Dice.Pick("+=", "-=", "*=")} {make.Bounded(scope, 2)};")
            : null),
        new(Feature.Core, 1, (make, scope, _) => Target(make, scope, Kind.Real) is { } target
            ? Code.Do($"{target} /= (1.5 + {make.Dice.Pick("Math.Sin", "Math.Cos")}({make.Real(scope, 1)}));")
            : null),
        new(Feature.Core, 1, (make, scope, _) => Target(make, scope, Kind.Whole) is { } target ? Code.Do($"{target} = {make.Whole(scope, 1)};") : null),
        new(Feature.Core, 1, (make, scope, _) => Target(make, scope, Kind.Whole) is { } target
            ? Code.Do($"{target} {make.Dice.Pick("+=", "-=", "^=")} {make.Whole(scope, 1)};")
            : null),
        new(Feature.Core, 1, (make, scope, _) => Target(make, scope, Kind.Whole) is { } target ? Code.Do($"{target}{make.Dice.Pick("++", "--")};") : null),
        new(Feature.Core, 1, (make, scope, _) => Target(make, scope, Kind.Truth) is { } target ? Code.Do($"{target} = {make.Truth(scope, 2)};") : null),
    ];

    public static Statement Declare(Scope scope, string prefix, Kind kind, Expression value)
    {
        Variable variable = scope.Fresh(prefix, kind);
        scope.Declare(variable);
        return Code.Do($"{kind} {variable} = {value};");
    }

    private static Variable? Target(Maker make, Scope scope, Kind kind) => make.Dice.PickOrDefault(scope.Writable(kind));
}
