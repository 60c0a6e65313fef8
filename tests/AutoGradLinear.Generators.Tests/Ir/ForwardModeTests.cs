using AutoGradLinear.Generators.Differentiation;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Optimization;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>The language is closed: forward mode applies to functions, and to what reverse mode makes of them.</summary>
public class ForwardModeTests
{
    public static TheoryData<string> Names => Corpus.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void ForwardModeAgreesWithReverseMode(string name)
    {
        Function core = RoomTests.Core(name);
        Function pushforward = ForwardMode.Pushforward(core);
        Assert.Empty(Verifier.Check(pushforward));
        Function gradient = ReverseMode.Gradient(core);
        foreach (object[] point in Corpus.Find(name).Points)
        {
            double[] expected = Interpreter.Gradient(gradient, point)[1..];
            double product = 0;
            int next = 0;
            object[] arguments = [.. Directions(core, point, element => product += expected[next++] * element)];
            object[] results = Interpreter.Run(pushforward, arguments);

            // Two exact formulas that group the chain rule differently.
            Reference.Near([product], [(double)results[1]], 1e-10, () => IrPrinter.Print(pushforward));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ForwardModeOfReverseModeIsWellFormedThroughAllPasses(string name)
    {
        Function product = ForwardMode.Pushforward(ReverseMode.Gradient(RoomTests.Core(name)));
        Assert.Empty(Verifier.Check(product));
        Pipeline.Run(product, (pass, function) => Assert.True(Verifier.Check(function).Count == 0, $"after {pass.Name}"));
    }

    [Fact]
    public void ForwardOverReverseGivesAHessianVectorProduct()
    {
        // f = (Σ x²)², so ∇f = 4 (Σ x²) x and H d = 8 (x·d) x + 4 (Σ x²) d.
        var row = new Variable("x", new ArrayType(IrType.Double, ArrayKind.ReadOnlySpan));
        var square = new Variable("square", IrType.Double);
        var value = new Variable("f", IrType.Double);
        var function = new Function("F", Form.Core, [new Parameter(row, IsDifferentiated: true)], [new Result("value", IrType.Double)],
        [
            new Assign(square, new Apply("SpanSumOfSquares", [new Use(row)], IrType.Double)),
            new Assign(value, new Binary(BinaryOperator.Multiply, new Use(square), new Use(square))),
            new Return([new Use(value)]),
        ]);
        double[] x = [1, -2, 0.5];
        double[] direction = [0.25, 1, -1];
        (double[] gradient, double[] products) = (new double[3], new double[3]);
        Function product = ForwardMode.Pushforward(ReverseMode.Gradient(function));
        foreach (Function form in new[] { product, Pipeline.Run(product) })
        {
            Interpreter.Run(form, x, gradient, direction, products);
            double squares = x.Sum(element => element * element);
            double inner = x.Zip(direction, (a, b) => a * b).Sum();
            for (int i = 0; i < 3; i++)
                Assert.Equal((8 * inner * x[i]) + (4 * squares * direction[i]), products[i], 1e-12);
        }
    }

    /// <summary>The arguments of the pushforward: the point, then a direction for each parameter that is differentiated; its elements are shown to <paramref name="see"/>.</summary>
    private static IEnumerable<object> Directions(Function core, object[] point, Action<double> see)
    {
        int count = 0;
        double Next()
        {
            double element = Math.Cos(++count);
            see(element);
            return element;
        }

        IEnumerable<object> arguments = point.Select(value => value is Array array ? array.Clone() : value);
        IEnumerable<object> directions = point.Where((_, i) => core.Parameters[i].IsDifferentiated)
            .Select(value => value is double[] row ? row.Select(_ => Next()).ToArray() : (object)Next());
        return [.. arguments, .. directions];
    }
}
