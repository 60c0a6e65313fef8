using System.Globalization;
using System.Numerics;
using Xunit;
using Xunit.Abstractions;

namespace AutoGradLinear.Tests.Numerics;

/// <summary>The functions of StableMath against references of 50 digits.</summary>
public class StableMathReferenceTests(ITestOutputHelper output)
{
    /// <summary>
    /// Functions with their largest errors for double and float in units in the last place, as docs/stability.md states them.
    /// </summary>
    public static TheoryData<string, double, double> Bounds => new()
    {
        { "Log1P", 1.5, 2 },
        { "ExpM1", 1.5, 2 },
        { "Log1MExp", 2, 2.5 },
        { "LogExpM1", 3, 4 },
        { "Sigmoid", 2.5, 2.5 },
        { "Softplus", 2, 2.5 },
        { "LogSigmoid", 2, 2.5 },
        { "LogCosh", 3.5, 4 },
        { "XLogX", 2, 2 },
        { "Sqrt1PM1", 2.5, 2.5 },
        { "LogAddExp", 3, 3 },
        { "LogSubExp", 4, 4 },
        { "LogRatio", 2, 2.5 },
        { "LogSumExp", 3, 3 },
        { "Softmax", 3.5, 3.5 },
        { "LogSoftmax", 2.5, 3 },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void ErrorsAreWithinTheirBounds(string function, double doubleBound, double floatBound)
    {
        Check<double>(function, doubleBound);
        Check<float>(function, floatBound);
    }

    private void Check<T>(string function, double bound)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Func<T[], T[]> compute = StableMathReferences.Function<T>(function);
        double worst = -1;
        string report = $"{function}: there are no references.";
        foreach (StableMathReferences.Case<T> reference in StableMathReferences.Cases<T>(function))
        {
            T[] actual = compute(reference.Arguments);
            for (int i = 0; i < actual.Length; i++)
            {
                double error = LastPlace.Error(reference.Expected[i], actual[i], StableMathReferences.Scale(function, reference.Arguments));
                if (error <= worst)
                    continue;
                worst = error;
                report = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{function}<{typeof(T).Name}>({string.Join(", ", reference.Arguments)})[{i}]: expected {reference.Expected[i]}, "
                    + $"actual {actual[i]}, {error} units in the last place; {bound} are allowed.");
            }
        }

        output.WriteLine(report);
        Assert.True(worst >= 0 && worst <= bound, report);
    }
}
