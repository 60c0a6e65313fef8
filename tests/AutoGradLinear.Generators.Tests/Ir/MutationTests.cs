using AutoGradLinear.Generators.Differentiation;
using AutoGradLinear.Generators.IR;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Mistakes are made on purpose; the programs of the tests must notice each kind.</summary>
public class MutationTests
{
    public static TheoryData<string> Mutants => [.. Mutant.All.Select(mutant => mutant.Name)];

    public static TheoryData<string, int> Rules
    {
        get
        {
            var rules = new TheoryData<string, int>();

            // The derivative of the digamma function is not known, and a program that needs it is refused.
            foreach ((string function, int argument) in DerivativeTable.Partials.Where(rule => rule.Function != "DiGamma"))
                rules.Add(function, argument);
            return rules;
        }
    }

    /// <summary>
    /// A mistake may do no harm where it is made: an adjoint that is not zeroed is harmless if nobody reads it again, a lost value if it is multiplied with 0, the order of the
    /// iterations if they only add. At least this share must be noticed by the very program in which it is made.
    /// </summary>
    private const double NoticedShare = 0.25;

    [Theory]
    [MemberData(nameof(Mutants))]
    public void EachMistakeIsNoticed(string name)
    {
        Mutant mutant = Mutant.All.Single(candidate => candidate.Name == name);
        (int made, int noticed) = (0, 0);
        foreach ((Function gradient, object[][] points) in Programs())
        {
            foreach (Function wrong in mutant.In(gradient))
            {
                made++;
                noticed += points.Any(point => Differs(Interpreter.Gradient(gradient, point), () => Interpreter.Gradient(wrong, point))) ? 1 : 0;
            }
        }

        Assert.True(made > 0, $"'{name}' could be made nowhere.");
        Assert.True(noticed >= NoticedShare * made, $"'{name}' was made {made} times and noticed {noticed} times.");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void EachSkippedRuleIsNoticed(string function, int argument)
    {
        bool IsNoticed(Subject subject)
        {
            Function core = RoomTests.Core(subject.Name);
            Function skipped = core with { Body = new SkipRule(function, argument).Rewrite(core.Body) };
            if (skipped.Equals(core))
                return false;
            (Function right, Function wrong) = (ReverseMode.Gradient(core), ReverseMode.Gradient(skipped));
            return subject.Points.Any(point => Differs(Interpreter.Gradient(right, point), () => Interpreter.Gradient(wrong, point)));
        }

        Assert.True(
            IsNoticedAlone(function, argument) || Corpus.All.Where(subject => subject.Points.Length > 0).Any(IsNoticed),
            $"No program notices that argument {argument} of {function} has no derivative.");
    }

    /// <summary>The function by itself, which the tests of the derivative table compare with differences.</summary>
    private static bool IsNoticedAlone(string function, int argument)
    {
        if (Functions.OfNumbers.FirstOrDefault(known => known.Name == function) is not { Name: not null, Arity: var arity })
            return false;
        Variable[] inputs = [.. Enumerable.Range(0, arity).Select(i => new Variable($"x{i}", IrType.Double))];
        var value = new Variable("value", IrType.Double);
        var alone = new Function(
            "F",
            Form.Core,
            inputs.Select(input => new Parameter(input, IsDifferentiated: true)).ToEquatableArray(),
            [new Result("value", IrType.Double)],
            [new Assign(value, new Apply(function, inputs.Select(input => (Expression)new Use(input)).ToEquatableArray(), IrType.Double)), new Return([new Use(value)])]);
        Function right = ReverseMode.Gradient(alone);
        Function wrong = ReverseMode.Gradient(alone with { Body = new SkipRule(function, argument).Rewrite(alone.Body) });
        return new[] { new object[] { 0.4, 0.3, 0.7 }, [1.8, 0.3, 0.7], [0.1, 0.3, 0.7] }
            .Select(numbers => numbers[..arity])
            .Any(point => Interpreter.Gradient(right, point).All(double.IsFinite) && Differs(Interpreter.Gradient(right, point), () => Interpreter.Gradient(wrong, point)));
    }

    /// <summary>Gradients of the corpus, and of the programs that work on memory.</summary>
    private static IEnumerable<(Function Gradient, object[][] Points)> Programs()
    {
        foreach (Subject subject in Corpus.All.Where(subject => subject.Points.Length > 0))
            yield return (ReverseMode.Gradient(RoomTests.Core(subject.Name)), subject.Points);
        foreach (Function core in MemoryTests.Cores)
            yield return (ReverseMode.Gradient(core), [[MemoryTests.Point]]);
    }

    private static bool Differs(double[] right, Func<double[]> run)
    {
        double[] wrong;
        try
        {
            wrong = run();
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or InvalidOperationException or ArgumentException or KeyNotFoundException or DivideByZeroException)
        {
            return true;
        }

        return right.Zip(wrong, (a, b) => !a.Equals(b) && !(Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a)))).Any(differs => differs);
    }

    /// <summary>Cuts the flow of derivatives into one argument of a function.</summary>
    private sealed class SkipRule(string function, int argument) : Rewriter
    {
        public override Expression Rewrite(Expression expression)
        {
            Expression rebuilt = base.Rewrite(expression);
            if (DerivativeTable.NameOf(rebuilt) != function)
                return rebuilt;
            int next = 0;
            return rebuilt.MapParts(part => next++ == argument ? new Apply("Stop", [part], part.Type) : part);
        }

        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (statement is Assign { Value: var value } assign && DerivativeTable.NameOf(value) == function)
            {
                Expression part = value.Parts().ElementAt(argument);
                var stopped = new Variable("stopped" + assign.Target.Name, part.Type, assign.Target.Version);
                int next = 0;
                output.Add(new Assign(stopped, new Apply("Stop", [part], part.Type)));
                output.Add(new Assign(assign.Target, value.MapParts(other => next++ == argument ? new Use(stopped) : other)));
                return;
            }

            base.Rewrite(statement, output);
        }
    }
}
