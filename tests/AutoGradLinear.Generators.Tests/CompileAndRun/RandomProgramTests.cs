using CsCheck;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>
/// Random programs of reassigned locals, branches, loops, breaks, continues and returns against dual numbers. A failure prints the seed and the smallest
/// program that CsCheck found.
/// </summary>
public class RandomProgramTests
{
    private static readonly object[] Point = [0.8, -0.6, new[] { 0.9, -0.4, 0.7 }, 2];

    /// <summary>Smooth and bounded, so that no chain of them explodes or has a kink.</summary>
    private static readonly string[] Leaves = ["x", "y", "a", "b", "v[0]", "v[1]", "v[k % v.Length]", "0.5", "1.25", "n"];

    [Fact]
    public void GradientsEqualDualNumbers()
        => Blocks(3).Sample(
            Check,
            iter: 60,
            threads: 1,
            print: Print);

    [Fact]
    public void AVariableThatBothSweepsComputeIsDeclaredOnce()
        => Program.Compile(new Subject(
            "Redeclared",
            "double x, double y",
            "if (y > 2) return x - y; double s = x; for (int i = 0; i < 2; i++) { if (s > 0.9) break; s = s * 0.5 + Math.Cos(x); } x = s * x * 0.9; return x * y;",
            []));

    private static Gen<string> OneOf(params string[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    private static Gen<string> Reals(int depth)
    {
        Gen<string> leaf = OneOf(Leaves);
        if (depth == 0)
            return leaf;
        Gen<string> inner = Reals(depth - 1);
        return Gen.Frequency(
            (2, leaf),
            (2, Gen.Select(inner, inner, (left, right) => $"({left} + {right})")),
            (1, Gen.Select(inner, inner, (left, right) => $"({left} - {right})")),
            (2, Gen.Select(inner, inner, (left, right) => $"Math.Tanh({left} * {right})")),
            (1, inner.Select(operand => $"Math.Sin({operand})")),
            (1, inner.Select(operand => $"Helper({operand})")),
            (1, Gen.Select(inner, inner, (left, right) => $"({left} / (2 + {right} * {right}))")),
            (1, Gen.Select(Conditions, inner, inner, (condition, left, right) => $"({condition} ? {left} : {right})")));
    }

    private static Gen<string> Conditions
        => Gen.OneOf(
            Gen.Select(OneOf("x", "y", "a", "b"), OneOf("0.13", "-0.37", "0.71"), (name, limit) => $"{name} > {limit}"),
            OneOf("k % 2 == 0", "k > 3", "n == 2", "a < b && x > -5", "k == 1 || b > 0.2"));

    private static Gen<string> Statements(int depth, bool inLoop)
    {
        Gen<string> assign = Gen.Select(OneOf("x", "y", "a", "b"), OneOf("=", "+=", "-="), Reals(2), (name, op, value) => $"{name} {op} {value} * 0.9;");
        var choices = new List<(int, Gen<string>)> { (6, assign), (1, Gen.Select(Conditions, Reals(1), (condition, value) => $"if ({condition}) return {value};")) };
        if (inLoop)
            choices.Add((2, Gen.Select(Conditions, OneOf("break;", "continue;"), (condition, jump) => $"if ({condition}) {jump}")));
        if (depth > 0)
        {
            Gen<string> block = Body(depth - 1, inLoop);
            Gen<string> looped = Body(depth - 1, inLoop: true);
            choices.Add((2, Gen.Select(Conditions, block, block, (condition, then, @else) => $"if ({condition}) {{ {then} }} else {{ {@else} }}")));
            choices.Add((2, looped.Select(body => $"for (int i{depth} = 0; i{depth} < n + 1; i{depth}++) {{ k++; a = Math.Tanh(a + v[i{depth} % v.Length]); {body} }}")));
            choices.Add((1, looped.Select(body => $"foreach (double e{depth} in v) {{ k += 2; b = b * e{depth}; {body} }}")));
            choices.Add((1, looped.Select(body => $"while (b * b < 4 && k < 40) {{ k++; b = b + 0.7; {body} }}")));
        }

        return Gen.Frequency([.. choices]);
    }

    private static Gen<string> Body(int depth, bool inLoop) => Statements(depth, inLoop).Array[1, 3].Select(statements => string.Join(" ", statements));

    private static Gen<string[]> Blocks(int depth) => Statements(depth, inLoop: false).Array[1, 5];

    private static string Print(string[] block) => Source(block).Body;

    private static Subject Source(string[] block)
        => new(
            "Random",
            "double x, double y, ReadOnlySpan<double> v, int n",
            $"int k = n - 2; double a = x * y; double b = 0.3; {string.Join("\n", block)}\nreturn a * b + x * y + a * (k + 1);",
            [Point],
            "private static double Helper(double t) { double s = t; for (int i = 0; i < 2; i++) { if (s > 0.9) break; s = s * 0.5 + Math.Cos(t); } return s * t; }");

    private static void Check(string[] block)
    {
        Subject subject = Source(block);
        var program = Program.Compile(subject);
        double[] expected = Reference.Duals(subject)(Point);

        // Bounded operations, at most a few hundred of them.
        Reference.Near(expected, program.Gradient(Point)[1..], 1e-9, () => subject.Body + "\n" + program.Run.Text);
        Reference.Near(program.Value(Point), program.Gradient(Point)[0], 0, () => subject.Body);
    }
}
