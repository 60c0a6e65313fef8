using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>An enum, which steers.</summary>
internal static class Enums
{
    public static readonly Production<Expression>[] Truths =
    [
        new(Feature.Enums, 3, (make, scope, _) => make.Any(scope, Kind.Mode) is { } mode
            ? Code.Truth($"({mode} {make.Dice.Pick("==", "!=")} Mode.{make.Dice.Pick("Low", "Middle", "High")})")
            : null),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Enums, 3, (make, scope, _) =>
        {
            make.Members.Require("Mode", () => Code.Do($"private enum Mode {{ Low, Middle, High }}"));
            Expression value = Value(make, scope);
            Variable mode = scope.Declare(scope.Fresh("mode", Kind.Mode));
            return Code.Do($"Mode {mode} = {value};");
        }),
        new(Feature.Enums, 1, (make, scope, _) => make.Target(scope, Kind.Mode) is { } mode
            ? Code.Do($"{mode} = {Value(make, scope)};")
            : null),
    ];

    private static Expression Value(Maker make, Scope scope)
        => make.Dice.Chance(50)
            ? Code.Of(Kind.Mode, $"(Mode){Integers.Masked(make, scope, 1)}")
            : Code.Of(Kind.Mode, $"({make.Truth(scope, 1)} ? Mode.Low : Mode.High)");
}
