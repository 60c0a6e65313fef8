using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Loops: at most five rounds each, at most three deep, and by construction they end.</summary>
internal static class Loops
{
    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Loops, 4, OverRow),
        new(Feature.Loops, 3, Up),
        new(Feature.Loops, 2, Down),
        new(Feature.Loops, 2, Triangular),
        new(Feature.Loops, 2, ForEach),
        new(Feature.Loops, 2, While),
        new(Feature.Loops, 1, DoWhile),
        new(Feature.Loops, 1, Endless),
        new(Feature.Loops, 1, MovingBound),
    ];

    private static readonly string[] Indices = ["i", "j", "k", "l"];

    private static Statement? OverRow(Maker make, Scope scope, int depth)
    {
        if (!Nests(scope, depth) || make.Dice.PickOrDefault(scope.Of(Kind.Row, Kind.Buffer, Kind.Array)) is not { } row)
            return null;
        Scope loop = scope.Loop();
        Variable index = Index(loop, row.Length);
        return Code.Do($"for (int {index} = 0; {index} < {row}.Length; {index}++) {make.Block(loop, depth - 1)}");
    }

    private static Statement? Up(Maker make, Scope scope, int depth)
    {
        if (!Nests(scope, depth))
            return null;
        Expression bound = Bound(make, scope);
        Scope loop = scope.Loop();
        Variable index = Index(loop);
        Block body = make.Block(loop, depth - 1);
        if (make.Dice.Chance(20))
            body = body with { Parts = body.Parts.Add(Code.Do($"if ({make.Truth(loop, 1)}) {index}++;")) };
        string start = make.Dice.Pick("0", "0", "1", "-1");
        return Code.Do($"for (int {index} = {start}; {index} {make.Dice.Pick("<", "<", "<=")} {bound}; {index}{make.Dice.Pick("++", "++", " += 2")}) {body}");
    }

    private static Statement? Down(Maker make, Scope scope, int depth)
    {
        if (!Nests(scope, depth))
            return null;
        Expression bound = Bound(make, scope);
        Scope loop = scope.Loop();
        Variable index = Index(loop);
        return Code.Do($"for (int {index} = {bound}; {index} {make.Dice.Pick(">= 0", "> 0", "> -2")}; {index}{make.Dice.Pick("--", "--", " -= 2")}) {make.Block(loop, depth - 1)}");
    }

    private static Statement? Triangular(Maker make, Scope scope, int depth)
    {
        if (!Nests(scope, depth) || scope.Loops == 0 || make.Dice.PickOrDefault(scope.Of(Kind.Whole).Where(variable => !variable.IsWritable)) is not { } outer)
            return null;
        Scope loop = scope.Loop();
        Variable index = Index(loop);
        Block body = make.Block(loop, depth - 1);
        return make.Dice.Chance(50)
            ? Code.Do($"for (int {index} = {outer}; {index} < 4; {index}++) {body}")
            : Code.Do($"for (int {index} = 0; {index} {make.Dice.Pick("<", "<=")} {outer}; {index}++) {body}");
    }

    private static Statement? ForEach(Maker make, Scope scope, int depth)
    {
        if (!Nests(scope, depth) || make.Dice.PickOrDefault(scope.Of(Kind.Row, Kind.Buffer, Kind.Array)) is not { } row)
            return null;
        Scope loop = scope.Loop();
        Variable element = loop.Declare(loop.Fresh("e", Kind.Real) with { IsWritable = false, IsByReference = false });
        return Code.Do($"foreach ({Kind.Real} {element} in {row}) {make.Block(loop, depth - 1)}");
    }

    private static Statement? While(Maker make, Scope scope, int depth)
        => Nests(scope, depth) ? Code.Do($"while ({make.Truth(scope, 1)} && {Fuel(scope)}-- > 0) {make.Block(scope.Loop(), depth - 1)}") : null;

    private static Statement? DoWhile(Maker make, Scope scope, int depth)
        => Nests(scope, depth) ? Code.Do($"do {make.Block(scope.Loop(), depth - 1)} while ({make.Truth(scope, 1)} && {Fuel(scope)}-- > 0);") : null;

    private static Statement? Endless(Maker make, Scope scope, int depth)
    {
        if (!Nests(scope, depth))
            return null;
        Block body = make.Block(scope.Loop(), depth - 1);
        Statement exit = Code.Do($"if ({Fuel(scope)}-- <= 0 || {make.Truth(scope, 1)}) break;");
        body = body with { Parts = body.Parts.Insert(0, exit) };
        return make.Dice.Chance(50) ? Code.Do($"while (true) {body}") : Code.Do($"for (;;) {body}");
    }

    /// <summary>The bound is a variable that the body can change.</summary>
    private static Statement? MovingBound(Maker make, Scope scope, int depth)
    {
        if (!Nests(scope, depth) || make.Dice.PickOrDefault(scope.Writable(Kind.Whole)) is not { } bound)
            return null;
        Scope loop = scope.Loop();
        Variable index = Index(loop);
        return Code.Do($"for (int {index} = 0; {index} < {bound} && {Fuel(scope)}-- > 0; {index}++) {make.Block(loop, depth - 1)}");
    }

    private static bool Nests(Scope scope, int depth) => depth > 0 && scope.Loops < scope.Frame.MaxLoops;

    private static Variable Index(Scope loop, int length = 0)
        => loop.Declare(new Variable(Indices[loop.Loops - 1], Kind.Whole) { IsWritable = false, Length = length });

    private static string Fuel(Scope scope)
    {
        scope.Frame.UsesFuel = true;
        return "fuel";
    }

    private static Expression Bound(Maker make, Scope scope)
        => make.Dice.Chance(50) ? Code.Literal(make.Dice.Between(2, 4)) : Integers.Masked(make, scope, 3);
}
