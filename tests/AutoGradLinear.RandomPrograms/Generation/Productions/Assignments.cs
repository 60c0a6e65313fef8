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
        new(Feature.Core, 1, AssignedInBothArms),
        new(Feature.Core, 8, (make, scope, _) => Target(make, scope, Kind.Real) is { } target
            ? Code.Do($"{target} = {make.Value(scope, 2)};")
            : null),
        new(Feature.Core, 5, (make, scope, _) => Target(make, scope, Kind.Real) is { } target
            ? Code.Do($"{target} {make.Dice.Pick("+=", "-=", "*=")} {make.Bounded(scope, 2)};")
            : null),
        new(Feature.Core, 4, Sum),
        new(Feature.Core, 1, (make, scope, _) => Target(make, scope, Kind.Real) is { } target
            ? Code.Do($"{target} /= (1.5 + {make.Dice.Pick("Math.Sin", "Math.Cos")}({make.Real(scope, 1)}));")
            : null),
        new(Feature.Core, 1, (make, scope, _) => Target(make, scope, Kind.Whole) is { } target
            ? Code.Do($"{target} = {make.Whole(scope, 1)};")
            : null),
        new(Feature.Core, 1, (make, scope, _) => Target(make, scope, Kind.Whole) is { } target
            ? Code.Do($"{target} {make.Dice.Pick("+=", "-=", "^=")} {make.Whole(scope, 1)};")
            : null),
        new(Feature.Core, 1, (make, scope, _) => Target(make, scope, Kind.Whole) is { } target
            ? Code.Do($"{target}{make.Dice.Pick("++", "--")};")
            : null),
        new(Feature.Core, 1, (make, scope, _) => Target(make, scope, Kind.Truth) is { } target
            ? Code.Do($"{target} = {make.Truth(scope, 2)};")
            : null),
    ];

    public static Statement Declare(Scope scope, string prefix, Kind kind, Expression value)
    {
        Variable variable = scope.Declare(scope.Fresh(prefix, kind));
        return Code.Do($"{kind} {variable} = {value};");
    }

    /// <summary>A variable that another is added to as it is: adjoints of such sums are sums of sums.</summary>
    private static Statement? Sum(Maker make, Scope scope, int depth)
        => Target(make, scope, Kind.Real) is { } target && make.Any(scope, Kind.Real) is { } term && term != target
            ? Code.Do($"{target} {make.Dice.Pick("+=", "-=")} {term};")
            : null;

    /// <summary>A local without a value of its own.</summary>
    private static Statement? AssignedInBothArms(Maker make, Scope scope, int depth)
    {
        if (make.Weight(Feature.Branches) == 0)
            return null;
        (Expression condition, Expression then, Expression otherwise) = (make.Truth(scope, 1), make.Value(scope, 1), make.Value(scope, 1));
        Variable variable = scope.Declare(scope.Fresh("s", Kind.Real));
        return Code.Do($"{Kind.Real} {variable}; if ({condition}) {variable} = {then}; else {variable} = {otherwise};");
    }

    private static Variable? Target(Maker make, Scope scope, Kind kind) => make.Target(scope, kind);
}
