using AutoGradLinear.RandomPrograms.Language;
using static AutoGradLinear.RandomPrograms.Generation.Nesting;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary><c>if</c>, <c>else</c> and <c>?:</c>.</summary>
internal static class Branches
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Branches, 1, Nested((make, scope, depth) =>
            Code.Real($"({make.Truth(scope, depth)} ? {make.Real(scope, depth)} : {make.Real(scope, depth)})"))),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Branches, 3, Nested((make, scope, depth) =>
            Code.Do($"if ({make.Truth(scope, 2)}) {make.Block(scope, depth)}"))),
        new(Feature.Branches, 3, Nested((make, scope, depth) =>
            Code.Do($"if ({make.Truth(scope, 2)}) {make.Block(scope, depth)} else {make.Block(scope, depth)}"))),
        new(Feature.Branches, 1, Nested((make, scope, depth) =>
            Code.Do($"if ({make.Truth(scope, 2)}) {make.Block(scope, depth)} else {ElseIf(make, scope, depth)}"))),
    ];

    private static Statement ElseIf(Maker make, Scope scope, int depth)
        => Code.Do($"if ({make.Truth(scope, 1)}) {make.Block(scope, depth)} else {make.Block(scope, depth)}");
}
