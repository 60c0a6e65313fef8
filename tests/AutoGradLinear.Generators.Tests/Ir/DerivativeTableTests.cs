using AutoGradLinear.Generators.Differentiation;
using AutoGradLinear.Generators.IR;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Every rule against differences of the function itself.</summary>
public class DerivativeTableTests
{
    /// <summary>Arguments at which every function of that many arguments is defined and smooth, but for those of <see cref="Apart"/>.</summary>
    private static readonly Dictionary<int, double[][]> Arguments = new()
    {
        [1] = [[0.3], [0.71], [0.04]],
        [2] = [[0.3, 1.7], [2.4, 0.6], [0.9, 0.35]],
        [3] = [[0.3, -1.2, 2.4], [-3, -1.5, 0.2], [4, 0.3, 1.1]],
    };

    private static readonly Dictionary<string, double[][]> Apart = new() { ["Acosh"] = [[1.4], [3.7]], ["Gamma"] = [[1.4], [3.7]], ["GammaLn"] = [[1.4], [3.7]], [StableFunction.Log1MExp] = [[-0.3], [-2.1]], [StableFunction.LogSubExp] = [[1.4, 0.3], [2.1, -0.4]] };

    public static TheoryData<string, int> Rules
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach ((string name, int arity) in Functions.OfNumbers.Where(function => function.Name != "Stop"))
                data.Add(name, arity);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void RuleEqualsDifferences(string name, int arity)
    {
        Assert.NotNull(DerivativeTable.Find(name));
        foreach (double[] point in Apart.GetValueOrDefault(name) ?? Arguments[arity])
            Compare(x => new Apply(name, x, IrType.Double), x => (double)Functions.Apply(name, [.. x.Cast<object>()]), point);
    }

    [Theory]
    [InlineData(BinaryOperator.Add)]
    [InlineData(BinaryOperator.Subtract)]
    [InlineData(BinaryOperator.Multiply)]
    [InlineData(BinaryOperator.Divide)]
    [InlineData(BinaryOperator.Remainder)]
    internal void OperatorEqualsDifferences(BinaryOperator op)
    {
        Func<double, double, double> apply = op switch
        {
            BinaryOperator.Add => (x, y) => x + y,
            BinaryOperator.Subtract => (x, y) => x - y,
            BinaryOperator.Multiply => (x, y) => x * y,
            BinaryOperator.Divide => (x, y) => x / y,
            _ => (x, y) => x % y,
        };
        foreach (double[] point in new[] { [7.3, 2.1], [-7.3, 2.1], [7.3, -2.1], new[] { -1.3, -4.1 } })
            Compare(x => new Binary(op, x[0], x[1]), x => apply(x[0], x[1]), point);
    }

    [Fact]
    public void StopHasSlopeZero() => Assert.Equal([1.7, 0.0], Gradient(x => new Apply("Stop", x, IrType.Double), [1.7]));

    private static void Compare(Func<EquatableArray<Expression>, Expression> expression, Func<double[], double> function, double[] point)
    {
        double[] actual = Gradient(expression, point);
        for (int i = 0; i < point.Length; i++)
        {
            double Central(double h)
            {
                (double[] above, double[] below) = ([.. point], [.. point]);
                (above[i], below[i]) = (above[i] + h, below[i] - h);
                return (function(above) - function(below)) / (2 * h);
            }

            // One extrapolation: an error of the fourth order in 1e-3, times fifth derivatives up to 1e3 where an argument is 0.04, and rounding.
            double expected = ((4 * Central(5e-4)) - Central(1e-3)) / 3;
            Reference.Near(expected, actual[i + 1], 1e-6, () => $"argument {i} of {expression([.. point.Select(x => (Expression)new RealLiteral(x, IrType.Double))])}");
        }
    }

    private static double[] Gradient(Func<EquatableArray<Expression>, Expression> expression, double[] point)
    {
        Variable[] variables = point.Select((_, i) => new Variable($"x{i}", IrType.Double)).ToArray();
        var result = new Variable("r", IrType.Double);
        var function = new Function(
            "F",
            Form.Core,
            variables.Select(variable => new Parameter(variable, IsDifferentiated: true)).ToEquatableArray(),
            [new Result("result", IrType.Double)],
            [new Assign(result, expression(variables.Select(variable => (Expression)new Use(variable)).ToEquatableArray())), new Return([new Use(result)])]);
        return Interpreter.Gradient(ReverseMode.Gradient(function), [.. point.Cast<object>()]);
    }
}
