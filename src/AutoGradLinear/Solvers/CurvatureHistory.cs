using System.Numerics.Tensors;

namespace AutoGradLinear.Solvers;

/// <summary>The last pairs s = x₊ − x, y = ∇F₊ − ∇F, which stand for the inverse Hessian, on top of γ D⁻¹.</summary>
/// <param name="capacity">The largest number of pairs.</param>
/// <param name="dimension">The number of parameters.</param>
/// <param name="matrix">D, which stands for the Hessian; null for the unit matrix.</param>
/// <remarks>
/// J. Nocedal and S. Wright, "Numerical Optimization", 2nd edition, 2006, algorithm 7.4 (two-loop recursion) and equation 7.20 (γ, here in the norm of D⁻¹, so that it is 1 where D is the
/// Hessian).
/// </remarks>
internal sealed class CurvatureHistory(int capacity, int dimension, IPreconditioner? matrix = null)
{
    private readonly double[][] steps = Allocate(capacity, dimension);
    private readonly double[][] changes = Allocate(capacity, dimension);
    private readonly double[] curvatures = new double[capacity];
    private readonly double[] coefficients = new double[capacity];
    private readonly double[] solved = new double[matrix is null ? 0 : dimension];
    private int next;

    /// <summary>The number of pairs.</summary>
    public int Count { get; private set; }

    public void Clear() => Count = 0;

    /// <summary>Adds the pair of a step from (x, g) to (x₊, g₊), unless its curvature s·y is not clearly positive.</summary>
    public void Add(double[] from, double[] to, double[] fromGradient, ReadOnlySpan<double> toGradient)
    {
        double[] step = steps[next];
        double[] change = changes[next];
        TensorPrimitives.Subtract(to, from, step);
        TensorPrimitives.Subtract(toGradient, fromGradient, change);
        double curvature = TensorPrimitives.Dot<double>(step, change);
        double magnitude = TensorPrimitives.Norm<double>(step) * TensorPrimitives.Norm<double>(change);
        if (!(curvature > 1e-10 * magnitude))
            return;
        curvatures[next] = curvature;
        matrix?.Update(step, change, curvature);
        next = (next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    /// <summary>d = −H g.</summary>
    public void Direction(double[] gradient, double[] direction)
    {
        TensorPrimitives.Negate(gradient, direction);
        if (Count == 0)
        {
            matrix?.Solve(direction);
            return;
        }

        for (int age = 1; age <= Count; age++)
        {
            int k = Index(age);
            coefficients[k] = TensorPrimitives.Dot<double>(steps[k], direction) / curvatures[k];
            TensorPrimitives.MultiplyAdd(changes[k], -coefficients[k], direction, direction);
        }

        int last = Index(1);
        TensorPrimitives.Multiply(direction, curvatures[last] / InverseSquare(changes[last]), direction);
        matrix?.Solve(direction);
        for (int age = Count; age >= 1; age--)
        {
            int k = Index(age);
            double correction = TensorPrimitives.Dot<double>(changes[k], direction) / curvatures[k];
            TensorPrimitives.MultiplyAdd(steps[k], coefficients[k] - correction, direction, direction);
        }
    }

    /// <summary>Carries the pairs that count, and D.</summary>
    public void Exchange(StateArchive archive)
    {
        Count = archive.Item(Count);
        next = archive.Item(next);
        if ((uint)Count > (uint)capacity || (uint)next >= (uint)capacity)
            throw new InvalidDataException($"{Count} pairs up to place {next} were kept where the run has {capacity} places.");
        for (int age = 1; age <= Count; age++)
        {
            archive.Items<double>(steps[Index(age)]);
            archive.Items<double>(changes[Index(age)]);
            curvatures[Index(age)] = archive.Item(curvatures[Index(age)]);
        }

        matrix?.Exchange(archive);
    }

    /// <summary>v·D⁻¹ v.</summary>
    private double InverseSquare(double[] vector)
    {
        if (matrix is null)
            return TensorPrimitives.SumOfSquares<double>(vector);
        vector.CopyTo(solved, 0);
        matrix.Solve(solved);
        return TensorPrimitives.Dot<double>(vector, solved);
    }

    private static double[][] Allocate(int count, int length)
    {
        var vectors = new double[count][];
        for (int k = 0; k < count; k++)
            vectors[k] = new double[length];
        return vectors;
    }

    private int Index(int age) => (next - age + capacity) % capacity;
}
