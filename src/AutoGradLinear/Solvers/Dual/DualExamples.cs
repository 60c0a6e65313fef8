namespace AutoGradLinear.Solvers;

/// <summary>What does not change about the examples during a run.</summary>
internal sealed class DualExamples
{
    private readonly double[]? shares;
    private readonly double share;
    private readonly double[] curvatures;

    /// <param name="weights">One weight per example, or null where each is 1.</param>
    /// <param name="squaredNorms">‖xᵢ‖² with the bias; overwritten.</param>
    /// <param name="inverseCurvature">1 / (2 λ).</param>
    public DualExamples(double[]? weights, double[] squaredNorms, double inverseCurvature)
    {
        double sum = weights?.Sum() ?? squaredNorms.Length;
        share = 1.0 / squaredNorms.Length;
        shares = weights?.Select(weight => weight / sum).ToArray();
        curvatures = squaredNorms;
        for (int i = 0; i < curvatures.Length; i++)
            curvatures[i] *= Share(i) * inverseCurvature;
    }

    public int Count => curvatures.Length;

    /// <summary>wᵢ / Σ w: the part of the mean loss that the example has.</summary>
    public double Share(int example) => shares is null ? share : shares[example];

    /// <summary>q = wᵢ / Σ w · ‖xᵢ‖² / (2 λ): by how much the example's score falls where its slope rises by 1.</summary>
    public double Curvature(int example) => curvatures[example];
}
