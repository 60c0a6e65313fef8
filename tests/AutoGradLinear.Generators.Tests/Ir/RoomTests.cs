using AutoGradLinear.Generators.Differentiation;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Forms;
using AutoGradLinear.Generators.Optimization;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>The rooms behind the frontend: what they make is well formed, and computes the right numbers.</summary>
public class RoomTests
{
    public static TheoryData<string> Names => Corpus.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryRoomLeavesWellFormedCode(string name)
    {
        foreach (Function start in Differentiated(name))
        {
            Check("the frontend and reverse mode", start);
            Pipeline.Run(start, (pass, function) => Check(pass.Name, function));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryPassKeepsTheGradient(string name)
    {
        Subject subject = Corpus.Find(name);
        Function start = ReverseMode.Gradient(Core(name));
        foreach (object[] point in subject.Points)
        {
            double[] expected = Interpreter.Gradient(start, point);

            // Passes reorder sums; each reordering costs a few roundings.
            Pipeline.Run(start, (pass, function) =>
                Reference.Near(expected, Interpreter.Gradient(function, point), 1e-12, () => $"after {pass.Name}:\n{IrPrinter.Print(function)}"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ReverseModeAgreesWithDualNumbers(string name)
    {
        Subject subject = Corpus.Find(name);
        Function function = ReverseMode.Gradient(Core(name));
        Func<object[], double[]> duals = Reference.Duals(subject);

        // Both are exact formulas; the corpus cancels at most three digits.
        foreach (object[] point in subject.Points)
            Reference.Near(duals(point), Interpreter.Gradient(function, point)[1..], 1e-10, () => IrPrinter.Print(function));
    }

    [Fact]
    public void RunningThePassesTwiceOverOneFunctionGivesTheSame()
    {
        foreach (string name in Corpus.All.Where(subject => subject.Points.Length > 0).Select(subject => subject.Name))
        {
            Function start = ReverseMode.Gradient(Core(name));
            Assert.Equal(IrPrinter.Print(Pipeline.Run(start)), IrPrinter.Print(Pipeline.Run(ReverseMode.Gradient(Core(name)))));
        }
    }

    internal static Function Core(string name) => CoreBuilder.Build(Assert.Single(GeneratorRun.Of(Corpus.Find(name).Source()).Targets()).Module).Entry;

    private static IEnumerable<Function> Differentiated(string name)
    {
        Function core = Core(name);
        return [core, ReverseMode.Gradient(core), ReverseMode.Pullback(core)];
    }

    private static void Check(string room, Function function)
    {
        IReadOnlyList<string> problems = Verifier.Check(function);
        Assert.True(problems.Count == 0, $"after {room}: {string.Join("\n", problems)}\n{IrPrinter.Print(function)}");
    }
}
