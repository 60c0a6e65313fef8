using System.Numerics.Tensors;

namespace AutoGradLinear.Solvers;

/// <summary>
/// The weights that belong to dual variables: v = −Σᵢ wᵢ αᵢ xᵢ / Σ w, and W = sign(v) max(0, |v| − τ) / (2 λ), the gradient of the
/// penalty's
/// conjugate. Where τ = 0 only W is kept.
/// </summary>
/// <remarks>
/// τ &gt; 0: S. Shalev-Shwartz and T. Zhang, "Accelerated Proximal Stochastic Dual Coordinate Ascent for Regularized Loss Minimization",
/// Mathematical Programming 155 (2016), section 2.
/// </remarks>
internal sealed class DualWeights
{
    private readonly DualPenalty penalty;
    private readonly int features;
    private readonly bool hasBias;
    private readonly int stride;
    private readonly double[] values;

    /// <param name="penalty">The penalty, which sees all weights.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="hasBias">Whether there is a constant feature 1 behind the others.</param>
    /// <param name="stride">The number of places of a feature's weights: 1 for one score.</param>
    public DualWeights(DualPenalty penalty, int features, bool hasBias, int stride)
    {
        this.penalty = penalty;
        this.features = features;
        this.hasBias = hasBias;
        this.stride = stride;
        Weights = new double[checked((features + (hasBias ? 1 : 0)) * stride)];
        values = penalty.Absolute > 0.0 ? new double[Weights.Length] : [];
    }

    /// <summary>W, feature by feature, then the bias.</summary>
    public double[] Weights { get; }

    /// <summary>R(W).</summary>
    public double Penalty => Conjugate
        + (penalty.Absolute > 0.0 ? penalty.Absolute * TensorPrimitives.SumOfMagnitudes<double>(Weights) : 0.0);

    /// <summary>R*(v) = λ Σ W².</summary>
    public double Conjugate => penalty.Square * TensorPrimitives.SumOfSquares<double>(Weights);

    private Span<double> Bias => Weights.AsSpan(features * stride);

    /// <summary>The score of a row; with one score.</summary>
    public double Score<TRows>(ref readonly TRows rows, int row)
        where TRows : IFeatureRows, allows ref struct
    {
        double score = rows.Dot(row, Weights);
        return hasBias ? score + Weights[features] : score;
    }

    /// <summary>v += a x; with one score.</summary>
    public void Add<TRows>(ref readonly TRows rows, int row, double a)
        where TRows : IFeatureRows, allows ref struct
    {
        if (penalty.Absolute == 0.0)
        {
            double step = a * penalty.InverseCurvature;
            rows.Add(row, step, Weights);
            if (hasBias)
                Weights[features] += step;
            return;
        }

        rows.Add(row, a, values);
        if (hasBias)
            values[features] += a;
        Threshold(in rows, row);
    }

    /// <summary>The scores of a row.</summary>
    public void Scores<TRows>(ref readonly TRows rows, int row, Span<double> scores)
        where TRows : IFeatureRows, allows ref struct
    {
        if (hasBias)
            Bias.CopyTo(scores);
        else
            scores.Clear();
        rows.AddScores(row, Weights, scores);
    }

    /// <summary>v[·, c] += a_c x; overwrites a.</summary>
    public void AddOuter<TRows>(ref readonly TRows rows, int row, Span<double> a)
        where TRows : IFeatureRows, allows ref struct
    {
        bool isPlain = penalty.Absolute == 0.0;
        if (isPlain)
            TensorPrimitives.Multiply(a, penalty.InverseCurvature, a);
        Span<double> target = isPlain ? Weights : values;
        rows.AddOuter(row, a, target);
        if (hasBias)
            TensorPrimitives.Add(target[(features * stride)..], a, target[(features * stride)..]);
        if (!isPlain)
            Threshold(in rows, row);
    }

    /// <summary>Carries W and v.</summary>
    public void Exchange(StateArchive archive)
    {
        archive.Items<double>(Weights);
        archive.Items<double>(values);
    }

    private void Threshold<TRows>(ref readonly TRows rows, int row)
        where TRows : IFeatureRows, allows ref struct
    {
        rows.Threshold(row, values, stride, penalty.Absolute, penalty.InverseCurvature, Weights);
        if (hasBias)
            SoftThreshold.Apply(values.AsSpan(features * stride), penalty.Absolute, penalty.InverseCurvature, Bias);
    }
}
