using AutoGradLinear.Generators.Differentiation;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Forms;
using AutoGradLinear.Generators.Optimization;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Memory in the rooms behind the frontend: scratch rows that are overwritten, exchanged, sliced and copied.</summary>
public class MemoryTests
{
    private static readonly Variable X = new("x", new ArrayType(IrType.Double, ArrayKind.ReadOnlySpan));
    private static readonly Variable P = new("p", new ArrayType(IrType.Double, ArrayKind.Span));
    private static readonly Variable Q = new("q", new ArrayType(IrType.Double, ArrayKind.Span));
    private static readonly Variable T = new("t", new ArrayType(IrType.Double, ArrayKind.Span));
    private static readonly Variable I = new("i", IrType.Int);
    private static readonly Variable K = new("k", IrType.Int);
    private static readonly Variable S = new("s", IrType.Double);

    internal static readonly double[] Point = [0.7, -0.4, 1.1, 0.3];

    public static TheoryData<string> Names => [.. Programs.Keys];

    private static Dictionary<string, Statement[]> Programs { get; } = new()
    {
        ["Overwritten"] =
        [
            .. Scratch(P),
            Loop(I, 4, new Store(Use(P), Use(I), Times(At(X, Use(I)), At(X, Use(I))))),
            Loop(I, 4, new Store(Use(P), Use(I), Plus(Sin(At(P, Use(I))), At(P, Next(I))))),
            .. Sum(P),
        ],
        ["Exchanged"] =
        [
            .. Scratch(P), .. Scratch(Q),
            new Copy(Use(X), Use(P)),
            Loop(I, 3,
                Loop(K, 4, new Store(Use(Q), Use(K), Plus(Times(Sin(At(P, Use(K))), At(X, Use(K))), At(P, Next(K))))),
                new Assign(T, Use(P)), new Assign(P, Use(Q)), new Assign(Q, Use(T))),
            .. Sum(P),
        ],
        ["Sliced"] =
        [
            .. Scratch(P),
            new Copy(Use(X), Use(P)),
            new Assign(Q, new Slice(Use(P), Int(1), Int(3))),
            Loop(I, 3, new Store(Use(Q), Use(I), Times(At(P, Use(I)), At(Q, Use(I)))), new Accumulate(Use(P), Use(I), Sin(At(Q, Use(I))))),
            .. Sum(P),
        ],
        ["CopiedOntoItself"] =
        [
            .. Scratch(P),
            new Copy(Use(X), Use(P)),
            Loop(I, 3, new Copy(new Slice(Use(P), Int(0), Int(3)), new Slice(Use(P), Int(1), Int(3))), new Store(Use(P), Int(0), Sin(At(P, Int(3))))),
            .. Sum(P),
        ],
        ["ScratchInALoop"] =
        [
            new Assign(S, Real(0)),
            Loop(I, 4,
                [
                    .. Scratch(P),
                    Loop(K, 4, new Store(Use(P), Use(K), Times(At(X, Use(K)), Plus(At(X, Use(I)), At(P, Use(K)))))),
                    Loop(K, 4, new Assign(S, Plus(Times(Use(S), Real(0.5)), Sin(At(P, Use(K)))))),
                ]),
            new Return([Use(S)]),
        ],
        ["ChosenRow"] =
        [
            .. Scratch(P), .. Scratch(Q),
            new Copy(Use(X), Use(P)),
            new Fill(Use(Q), At(X, Int(2))),
            Loop(I, 4,
                new If(Of(BinaryOperator.Less, At(P, Use(I)), Real(0.5)), [new Assign(T, Use(P))], [new Assign(T, new Slice(Use(Q), Use(I), Int(1)))]),
                new Store(Use(T), Int(0), Plus(Sin(At(T, Int(0))), At(X, Use(I))))),
            new Assign(S, new Apply("SpanDot", [Use(P), Use(Q)], IrType.Double)),
            new Return([Use(S)]),
        ],
        ["ReducedAndOverwritten"] =
        [
            .. Scratch(P),
            new Copy(Use(X), Use(P)),
            new Assign(S, new Apply("SpanSumOfSquares", [Use(P)], IrType.Double)),
            Loop(I, 4, new Store(Use(P), Use(I), Times(Use(S), At(P, Use(I)))), new Assign(S, Plus(new Apply("SpanNorm", [Use(P)], IrType.Double), new Apply("SpanMax", [Use(P)], IrType.Double)))),
            new Return([Use(S)]),
        ],
        ["Mapped"] =
        [
            .. Scratch(P),
            new Map("Exp", [Use(X)], Use(P)),
            new Map("Multiply", [Use(P), Use(X)], Use(P)),
            new Map("Multiply", [Use(P), At(X, Int(1))], Use(P)),
            .. Sum(P),
        ],
    };

