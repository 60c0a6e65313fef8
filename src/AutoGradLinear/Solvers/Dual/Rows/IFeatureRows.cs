namespace AutoGradLinear.Solvers;

/// <summary>
/// The rows of the features as dual solvers meet them, one at a time: products with weights and additions to weights, over whatever
/// storage.
/// Solvers are compiled for each kind, so that nothing is called virtually.
/// </summary>
/// <remarks>
/// Weights are doubles: they collect millions of small steps. With several scores, the weights of a feature stand side by side,
/// <c>coefficients.Length</c> apart from those of the next one; that is a multiple of the width of a vector, and what fills it up is 0.
/// </remarks>
internal interface IFeatureRows
{
    /// <summary>Σⱼ xⱼ².</summary>
    double SquaredNorm(int row);

    /// <summary>Σⱼ xⱼ wⱼ; the weights may be more than the features.</summary>
    double Dot(int row, ReadOnlySpan<double> weights);

    /// <summary>wⱼ += a xⱼ.</summary>
    void Add(int row, double a, Span<double> weights);

    /// <summary>s_c += Σⱼ xⱼ w[j, c].</summary>
    void AddScores(int row, ReadOnlySpan<double> weights, Span<double> scores);

    /// <summary>w[j, c] += xⱼ a_c.</summary>
    void AddOuter(int row, ReadOnlySpan<double> coefficients, Span<double> weights);

    /// <summary>w[j, c] = factor · sign(v[j, c]) · max(0, |v[j, c]| − threshold), where xⱼ is not 0.</summary>
    void Threshold(int row, ReadOnlySpan<double> values, int stride, double threshold, double factor, Span<double> weights);
}
