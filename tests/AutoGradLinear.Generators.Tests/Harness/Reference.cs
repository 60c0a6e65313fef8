using System.Reflection;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Gradients from elsewhere: differences and dual numbers.</summary>
internal static class Reference
{
    /// <summary>Central differences, extrapolated twice (Richardson): the error is of the sixth order in the step, and rounding about 1e-12.</summary>
    public static double[] Differences(Func<object[], double> function, Subject subject, object[] point)
        => ForEachCoordinate(subject, point, (parameter, element) =>
        {
            double x = element < 0 ? (double)point[parameter] : ((double[])point[parameter])[element];
            double step = 1e-2 * Math.Max(0.1, Math.Abs(x));
            double Central(double h) => (function(Moved(point, parameter, element, h)) - function(Moved(point, parameter, element, -h))) / (2 * h);
            (double a, double b, double c) = (Central(step), Central(step / 2), Central(step / 4));
            (double ab, double bc) = (((4 * b) - a) / 3, ((4 * c) - b) / 3);
            return ((16 * bc) - ab) / 15;
        });

    /// <summary>Every row of the Hessian of numbers equals the differences of an element of the gradient.</summary>
    public static void HessianIsThatOfTheGradient(Program program, Subject subject, object[] point, double tolerance)
    {
        double[] hessian = program.Hessian(point, point.Length);
        for (int i = 0; i < point.Length; i++)
        {
            int row = i;
            double[] slopes = Differences(moved => program.Gradient(moved)[1 + row], subject, point);
            Near(slopes, hessian[(1 + (point.Length * i))..(1 + (point.Length * (i + 1)))], tolerance, () => program.Run.Text);
        }
    }

    /// <summary>One sweep of dual numbers per coordinate, exact to rounding.</summary>
    public static Func<object[], double[]> Duals(Subject subject)
    {
        Func<object[], object[], object[], double[]> derivatives = Derivatives(subject);
        return point => ForEachCoordinate(subject, point, (parameter, element) => derivatives(point, Unit(point, parameter, element), Zeros(point))[0]);
    }

    /// <summary>The Hessian times a direction, one sweep of dual numbers per coordinate.</summary>
    public static Func<object[], object[], double[]> DualProducts(Subject subject)
    {
        Func<object[], object[], object[], double[]> derivatives = Derivatives(subject);
        return (point, direction) => ForEachCoordinate(subject, point, (parameter, element) => derivatives(point, Unit(point, parameter, element), direction)[2]);
    }

    /// <summary>A unit direction for each coordinate, in the order of the parameters.</summary>
    public static IReadOnlyList<object[]> UnitDirections(Subject subject, object[] point)
    {
        var directions = new List<object[]>();
        ForEachCoordinate(subject, point, (parameter, element) =>
        {
            directions.Add(Unit(point, parameter, element));
            return 0;
        });
        return directions;
    }

    /// <summary>A direction with no zeros for what is differentiated.</summary>
    public static object[] Direction(Subject subject, object[] point)
    {
        int count = 0;
        object[] zeros = Zeros(point);
        return [.. point.Select((value, i) => value switch
        {
            _ when !subject.Parameters[i].IsDifferentiated => zeros[i],
            double => Math.Cos(++count),
            double[] row => row.Select(_ => Math.Cos(++count)).ToArray(),
            _ => value,
        })];
    }

    private static Func<object[], object[], object[], double[]> Derivatives(Subject subject)
    {
        MethodInfo method = GeneratorRun.Of(subject.DualText()).Load().GetType("DualCaller")!.GetMethod("Derivatives")!;
        return (point, coordinate, direction) => (double[])method.Invoke(null, [point, coordinate, direction])!;
    }

    private static object[] Zeros(object[] point) => [.. point.Select(value => value switch
    {
        double => 0d,
        double[] row => new double[row.Length],
        _ => value,
    })];

    private static object[] Unit(object[] point, int parameter, int element) => Moved(Zeros(point), parameter, element, 1);

    /// <summary>Equal within a relative tolerance, absolute below 1; NaN equals NaN.</summary>
    public static void Near(double expected, double actual, double tolerance, Func<string> message)
    {
        bool equal = expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));
        Assert.True(equal, equal ? "" : $"expected {expected:R}, got {actual:R}\n{message()}");
    }

    public static void Near(double[] expected, double[] actual, double tolerance, Func<string> message)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            int index = i;
            Near(expected[i], actual[i], tolerance, () => $"at coordinate {index}; {message()}");
        }
    }

    private static double[] ForEachCoordinate(Subject subject, object[] point, Func<int, int, double> derivative)
    {
        var all = new List<double>();
        for (int i = 0; i < point.Length; i++)
        {
            if (!subject.Parameters[i].IsDifferentiated)
                continue;
            if (point[i] is double[] row)
                all.AddRange(Enumerable.Range(0, row.Length).Select(element => derivative(i, element)));
            else
                all.Add(derivative(i, -1));
        }

        return [.. all];
    }

    private static object[] Moved(object[] point, int parameter, int element, double by)
    {
        var moved = (object[])point.Clone();
        if (element < 0)
        {
            moved[parameter] = (double)point[parameter] + by;
        }
        else
        {
            var row = (double[])((double[])point[parameter]).Clone();
            row[element] += by;
            moved[parameter] = row;
        }

        return moved;
    }
}
