using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Loops: at most five rounds or so each, at most three deep, and by construction they end.</summary>
internal static class Loops
{
    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Loops, 4, Nested(OverRow)),
        new(Feature.Loops, 3, Nested(Up)),
        new(Feature.Loops, 2, Nested(Down)),
        new(Feature.Loops, 2, Nested(Triangular)),
        new(Feature.Loops, 1, Nested(MovingBound)),
        new(Feature.Loops, 1, Nested(TwoIndices)),
        new(Feature.Loops, 2, Nested(ForEach)),
        new(Feature.Loops, 2, Nested((make, scope, depth)
            => Code.Do($"while ({make.Truth(scope, 1)} && {scope.Frame.Burn()}) {make.Block(scope.Loop(), depth - 1)}"))),
        new(Feature.Loops, 1, Nested((make, scope, depth)
            => Code.Do($"do {make.Block(scope.Loop(), depth - 1)} while ({make.Truth(scope, 1)} && {scope.Frame.Burn()});"))),
        new(Feature.Loops, 1, Nested(Endless)),
        new(Feature.Loops, 2, Nested(SumOfSums)),
    ];

    private static readonly string[] Indices = ["i", "j", "k", "l", "o", "h", "g"];

    private static Make<Statement> Nested(Make<Statement> loop)
        => (make, scope, depth) => depth > 0 && scope.Loops < scope.Frame.MaxLoops ? loop(make, scope, depth) : null;

    private static Statement? OverRow(Maker make, Scope scope, int depth)
    {
        if (Elements.AnyRow(make, scope) is not { } row)
            return null;
        Scope loop = scope.Loop();
        Variable index = Index(loop, row.Length);
        return make.Dice.Chance(75)
            ? Code.Do($"for (int {index} = 0; {index} < {row}.Length; {index}++) {make.Block(loop, depth - 1)}")
            : Code.Do($"for (int {index} = {row}.Length - 1; {index} >= 0; {index}--) {make.Block(loop, depth - 1)}");
    }

    private static Statement Up(Maker make, Scope scope, int depth)
    {
        Expression bound = Bound(make, scope);
        Scope loop = scope.Loop();
        Variable index = Index(loop);
        Block body = make.Block(loop, depth - 1);
        if (make.Dice.Chance(20))
            body = body with { Parts = body.Parts.Add(Code.Do($"if ({make.Truth(loop, 1)}) {index}++;")) };
        string start = make.Dice.Pick("0", "0", "1", "-1");
        (string compare, string step) = (make.Dice.Pick("<", "<", "<="), make.Dice.Pick("++", "++", " += 2"));
        return Code.Do($"for (int {index} = {start}; {index} {compare} {bound}; {index}{step}) {body}");
    }

    /// <summary>One variable is added to another as it is, and functions of that to a third: the adjoint of the first is a sum of sums, which depends on their order.</summary>
    private static Statement? SumOfSums(Maker make, Scope scope, int depth)
    {
        if (make.Any(scope, Kind.Real) is not { } term || make.Target(scope, Kind.Real) is not { } sum || make.Target(scope, Kind.Real) is not { } total || term == sum || sum == total)
            return null;
        Scope loop = scope.Loop();
        Variable index = Index(loop);
        string function = make.Dice.Pick("Math.Atan", "Math.Sin", "Math.Tanh");
        return Code.Do($"for (int {index} = 0; {index} < 3; {index}++) {{ {sum} += {term}; {total} += {function}({sum}); }}");
    }

    private static Statement Down(Maker make, Scope scope, int depth)
    {
        Expression bound = Bound(make, scope);
        Scope loop = scope.Loop();
        Variable index = Index(loop);
        (string condition, string step) = (make.Dice.Pick(">= 0", "> 0", "> -2"), make.Dice.Pick("--", "--", " -= 2"));
        return Code.Do($"for (int {index} = {bound}; {index} {condition}; {index}{step}) {make.Block(loop, depth - 1)}");
    }

    private static Statement? Triangular(Maker make, Scope scope, int depth)
    {
        if (scope.Loops == 0 || make.Dice.PickLate(scope.Of(Kind.Whole).Where(variable => !variable.IsWritable)) is not { } outer)
            return null;
        Scope loop = scope.Loop();
        Variable index = Index(loop);
        Block body = make.Block(loop, depth - 1);
        return make.Dice.Chance(50)
            ? Code.Do($"for (int {index} = {outer}; {index} < 4; {index}++) {body}")
            : Code.Do($"for (int {index} = 0; {index} {make.Dice.Pick("<", "<=")} {outer}; {index}++) {body}");
    }

    /// <summary>The bound is a variable that the body can change.</summary>
    private static Statement? MovingBound(Maker make, Scope scope, int depth)
    {
        if (make.Target(scope, Kind.Whole) is not { } bound)
            return null;
        Scope loop = scope.Loop();
        Variable index = Index(loop);
        return Code.Do($"for (int {index} = 0; {index} < {bound} && {scope.Frame.Burn()}; {index}++) {make.Block(loop, depth - 1)}");
    }

    /// <summary>Two indices, which meet. The second has no name that other loops use.</summary>
    private static Statement TwoIndices(Maker make, Scope scope, int depth)
    {
        Scope loop = scope.Loop();
        Variable low = Index(loop);
        Variable high = loop.Declare(loop.Fresh("high", Kind.Whole) with { IsWritable = false });
        int count = make.Dice.Between(2, 5);
        return Code.Do($"for (int {low} = 0, {high} = {count}; {low} < {high}; {low}++, {high}--) {make.Block(loop, depth - 1)}");
    }

    private static Statement? ForEach(Maker make, Scope scope, int depth)
    {
        if (Elements.AnyRow(make, scope) is null)
            return null;
        Expression row = Slices.Row(make, scope)!;
        Scope loop = scope.Loop();
        Variable element = loop.Declare(loop.Fresh("e", Kind.Real) with { IsWritable = false });
        return Code.Do($"foreach ({Kind.Real} {element} in {row}) {make.Block(loop, depth - 1)}");
    }

    private static Statement Endless(Maker make, Scope scope, int depth)
    {
        Block body = make.Block(scope.Loop(), depth - 1);
        Statement exit = Code.Exit($"if (!({scope.Frame.Burn()}) || {make.Truth(scope, 1)}) break;");
        body = body with { Parts = body.Parts.Insert(0, exit) };
        return make.Dice.Chance(50) ? Code.Do($"while (true) {body}") : Code.Do($"for (;;) {body}");
    }

    private static Variable Index(Scope loop, int length = 0)
    {
        string name = Indices.First(name => loop.Variables.All(variable => variable.Name != name));
        return loop.Declare(new Variable(name, Kind.Whole) { IsWritable = false, Length = length });
    }

    private static Expression Bound(Maker make, Scope scope)
        => make.Dice.Chance(50) ? Code.Literal(make.Dice.Between(2, 4)) : Integers.Masked(make, scope, 3);
}