    internal static IEnumerable<Function> Cores => Programs.Keys.Select(Core);

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsEqualDifferencesAfterEveryPass(string name)
    {
        Function core = Core(name);
        double[] expected = Differences(core);
        foreach (Function start in new[] { ReverseMode.Gradient(core) })
        {
            Check("reverse mode", start, expected);
            Pipeline.Run(start, (pass, function) => Check(pass.Name, function, expected));
        }
    }

    /// <summary>What is moved in front of a pair of loops reads its memory there: nothing that stays behind may have written to it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FusionReadsMemoryWhereTheFunctionDoes(bool writesInLoop)
    {
        var sum = new Variable("sum", IrType.Double);
        var sink = new Variable("sink", new ArrayType(IrType.Double, ArrayKind.Span));
        var write = new Store(Use(P), Int(0), Real(3));
        var function = new Function("F", Form.Core, [new Parameter(X), new Parameter(sink, ParameterRole.Sink, Shadows: X)], [new Result("value", IrType.Double)],
        [
            new Fill(Use(sink), Real(0)),
            new Allocate(P, Int(4)),
            new Fill(Use(P), Real(0)),
            new For(I, Int(0), Int(4), 1, [new Store(Use(P), Int(1), At(X, Use(I))), .. writesInLoop ? [write] : new Statement[0]]),
            .. writesInLoop ? new Statement[0] : [write],
            new Assign(sum, new Apply("SpanSum", [Use(P)], IrType.Double)),
            new For(K, Int(3), Int(-1), -1, [new Accumulate(Use(sink), Use(K), Use(sum))], Mirrors: I),
            new Return([Real(0)]),
        ]);
        double expected = 3 + Point[^1];
        Check("nothing", function, [expected, expected, expected, expected]);
        Check("fusion", Fusion.Run(function), [expected, expected, expected, expected]);
    }

    private static Function Core(string name)
        => CoreBuilder.Build(new Module(new Function("F", Form.Surface, [new Parameter(X, IsDifferentiated: true)], [new Result("value", IrType.Double)], Programs[name].ToEquatableArray()), [])).Entry;

    private static void Check(string room, Function function, double[] expected)
    {
        string Text() => $"after {room}:\n{IrPrinter.Print(function)}";
        IReadOnlyList<string> problems = Verifier.Check(function);
        Assert.True(problems.Count == 0, string.Join("\n", problems) + Text());

        // Fourth-order differences of functions with derivatives near 1.
        Reference.Near(expected, Interpreter.Gradient(function, [Point])[1..], 1e-8, Text);
    }

    private static double[] Differences(Function core) => Point.Select((_, i) =>
    {
        const double Step = 1e-3;
        double At(double by)
        {
            double[] moved = [.. Point];
            moved[i] += by;
            return (double)Interpreter.Run(core, moved)[0];
        }

        return ((8 * (At(Step) - At(-Step))) - At(2 * Step) + At(-2 * Step)) / (12 * Step);
    }).ToArray();

    private static Statement[] Scratch(Variable row) => [new Allocate(row, Int(4)), new Fill(Use(row), Real(0))];

    private static Statement[] Sum(Variable row)
        => [new Assign(S, Real(0)), Loop(I, 4, new Assign(S, Plus(Use(S), Times(At(row, Use(I)), At(row, Use(I)))))), new Return([Use(S)])];

    private static For Loop(Variable index, int count, params Statement[] body) => new(index, Int(0), Int(count), 1, body.ToEquatableArray());

    private static Expression Use(Variable variable) => new Use(variable);

    private static Expression At(Variable row, Expression index) => new Element(Use(row), index);

    private static Expression Next(Variable index) => Of(BinaryOperator.Remainder, Of(BinaryOperator.Add, Use(index), Int(1)), Int(4));

    private static Expression Int(int value) => new IntegerLiteral(value, IrType.Int);

    private static Expression Real(double value) => new RealLiteral(value, IrType.Double);

    private static Expression Plus(Expression left, Expression right) => Of(BinaryOperator.Add, left, right);

    private static Expression Times(Expression left, Expression right) => Of(BinaryOperator.Multiply, left, right);

    private static Expression Of(BinaryOperator op, Expression left, Expression right) => new Binary(op, left, right);

    private static Expression Sin(Expression argument) => new Apply("Sin", [argument], IrType.Double);
}
