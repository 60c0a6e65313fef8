using AutoGradLinear.Generators.IR;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Every member that can be asked for, over the whole corpus, against hyper-dual numbers.</summary>
public class DerivativeMembersTests
{
    public static TheoryData<string> Names => Corpus.AllNames;

    /// <summary>Both are exact formulas in double; second derivatives of the corpus are up to a few hundred, sums of a few hundred terms.</summary>
    private const double Exact = 1e-9;

    [Theory]
    [MemberData(nameof(Names))]
    public void AllMembersAgreeWithHyperDualNumbers(string name)
    {
        Subject subject = Corpus.Find(name);
        var program = Program.CompileAll(subject);
        Func<object[], double[]> gradients = Reference.Duals(subject);
        Func<object[], object[], double[]> products = Reference.DualProducts(subject);
        foreach (object[] point in subject.Points)
        {
            object[] direction = Reference.Direction(subject, point);
            double value = program.Value(point);
            double[] gradient = gradients(point);
            double[] product = products(point, direction);
            IReadOnlyList<object[]> units = Reference.UnitDirections(subject, point);
            double[][] hessian = [.. units.Select(unit => products(point, unit))];
            double along = units.Select((unit, i) => gradient[i] * Inner(unit, direction)).Sum();

            Reference.Near([value, along], program.Pushforward(point, direction), Exact, () => program.Run.Text);
            Reference.Near([value, .. product], program.Product(point, direction), Exact, () => program.Run.Text);
            Reference.Near([value, .. hessian.SelectMany(row => row)], program.Hessian(point, gradient.Length), Exact, () => program.Run.Text);
            Reference.Near([value, .. gradient, .. hessian.Select((row, i) => row[i])], program.Diagonal(point), Exact, () => program.Run.Text);
        }
    }

    /// <summary>The generator does not refer to the runtime: it reads the attribute's number.</summary>
    [Fact]
    public void TheFlagsAreThoseOfTheRuntime()
    {
        foreach (Derivatives flag in Enum.GetValues<Derivatives>())
            Assert.Equal(flag.ToString(), ((WantedMembers)(int)flag).ToString());
    }

    private static double Inner(object[] x, object[] y) => x.Zip(y, (a, b) => (a, b) switch
    {
        (double first, double second) => first * second,
        (double[] first, double[] second) => first.Zip(second, (p, q) => p * q).Sum(),
        _ => 0,
    }).Sum();
}
