using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary><c>break</c>, <c>continue</c> and early <c>return</c>.</summary>
internal static class Jumps
{
    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Jumps, 1, (make, scope, _) => Code.Do($"if ({make.Truth(scope, 1)}) {Return(make, scope)}")),
        new(Feature.Jumps, 2, (make, scope, _) => scope.Loops > 0
            ? Code.Do($"if ({make.Truth(scope, 1)}) {make.Dice.Pick("break", "continue")};")
            : null),
    ];

    /// <summary>A return from the method that is being made.</summary>
    public static Statement Return(Maker make, Scope scope)
    {
        Kind result = scope.Frame.Result;
        return result == Kind.Nothing ? Code.Do($"return;")
            : result == Kind.Real ? Code.Do($"return {make.Real(scope, 2)};")
            : result == Kind.Pair ? Code.Do($"return {make.Pair(scope, 1)};")
            : result == Kind.Couple ? Code.Do($"return {make.Couple(scope, 1)};")
            : ReturnArray(make, scope);
    }

    private static Statement ReturnArray(Maker make, Scope scope)
        => make.Dice.Chance(50) && make.Dice.PickLate(scope.Writable(Kind.Array).Where(row => row.Length >= 2)) is { } row
            ? Code.Do($"return {row};")
            : Code.Do($"return [{Arrays.Many(make, scope, 3)}];");
}
