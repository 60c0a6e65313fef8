using System.Collections.Immutable;
using AutoGradLinear.RandomPrograms.Language;
using static AutoGradLinear.RandomPrograms.Generation.Nesting;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>
/// <c>switch</c> as a statement and as an expression, and <c>is</c>: constants, relations, <c>or</c>, <c>and</c>, <c>when</c>, discards.
/// </summary>
internal static class Switches
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Switches, 2, Nested((make, scope, depth) => SwitchExpression(make, scope, depth, Kind.Real, make.Real))),
    ];

    public static readonly Production<Expression>[] Wholes =
    [
        new(Feature.Switches, 1, Nested((make, scope, depth) => SwitchExpression(make, scope, depth, Kind.Whole, make.Whole))),
    ];

    public static readonly Production<Expression>[] Truths =
    [
        new(Feature.Switches, 2, (make, scope, _)
            => Code.Truth($"({make.Whole(scope, 1)} is {make.Dice.Pick("0", "1 or 3", "> 1 and < 5", "not 2")})")),
        new(Feature.Switches, 2, (make, scope, _)
            => Code.Truth($"({Kind.Primal}{Governing(make, scope)} is {make.Dice.Pick("> 0.2 and < 0.9", "< -0.4 or > 0.4", "not > 0.1")})")),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Switches, 4, Nested((make, scope, depth) =>
            Code.Do($"switch ({Governing(make, scope, out string[] patterns)}) {Sections(make, scope, depth, patterns)}"))),
    ];

    /// <summary>No two of them match the same value, so that any choice in any order is C#.</summary>
    private static readonly string[] OfWholes = ["-1", "0", "1", "2 or 3", "4", "> 5", "< -1"];

    private static readonly string[] OfReals = ["> 0.7", "< -0.6", ">= 0.1 and <= 0.7", ">= -0.6 and < -0.2"];

    private static readonly string[] OfModes = ["Mode.Low", "Mode.High"];

    private static Expression Governing(Maker make, Scope scope, out string[] patterns)
    {
        int choice = make.Dice.Next(4);
        if (choice == 0)
        {
            patterns = OfReals;
            return Code.Of(Kind.Nothing, $"{Kind.Primal}{Governing(make, scope)}");
        }

        if (choice == 1 && make.Any(scope, Kind.Mode) is { } mode)
        {
            patterns = OfModes;
            return Code.Of(Kind.Mode, $"{mode}");
        }

        patterns = OfWholes;
        return make.Whole(scope, 1);
    }

    /// <summary>A real number, and not a whole one, which real patterns do not match.</summary>
    private static Expression Governing(Maker make, Scope scope)
        => make.Dice.Chance(70) && make.Any(scope, Kind.Real) is { } variable ? Code.Real($"{variable}") : make.Bounded(scope, 0);

    private static Expression SwitchExpression(Maker make, Scope scope, int depth, Kind kind, Func<Scope, int, Expression> arm)
    {
        Expression governing = Governing(make, scope, out string[] patterns);
        IEnumerable<Expression> arms = Some(make, patterns)
            .Select(pattern => Code.Of(Kind.Nothing, $"{pattern}{When(make, scope)} => {arm(scope, depth - 1)}"))
            .Append(Code.Of(Kind.Nothing, $"_ => {arm(scope, depth - 1)}"));
        return Code.Of(kind, $"({governing} switch {{ {arms} }})");
    }

    private static Block Sections(Maker make, Scope scope, int depth, string[] patterns)
    {
        var sections = ImmutableArray.CreateBuilder<Part>();
        foreach (string pattern in Some(make, patterns))
        {
            string shared = make.Dice.Chance(15) && ReferenceEquals(patterns, OfWholes) ? "case 7: " : "";
            if (sections.Count > 0)
                shared = "";
            sections.Add(Code.Do($"{shared}case {pattern}{When(make, scope)}: {Section(make, scope, depth)}"));
        }

        if (make.Dice.Chance(70))
            sections.Insert(make.Dice.Next(sections.Count + 1), Code.Do($"default: {Section(make, scope, depth)}"));
        return new Block(sections.ToImmutable());
    }

    private static Statement Section(Maker make, Scope scope, int depth)
        => Code.Do($"{make.Block(scope, depth - 1, atMost: 2)} {End(make, scope)}");

    private static Statement End(Maker make, Scope scope)
        => make.Weight(Feature.Jumps) == 0 || make.Dice.Chance(75) ? Code.Do($"break;")
            : scope.Loops > 0 ? Code.Do($"continue;")
            : Jumps.Return(make, scope);

    private static Expression When(Maker make, Scope scope)
        => make.Dice.Chance(20) ? Code.Of(Kind.Nothing, $" when {make.Truth(scope, 1)}") : Code.Of(Kind.Nothing, $"");

    /// <summary>One to three of the patterns, in their order.</summary>
    private static IEnumerable<string> Some(Maker make, string[] patterns)
    {
        int count = make.Dice.Between(1, Math.Min(3, patterns.Length));
        int skipped = make.Dice.Next(patterns.Length - count + 1);
        return patterns.Skip(skipped).Take(count).ToList();
    }
}
