using AutoGradLinear.Generators.Differentiation;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Forms;
using AutoGradLinear.Generators.Optimization;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Functions that are called, not expanded: the split form and the combined form, recursion included.</summary>
public class CallFormTests
{
    private static readonly Variable X = new("x", IrType.Double);
    private static readonly Variable N = new("n", IrType.Int);
    private static readonly Variable Held = new("held", IrType.Double);
    private static readonly Variable Row = new("v", new ArrayType(IrType.Double, ArrayKind.ReadOnlySpan));
    private static readonly EquatableArray<Result> Value = [new Result("value", IrType.Double)];

    // Sines and products of numbers near 1; a few roundings.
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RecursionIsDifferentiatedThroughItsFrames(bool optimised)
    {
        // P(x, n) = n = 0 ? x : sin(P(x, n − 1)) · x
        Function power = new("P", Form.Surface, [new Parameter(X, IsDifferentiated: true), new Parameter(N)], Value,
        [
            new If(Of(BinaryOperator.Equal, Use(N), Int(0)), [new Return([Use(X)])], []),
            Calls("P", Use(X), Of(BinaryOperator.Subtract, Use(N), Int(1))),
            new Return([Of(BinaryOperator.Multiply, Sin(Use(Held)), Use(X))]),
        ]);
        Function entry = new("F", Form.Surface, [new Parameter(X, IsDifferentiated: true), new Parameter(N)], Value,
            [Calls("P", Use(X), Use(N)), new Return([Sin(Use(Held))])]);
        const int Depth = 9;
        Module gradient = Gradient(new Module(entry, [power]), optimised);
        (object[] results, IReadOnlyDictionary<string, int> calls) = Interpreter.Run(gradient, 0.7, Depth);

        (double value, double slope) = (0.7, 1);
        for (int i = 0; i < Depth; i++)
            (value, slope) = (Math.Sin(value) * 0.7, (Math.Cos(value) * slope * 0.7) + Math.Sin(value));
        Assert.Equal(Math.Sin(value), (double)results[0], Tolerance);
        Assert.Equal(Math.Cos(value) * slope, (double)results[1], Tolerance);

        // The condition and n − 1 are functions of the arguments, which the reverse has.
        Assert.All(gradient.Helpers.SelectMany(helper => helper.Frame), slot => Assert.True(slot.Type.IsReal));

        // Linear at any depth: one augmented primal and one reverse for each call of the function.
        Assert.Equal(2 * (Depth + 1), calls.Values.Sum());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RowsGatherAdjointsThroughCallsInLoops(bool optimised)
    {
        // H(v, n) = Σₖ sin(v[k] · v[n]), F(v) = Σⱼ H(v, j)²
        var k = new Variable("k", IrType.Int);
        var sum = new Variable("sum", IrType.Double);
        Function helper = new("H", Form.Surface, [new Parameter(Row, IsDifferentiated: true), new Parameter(N)], Value,
        [
            new Assign(sum, Real(0)),
            new For(k, Int(0), new Length(Use(Row)), 1,
                [new Assign(sum, Of(BinaryOperator.Add, Use(sum), Sin(Of(BinaryOperator.Multiply, At(k), At(N)))))]),
            new Return([Use(sum)]),
        ]);
        Function entry = new("F", Form.Surface, [new Parameter(Row, IsDifferentiated: true)], Value,
        [
            new Assign(sum, Real(0)),
            new For(N, Int(0), new Length(Use(Row)), 1,
            [
                Calls("H", Use(Row), Use(N)),
                new Assign(sum, Of(BinaryOperator.Add, Use(sum), Of(BinaryOperator.Multiply, Use(Held), Use(Held)))),
            ]),
            new Return([Use(sum)]),
        ]);
        double[] point = [0.3, -0.8, 1.1];
        double[] sink = new double[3];
        (object[] results, _) = Interpreter.Run(Gradient(new Module(entry, [helper]), optimised), point, sink);

        double[] expected = new double[3];
        double value = 0;
        foreach (double last in point)
            value += Math.Pow(point.Sum(element => Math.Sin(element * last)), 2);
        for (int j = 0; j < 3; j++)
        {
            double total = point.Sum(element => Math.Sin(element * point[j]));
            for (int i = 0; i < 3; i++)
            {
                expected[i] += 2 * total * Math.Cos(point[i] * point[j]) * point[j];
                expected[j] += 2 * total * Math.Cos(point[i] * point[j]) * point[i];
            }
        }

        Assert.Equal(value, (double)results[0], Tolerance);
        for (int i = 0; i < 3; i++)
            Assert.Equal(expected[i], sink[i], Tolerance);
    }

    [Fact]
    public void ACallWhoseAdjointIsKnownIsCombined()
    {
        Function helper = new("H", Form.Surface, [new Parameter(X, IsDifferentiated: true)], Value, [new Return([Sin(Use(X))])]);
        Function entry = new("F", Form.Surface, [new Parameter(X, IsDifferentiated: true)], Value, [Calls("H", Use(X)), new Return([Use(Held)])]);
        (object[] results, IReadOnlyDictionary<string, int> calls) = Interpreter.Run(Gradient(new Module(entry, [helper]), optimised: true), 0.4);
        Assert.Equal(["H.Combined.a"], calls.Keys);
        Assert.Equal(Math.Sin(0.4), results[0]);
        Assert.Equal(Math.Cos(0.4), results[1]);
    }

    [Fact]
    public void ACallInALoopThatAddsIsCombined()
    {
        // P(x, n) = n = 0 ? x : Σ sin(x) · P(x, k) over k = ⌊n/2⌋, ⌊⌊n/2⌋/2⌋, …, 0
        var sum = new Variable("sum", IrType.Double);
        var k = new Variable("k", IrType.Int);
        var rounds = new Variable("going", IrType.Bool);
        Function helper = new("P", Form.Surface, [new Parameter(X, IsDifferentiated: true), new Parameter(N)], Value,
        [
            new If(Of(BinaryOperator.Equal, Use(N), Int(0)), [new Return([Use(X)])], []),
            new Assign(sum, Real(0)),
            new Assign(k, Use(N)),
            new Assign(rounds, new BooleanLiteral(true)),
            new While(Use(rounds),
            [
                new Assign(k, Of(BinaryOperator.Divide, Use(k), Int(2))),
                Calls("P", Use(X), Use(k)),
                new Assign(sum, Of(BinaryOperator.Add, Use(sum), Of(BinaryOperator.Multiply, Sin(Use(X)), Use(Held)))),
                new Assign(rounds, Of(BinaryOperator.Greater, Use(k), Int(0))),
            ]),
            new Return([Use(sum)]),
        ]);
        Function entry = new("F", Form.Surface, [new Parameter(X, IsDifferentiated: true), new Parameter(N)], Value,
            [Calls("P", Use(X), Use(N)), new Return([Use(Held)])]);
        Module gradient = Gradient(new Module(entry, [helper]), optimised: true);
        (object[] results, IReadOnlyDictionary<string, int> calls) = Interpreter.Run(gradient, 0.7, 6);

        (double value, double slope) = P(6);
        Assert.Equal(["P.Combined.ac"], calls.Keys);
        Assert.Equal(value, (double)results[0], Tolerance);
        Assert.Equal(slope, (double)results[1], Tolerance);

        static (double Value, double Slope) P(int n)
        {
            if (n == 0)
                return (0.7, 1);
            (double value, double slope) = (0, 0);
            do
            {
                n /= 2;
                (double held, double heldSlope) = P(n);
                value += Math.Sin(0.7) * held;
                slope += (Math.Cos(0.7) * held) + (Math.Sin(0.7) * heldSlope);
            }
            while (n > 0);
            return (value, slope);
        }
    }

    [Fact]
    public void ACallInALoopWhoseSumIsMultipliedIsSplit()
    {
        // The adjoint of each call depends on all of them: F(x) = (Σₖ sin(x))².
        Function helper = new("H", Form.Surface, [new Parameter(X, IsDifferentiated: true)], Value, [new Return([Sin(Use(X))])]);
        var sum = new Variable("sum", IrType.Double);
        var k = new Variable("k", IrType.Int);
        Function entry = new("F", Form.Surface, [new Parameter(X, IsDifferentiated: true)], Value,
        [
            new Assign(sum, Real(0)),
            new For(k, Int(0), Int(3), 1, [Calls("H", Use(X)), new Assign(sum, Of(BinaryOperator.Add, Use(sum), Use(Held)))]),
            new Return([Of(BinaryOperator.Multiply, Use(sum), Use(sum))]),
        ]);
        Module gradient = Gradient(new Module(entry, [helper]), optimised: true);
        (object[] results, IReadOnlyDictionary<string, int> calls) = Interpreter.Run(gradient, 0.4);
        Assert.Equal(["H.Augmented.a", "H.Reverse.a"], calls.Keys.Order());
        Assert.Equal(18 * Math.Sin(0.4) * Math.Cos(0.4), (double)results[1], Tolerance);
    }

    private static Module Gradient(Module surface, bool optimised)
    {
        Module core = CoreBuilder.Build(surface, _ => true);
        Module gradient = ReverseMode.Gradient(core);
        foreach (Function function in gradient.Helpers.Append(gradient.Entry))
            Assert.Empty(Verifier.Check(function));
        if (!optimised)
            return gradient;
        return Pipeline.Run(gradient, (_, function) => Assert.Empty(Verifier.Check(function)));
    }

    private static Expression Use(Variable variable) => new Use(variable);

    private static Expression At(Variable index) => new Element(Use(Row), Use(index));

    private static Expression Int(int value) => new IntegerLiteral(value, IrType.Int);

    private static Expression Real(double value) => new RealLiteral(value, IrType.Double);

    private static Expression Of(BinaryOperator op, Expression left, Expression right) => new Binary(op, left, right);

    private static Expression Sin(Expression argument) => new Apply("Sin", [argument], IrType.Double);

    private static Statement Calls(string function, params Expression[] arguments) => new Call([Held], function, arguments.ToEquatableArray());
}
