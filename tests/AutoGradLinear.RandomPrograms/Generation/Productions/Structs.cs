using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>A record struct of reals, with members that compute.</summary>
internal static class Structs
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Structs, 4, (make, scope, _) => Pair(make, scope) is { } pair
            ? Code.Real($"{pair}.{make.Dice.Pick("A", "B", "A", "Product")}")
            : null),
        new(Feature.Structs, 1, (make, scope, depth) => depth > 0 && Pair(make, scope) is { } pair
            ? Code.Real($"{pair}.Dot({make.Pair(scope, depth - 1)})")
            : null),
    ];

    public static readonly Production<Expression>[] Pairs =
    [
        new(Feature.Core, 3, (make, scope, depth)
            => Code.Of(Kind.Pair, $"new Pair({make.Value(scope, depth)}, {make.Real(scope, depth)})")),
        new(Feature.Core, 3, (make, scope, _) => Pair(make, scope) is { } pair ? Code.Of(Kind.Pair, $"{pair}") : null),
        new(Feature.Core, 1, (make, scope, depth) => Pair(make, scope) is { } pair
            ? Code.Of(Kind.Pair, $"({pair} with {{ {make.Dice.Pick("A", "B")} = {make.Value(scope, depth)} }})")
            : null),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Structs, 2, (make, scope, _) =>
        {
            Require(make);
            Expression value = make.Pair(scope, 1);
            Variable pair = scope.Declare(scope.Fresh("z", Kind.Pair));
            return Code.Do($"Pair {pair} = {value};");
        }),
        new(Feature.Structs, 2, (make, scope, _) => Target(make, scope) is { } pair ? Code.Do($"{pair} = {make.Pair(scope, 1)};") : null),
        new(Feature.Structs, 2, (make, scope, _) => Target(make, scope) is { } pair
            ? Code.Do($"{pair}.{make.Dice.Pick("A", "B")} {make.Dice.Pick("=", "+=", "*=")} {make.Bounded(scope, 1)};")
            : null),
        new(Feature.Structs, 1, (make, scope, _) =>
        {
            if (Pair(make, scope) is not { } pair)
                return null;
            Variable first = scope.Declare(scope.Fresh("s", Kind.Real));
            Variable second = scope.Declare(scope.Fresh("s", Kind.Real));
            return Code.Do($"({Kind.Real} {first}, {Kind.Real} {second}) = {pair};");
        }),
    ];

    public static void Require(Maker make)
        => make.Members.Require("Pair", () => Code.Do(
            $"private record struct Pair({Kind.Real} A, {Kind.Real} B) {{ {Product} {Dot} }}"));

    private static readonly Statement Product = Code.Do($"public {Kind.Real} Product => Math.Sin(A * B);");

    private static readonly Statement Dot = Code.Do($"public {Kind.Real} Dot(Pair other) => A * other.A + B * other.B;");

    private static Variable? Pair(Maker make, Scope scope) => make.Any(scope, Kind.Pair);

    private static Variable? Target(Maker make, Scope scope) => make.Target(scope, Kind.Pair);
}
