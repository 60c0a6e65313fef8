using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary><c>if</c>, <c>else</c> and <c>?:</c>.</summary>
internal static class Branches
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Branches, 1, (make, scope, depth) => depth > 0
            ? Code.Real($"({make.Truth(scope, depth - 1)} ? {make.Real(scope, depth - 1)} : {make.Real(scope, depth - 1)})")
            : null),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Branches, 3, (make, scope, depth) => depth > 0
            ? Code.Do($"if ({make.Truth(scope, 2)}) {make.Block(scope, depth - 1)}")
            : null),
        new(Feature.Branches, 3, (make, scope, depth) => depth > 0
            ? Code.Do($"if ({make.Truth(scope, 2)}) {make.Block(scope, depth - 1)} else {make.Block(scope, depth - 1)}")
            : null),
        new(Feature.Branches, 1, (make, scope, depth) => depth > 0
            ? Code.Do($"if ({make.Truth(scope, 2)}) {make.Block(scope, depth - 1)} else if ({make.Truth(scope, 1)}) {make.Block(scope, depth - 1)} else {make.Block(scope, depth - 1)}")
            : null),
    ];
}
