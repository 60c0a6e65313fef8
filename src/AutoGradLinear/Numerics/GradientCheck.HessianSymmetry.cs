using System.Globalization;
using System.Numerics;
using AutoGradLinear.Numerics;

namespace AutoGradLinear;

public static partial class GradientCheck
{
    private const string SymmetryAdvice =
        "A Hessian that is not symmetric is the derivative of no gradient, or has a kink here. GradientCheck.TaylorRemainder with the product shows which side is wrong.";

    /// <summary>Checks that a Hessian–vector product is symmetric: ⟨u, H v⟩ = ⟨v, H u⟩ for random u and v, without a step size.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="hessianVectorProduct">The product; it has to overwrite all of its result.</param>
    /// <param name="point">Where to check.</param>
    /// <param name="options">The number of directions and their seed; null for the defaults.</param>
    /// <returns>A verdict for every pair of directions; where one failed, for up to 64 coordinates, the pairs of elements that differ.</returns>
    /// <remarks>
    /// The tolerance is that of the dot test. A product that is symmetric and wrong (scaled, or a diagonal that is wrong) is not seen;
    /// <see cref="TaylorRemainder{T}(ScalarFunction{T}, ScalarFunctionWithGradient{T}, HessianVectorProductFunction{T}, ReadOnlySpan{T}, GradientCheckOptions?)"/> sees it.
    /// </remarks>
    /// <exception cref="ArgumentException">The point is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static IdentityCheckReport HessianSymmetry<T>(
        HessianVectorProductFunction<T> hessianVectorProduct, ReadOnlySpan<T> point, GradientCheckOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(hessianVectorProduct);
        options ??= new GradientCheckOptions();
        options.Validate();
        CheckDirections.RequireFinite(point);
        T[] at = point.ToArray();
        var random = new DeterministicRandom(options.Seed);
        var problems = new List<string>();
        var entries = new List<IdentityCheckEntry>();
        for (int trial = 0; trial < options.Directions; trial++)
        {
            T[] u = CheckDirections.Random<T>(random, at);
            T[] v = CheckDirections.Random<T>(random, at);
            bool isBalanced = trial % 2 == 1;
            if (isBalanced)
            {
                // With d = |H u|^(−½) the elements of D H D are near 1 where H is dominated by its diagonal.
                T[] sizes = Product(at, u);
                u = CheckDirections.Balanced<T>(random, sizes, power: 0.5);
                v = CheckDirections.Balanced<T>(random, sizes, power: 0.5);
            }

            T[] moved = CheckDirections.Neighbour<T>(random, at);
            SidesOfIdentity away = SidesOfIdentity.Of<T>(u, Product(moved, v), v, Product(moved, u));
            string where = string.Create(CultureInfo.InvariantCulture, $"directions {trial}{(isBalanced ? " (balanced)" : "")}");
            entries.Add(SidesOfIdentity.Of<T>(u, Product(at, v), v, Product(at, u))
                .Judge(where, away, 2 * at.Length, CheckDirections.PrecisionOf<T>(), options.Tolerance));
        }

        const int MostCoordinates = 64;
        if (at.Length <= MostCoordinates && entries.Any(entry => entry.Status != GradientCheckStatus.Right))
        {
            T[] dense = Dense(at);
            entries.AddRange(ElementsOf(dense, dense, at.Length, options.Tolerance).Where(entry => entry.Status != GradientCheckStatus.Right));
        }

        return new IdentityCheckReport("Hessian symmetry", "⟨u, H v⟩ = ⟨v, H u⟩", SymmetryAdvice, entries, problems);

        T[] Product(T[] x, T[] direction)
        {
            var product = new T[x.Length];
            product.AsSpan().Fill(T.NaN);
            T value = hessianVectorProduct(x, direction, product);
            NoteNotFinite(value, product, problems);
            return product;
        }

        T[] Dense(T[] x)
        {
            var dense = new T[x.Length * x.Length];
            for (int j = 0; j < x.Length; j++)
            {
                var unit = new T[x.Length];
                unit[j] = T.One;
                T[] column = Product(x, unit);
                for (int i = 0; i < x.Length; i++)
                    dense[(i * x.Length) + j] = column[i];
            }

            return dense;
        }
    }

    /// <summary>Checks that a dense Hessian is symmetric: H[i, j] = H[j, i].</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="hessian">The Hessian, row by row; it has to overwrite all of its result.</param>
    /// <param name="point">Where to check.</param>
    /// <param name="options">The tolerance and a seed; null for the defaults.</param>
    /// <returns>A verdict for every pair of elements above and below the diagonal.</returns>
    /// <remarks>
    /// The size of elements (i, j) is taken to be √(rᵢ rⱼ), where rᵢ is the largest magnitude in row and column i: a difference of rounding at that
    /// size is allowed, and what moving the point to a neighbouring number does.
    /// </remarks>
    /// <exception cref="ArgumentException">The point is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static IdentityCheckReport HessianSymmetry<T>(HessianFunction<T> hessian, ReadOnlySpan<T> point, GradientCheckOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(hessian);
        options ??= new GradientCheckOptions();
        options.Validate();
        CheckDirections.RequireFinite(point);
        T[] at = point.ToArray();
        var problems = new List<string>();
        T[] here = Dense(at);
        T[] away = Dense(CheckDirections.Neighbour<T>(new DeterministicRandom(options.Seed), at));
        return new IdentityCheckReport(
            "Hessian symmetry", "H[i, j] = H[j, i]", SymmetryAdvice, ElementsOf(here, away, at.Length, options.Tolerance), problems);

        T[] Dense(T[] x)
        {
            var dense = new T[x.Length * x.Length];
            dense.AsSpan().Fill(T.NaN);
            T value = hessian(x, dense);
            NoteNotFinite(value, dense, problems);
            return dense;
        }
    }

    /// <summary>Compares every element above the diagonal with the one below it.</summary>
    private static IEnumerable<IdentityCheckEntry> ElementsOf<T>(T[] here, T[] away, int n, double? tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] largest = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double size = Math.Max(Math.Abs(At(here, i, j)), Math.Abs(At(here, j, i)));
                if (double.IsFinite(size))
                    largest[i] = Math.Max(largest[i], size);
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
            {
                double magnitude = 2.0 * Math.Sqrt(largest[i]) * Math.Sqrt(largest[j]);
                var sides = new SidesOfIdentity(At(here, i, j), At(here, j, i), magnitude);
                var moved = new SidesOfIdentity(At(away, i, j), At(away, j, i), magnitude);
                yield return sides.Judge(
                    string.Create(CultureInfo.InvariantCulture, $"H[{i}, {j}] and H[{j}, {i}]"), moved, n, CheckDirections.PrecisionOf<T>(), tolerance);
            }
        }

        double At(T[] dense, int i, int j) => double.CreateTruncating(dense[(i * n) + j]);
    }

    private static void NoteNotFinite<T>(T value, T[] derivatives, List<string> problems)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!T.IsFinite(value))
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"the value is {value}"));
        int at = Array.FindIndex(derivatives, derivative => !T.IsFinite(derivative));
        if (at >= 0)
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"element {at} of a second derivative is {derivatives[at]}, or was not written"));
    }
}
