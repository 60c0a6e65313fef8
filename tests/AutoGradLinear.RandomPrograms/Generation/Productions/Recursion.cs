using AutoGradLinear.RandomPrograms.Language;
using static AutoGradLinear.RandomPrograms.Generation.Nesting;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>
/// Methods that call themselves, or one another: over a count, over a row that gets shorter, over a buffer that they change, and in loops.
/// </summary>
internal static class Recursion
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Recursion, 2, Nested((make, scope, depth) => scope.MayCall
            ? Code.Real($"{OverCount(make)}({make.Bounded(scope, depth)}, {Integers.Masked(make, scope, 3)})")
            : null)),
        new(Feature.Recursion, 2, Nested((make, scope, depth) => scope.MayCall && Slices.Row(make, scope) is { } row
            ? Code.Real($"{OverRow(make)}({row}, {make.Bounded(scope, depth)})")
            : null)),
        new(Feature.Recursion, 3, Nested((make, scope, _) => scope.MayCall && Slices.Row(make, scope) is { } first && Slices.Row(make, scope) is { } second
            ? TwoRows(make, first, second, make.Any(scope, Kind.Real) is { } real ? Code.Real($"{real}") : Code.Literal(0.5))
            : null)),
        new(Feature.Recursion, 3, Nested((make, scope, depth) => scope.MayCall && Slices.Row(make, scope) is { } row
            ? Code.Real($"{InALoop(make)}({row}, {make.Bounded(scope, depth)}, {Numbers(make, scope)}, {Integers.Masked(make, scope, 3)})")
            : null)),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Recursion, 3, (make, scope, _) => scope.MayCall && Slices.Buffer(make, scope) is { } buffer
            ? Code.Do($"{OverBuffer(make)}({buffer}, {Integers.Masked(make, scope, 3)});")
            : null),
        new(Feature.Recursion, 2, (make, scope, _) => scope.MayCall && Slices.Buffer(make, scope) is { } first && Slices.Buffer(make, scope) is { } second
            ? TwoBuffers(make, first, second, make.Any(scope, Kind.Whole) is { } whole ? Code.Whole($"({whole} & 3)") : Code.Literal(2))
            : null),
    ];

    private static readonly Variable A = new("a", Kind.Real);
    private static readonly Variable Depth = new("depth", Kind.Whole) { IsWritable = false };

    /// <summary><c>Down</c> calls itself once or twice, or through <c>Across</c>.</summary>
    private static string OverCount(Maker make)
    {
        make.Members.Require("Down", () =>
        {
            Scope scope = Scope(Kind.Real, A, Depth);
            Statement exit = Code.Exit($"if (depth <= 0) return {make.Real(scope, 1)};");
            IEnumerable<Statement> before = make.Sequence(scope, 1, make.Dice.Next(3));
            string callee = make.Dice.Chance(30) ? Across(make) : "Down";
            Variable first = scope.Fresh("s", Kind.Real);
            Statement call = Code.Do($"{Kind.Real} {first} = {callee}({make.Bounded(scope, 1)}, depth - 1);");
            scope.Declare(first);
            IEnumerable<Statement> after = make.Sequence(scope, 1, make.Dice.Next(3));
            Expression second = make.Dice.Chance(40) ? Code.Real($" - Down({make.Bounded(scope, 1)}, depth - 2)") : Code.Real($"");
            Statement result = Code.Do($"return {make.Bounded(scope, 1)} * {first}{second} + a;");
            return Method($"{Kind.Real} Down({Kind.Real} a, int depth)", scope, [exit, .. before, call, .. after, result]);
        });
        return "Down";
    }

    /// <summary>Two calls that differ in their memory only.</summary>
    private static Expression TwoRows(Maker make, Expression first, Expression second, Expression real)
    {
        string folded = OverRow(make);
        return Code.Real($"({folded}({first}, {real}) {make.Dice.Pick("+", "-", "*")} {folded}({second}, {real}))");
    }

    private static Statement TwoBuffers(Maker make, Expression first, Expression second, Expression depth)
    {
        string sweep = OverBuffer(make);
        return Code.Do($"{{ {sweep}({first}, {depth}); {sweep}({second}, {depth}); }}");
    }

    private static string Across(Maker make)
    {
        make.Members.Require("Across", () =>
        {
            Scope scope = Scope(Kind.Real, A, Depth);
            IEnumerable<Statement> before = make.Sequence(scope, 1, 1);
            Statement result = Code.Do($"return {make.Bounded(scope, 1)} - Down({make.Bounded(scope, 1)}, depth - 1);");
            return Method($"{Kind.Real} Across({Kind.Real} a, int depth)", scope, [.. before, result]);
        });
        return "Across";
    }

    private static string OverRow(Maker make)
    {
        make.Members.Require("Folded", () =>
        {
            Scope scope = Scope(Kind.Real, new Variable("v", Kind.Row) { IsWritable = false, Length = 1 }, A);
            Statement exit = Code.Exit($"if (v.Length == 0) return a;");
            IEnumerable<Statement> before = make.Sequence(scope, 1, make.Dice.Next(3));
            Statement result = Code.Do($"return {make.Bounded(scope, 1)} + v[0] * Folded(v[1..], {make.Bounded(scope, 1)});");
            return Method($"{Kind.Real} Folded({Kind.Row} v, {Kind.Real} a)", scope, [exit, .. before, result]);
        });
        return "Folded";
    }

    /// <summary><c>Visit</c> calls itself in a loop, mostly one that adds, over whole numbers that the calls change.</summary>
    private static string InALoop(Maker make)
    {
        make.Members.Require("Visit", () =>
        {
            var frame = new Frame(Kind.Real, budget: 6) { MaxLoops = 2, LoopsWithoutCalls = 0 };
            Scope scope = Generation.Scope.Of(
                frame, [new Variable("v", Kind.Row) { IsWritable = false, Length = 1 }, A, new Variable("at", Kind.Wholes) { Length = 4 }, Depth]);
            Statement exit = Code.Exit($"if (v.Length == 0) return a;");
            Statement leaf = Code.Exit($"if (depth <= 0) return {make.Real(scope, 1)};");
            IEnumerable<Statement> before = make.Sequence(scope, 1, make.Dice.Next(2));
            Variable sum = scope.Fresh("s", Kind.Real);
            Statement start = Code.Do($"{Kind.Real} {sum} = {make.Dice.Pick("0", "0", "1", "a")};");
            if (make.Dice.Chance(20))
                scope.Declare(sum);
            Scope loop = scope.Loop();
            loop.Declare(new Variable("left", Kind.Whole) { IsWritable = false });
            IEnumerable<Statement> first = make.Sequence(loop, 1, make.Dice.Next(3));
            Variable held = loop.Fresh("h", Kind.Real);
            string rest = make.Dice.Pick("v", "v", "v[1..]");
            Statement call = Code.Do($"{Kind.Real} {held} = Visit({rest}, {make.Bounded(loop, 1)}, at, depth - {make.Dice.Between(1, 2)});");
            loop.Declare(held);
            string way = make.Dice.Pick("+=", "+=", "+=", "-=", "*=");
            Statement add = Code.Do($"{sum} {way} {make.Bounded(loop, 1)} * {held};");
            IEnumerable<Statement> last = make.Sequence(loop, 1, make.Dice.Next(3));
            string step = make.Dice.Pick("left /= 2", "left /= 2", "left--", "left -= 2");
            Block body = Block.Of([.. first, call, add, .. last]);
            Statement rounds = Code.Do($"for (int left = depth; left > 0; {step}) {body}");
            Statement result = make.Dice.Chance(60)
                ? Code.Do($"return {sum};")
                : Code.Do($"return {make.Bounded(scope, 1)} * {sum} + {make.Dice.Pick("a", sum.Name)};");
            return Method(
                $"{Kind.Real} Visit({Kind.Row} v, {Kind.Real} a, {Kind.Wholes} at, int depth)", scope, [exit, leaf, .. before, start, rounds, result]);
        });
        return "Visit";
    }

    /// <summary>Whole numbers that a call may change: the caller's, or new ones.</summary>
    private static Expression Numbers(Maker make, Scope scope)
        => make.Dice.PickLate(scope.Writable(Kind.Wholes).Where(row => row.Length >= 4)) is { } numbers
            ? Code.Of(Kind.Wholes, $"{numbers}")
            : Code.Of(Kind.Wholes, $"new int[4]");

    private static string OverBuffer(Maker make)
    {
        make.Members.Require("Sweep", () =>
        {
            Scope scope = Scope(Kind.Nothing, new Variable("p", Kind.Buffer) { Length = 1 }, Depth);
            Statement exit = Code.Exit($"if (depth <= 0 || p.Length == 0) return;");
            IEnumerable<Statement> before = make.Sequence(scope, 1, make.Dice.Between(1, 2));
            Statement call = Code.Do($"Sweep({make.Dice.Pick("p", "p[1..]")}, depth - 1);");
            IEnumerable<Statement> after = make.Sequence(scope, 1, make.Dice.Between(1, 2));
            return Method($"void Sweep({Kind.Buffer} p, int depth)", scope, [exit, .. before, call, .. after]);
        });
        return "Sweep";
    }

    /// <summary>No calls of other methods, whose cost would multiply.</summary>
    private static Scope Scope(Kind result, params Variable[] parameters)
        => Generation.Scope.Of(new Frame(result, budget: 5) { MaxLoops = 1, LoopsWithoutCalls = 0 }, parameters);

    private static Statement Method(Template head, Scope scope, List<Statement> statements)
    {
        if (scope.Frame.UsesFuel)
            statements.Insert(0, Code.Do($"int fuel = 3;"));
        return Code.Do($"private static {Code.Of(Kind.Nothing, head)} {Block.Of(statements)}");
    }
}
