using System.Net;
using System.Text.RegularExpressions;
using AutoGradLinear.RandomPrograms.Generation;
using AutoGradLinear.RandomPrograms.Judging;
using AutoGradLinear.RandomPrograms.Language;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>The formulas in the documentation of generated members: their texts, and that they are true.</summary>
public partial class FormulaTests
{
    /// <summary>A formula and the code sum in other orders, and the code is in a stabler form: a few hundred roundings of values of order one.</summary>
    private const double Rounding = 1e-9;

    private const int RandomPrograms = 80;

    public static TheoryData<string> Losses => [.. FormulaSubjects.All.Select(subject => subject.Subject.Name)];

    public static TheoryData<string> Kinks => [.. FormulaSubjects.Kinks.Select(subject => subject.Name)];

    public static TheoryData<string> Names => [.. Corpus.All.Where(subject => subject.Points.Length > 0).Select(subject => subject.Name)];

    [Theory]
    [MemberData(nameof(Losses))]
    public void FormulaReadsAsPeopleWriteIt(string name)
    {
        FormulaSubject subject = FormulaSubjects.All.First(subject => subject.Subject.Name == name);
        Program program = Program.Compile(subject.Subject);
        CheckValues(subject.Subject, Points(subject.Subject), program);
        Assert.Equal(subject.Formulas, Formulas(program.Run.Text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FormulaOfTheCorpusIsTrue(string name)
    {
        Subject subject = Corpus.Find(name);
        CheckValues(subject, Points(subject), Program.Compile(subject));
    }

    [Theory]
    [InlineData("F = (1 − x)² + 100·(y + x²)²")]
    [InlineData("∂F/∂x = −2·(1 − x) + 400·x·(y − x²)")]
    [InlineData("∂F/∂y = 200·(y − x)²")]
    public void WrongFormulaIsFound(string formula)
    {
        Subject subject = Corpus.Find("Rosenbrock");
        object[] point = subject.Points[0];
        Program program = Program.Compile(subject);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => CheckFormula(subject, point, program.Gradient(point), formula, program.Constants));
    }

    [Theory]
    [InlineData("Horner")]
    [InlineData("Newton")]
    [InlineData("Remainder")]
    [InlineData("DataDependentExit")]
    [InlineData("WriteElement")]
    public void FunctionWithoutAFormulaShowsNone(string name)
        => Assert.DoesNotContain("<remarks>", GeneratorRun.Of(Corpus.Find(name).Source()).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void FormulaOfARandomProgramIsTrue(int seed)
    {
        var programs = new ProgramGen(FeatureWeights.Default.Only(
            [Feature.Branches, Feature.Loops, Feature.Jumps, Feature.Elements, Feature.Functions, Feature.Reductions, Feature.Switches, Feature.Slices, Feature.Tables, Feature.Tuples, Feature.InOut]));
        int withFormula = 0;
        for (int number = 0; number < RandomPrograms; number++)
        {
            Subject subject = SubjectOf(programs.At((ulong)seed, number), $"Random{seed}.{number}");
            GeneratorRun run = GeneratorRun.Of(subject.Source());
            if (Formulas(run.Text).Count == 0 || run.Diagnostics.Any(diagnostic => diagnostic.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning))
                continue;
            withFormula++;
            CheckValues(subject, subject.Points, Program.Compile(subject));
        }

        Assert.True(withFormula >= 5, $"Only {withFormula} programs have a formula.");
    }

    /// <summary>The program as a helper of the subject.</summary>
    private static Subject SubjectOf(RandomProgram program, string name)
    {
        string text = SourceText.Subject(program, "Subject", JudgedMembers.None);
        Match function = RandomFunction().Match(text);
        string signature = function.Groups[1].Value;
        string arguments = string.Join(", ", program.Parameters.Select(parameter => parameter.Variable.Name));
        object[][] points = [.. Enumerable.Range(0, program.Points).Select(point => program.Parameters.Select(parameter => parameter.Arguments[point]).ToArray())];
        return new Subject(name, signature, $"=> Random({arguments});", points, $"#pragma warning disable\nprivate static double Random({signature.Replace("[NoGradient] ", "")})\n{function.Groups[2].Value}");
    }

    [Theory]
    [MemberData(nameof(Kinks))]
    public void FormulaIsTrueAtKinks(string name)
    {
        Subject subject = FormulaSubjects.Kinks.First(subject => subject.Name == name);
        Program program = Program.Compile(subject);
        Assert.NotEmpty(Formulas(program.Run.Text));
        CheckValues(subject, subject.Points, program);
    }

    /// <summary>The formulas of the member that computes the gradient.</summary>
    private static IReadOnlyList<string> Formulas(string text)
    {
        string remarks = GradientRemarks().Match(text).Groups[1].Value;
        return [.. Formula().Matches(remarks).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];
    }

    private static void CheckValues(Subject subject, IEnumerable<object[]> points, Program program)
    {
        IReadOnlyList<string> formulas = Formulas(program.Run.Text);
        if (formulas.Count == 0)
            return;
        foreach (object[] point in points)
        {
            double[] expected;
            try
            {
                expected = program.Gradient(point);
            }
            catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException)
            {
                continue;
            }

            if (!expected.All(double.IsFinite))
                continue;
            foreach (string formula in formulas)
                CheckFormula(subject, point, expected, formula, program.Constants);
        }
    }

    private static void CheckFormula(Subject subject, object[] point, double[] expected, string formula, IReadOnlyDictionary<string, object?> constants)
    {
        string[] sides = formula.Split(" = ", 2);
        FormulaReader.Value value = FormulaReader.Read(sides[1]);
        Dictionary<string, object> names = constants.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => AsValue(pair.Value!));
        for (int i = 0; i < point.Length; i++)
            names[subject.Parameters[i].Name] = AsValue(point[i]);
        string Message() => $"{formula} at {string.Join("; ", names.Select(pair => $"{pair.Key} = {(pair.Value is double[] row ? string.Join(" ", row) : pair.Value)}"))}";
        if (sides[0] == "F")
        {
            Reference.Near(expected[0], value(names), Rounding, Message);
            return;
        }

        int position = 1;
        for (int i = 0; i < point.Length; i++)
        {
            SubjectParameter parameter = subject.Parameters[i];
            if (!parameter.IsDifferentiated)
                continue;
            int count = point[i] is double[] elements ? elements.Length : 1;
            bool isRow = point[i] is double[];
            if (sides[0] == $"∂F/∂{parameter.Name}" && !isRow)
                Reference.Near(expected[position], value(names), Rounding, Message);
            if (isRow && Row().Match(sides[0]) is { Success: true } by && by.Groups[1].Value == parameter.Name)
            {
                for (int k = 0; k < count; k++)
                {
                    names[IndexOf(by.Groups[2].Value)] = (double)k;
                    Reference.Near(expected[position + k], value(names), Rounding, Message);
                }
            }

            position += count;
        }
    }

    private static string IndexOf(string subscript) => subscript switch
    {
        "ₖ" => "k",
        "ᵢ" => "i",
        "ⱼ" => "j",
        "ₗ" => "l",
        "ₘ" => "m",
        _ => "n",
    };

    private static object AsValue(object value) => value switch
    {
        bool or double or double[] => value,
        int[] row => Array.ConvertAll(row, number => (double)number),
        IConvertible number => number.ToDouble(System.Globalization.CultureInfo.InvariantCulture),
        _ => value,
    };

    /// <summary>The subject's points, and points around them.</summary>
    private static IEnumerable<object[]> Points(Subject subject)
    {
        var random = new Random(20);
        double Near(double x) => x + ((random.NextDouble() - 0.5) * Math.Max(0.2, Math.Abs(x)));
        foreach (object[] point in subject.Points)
        {
            yield return point;
            for (int i = 0; i < 5; i++)
            {
                yield return [.. point.Select((value, position) => (value, subject.Parameters[position].IsStruct) switch
                {
                    (double x, _) => Near(x),
                    (double[] row, _) => Array.ConvertAll(row, Near),
                    _ => value,
                })];
            }
        }
    }

    [GeneratedRegex(@"<remarks>(.*)</remarks>\n[^\n]*\n[^\n]*\bFWithGradient\b")]
    private static partial Regex GradientRemarks();

    [GeneratedRegex(@"public static double F\((.*)\)\n([\s\S]*)\n\}\s*$")]
    private static partial Regex RandomFunction();

    [GeneratedRegex("<c>(.*?)</c>")]
    private static partial Regex Formula();

    [GeneratedRegex(@"^∂F/∂(\w+?)([ₖᵢⱼₗₘₙ])$")]
    private static partial Regex Row();
}
