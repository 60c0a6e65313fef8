using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>One thing to do to features, before it has seen data; <see cref="Preparation.Fit(ClassificationDataset, ReadOnlySpan{PreparationStep})"/> makes it concrete. Immutable.</summary>
/// <remarks>Statistics are computed in doubles; every row counts once, whatever its weight.</remarks>
public abstract class PreparationStep
{
    private protected PreparationStep()
    {
    }

    /// <summary>x'ⱼ = (xⱼ − meanⱼ) / sⱼ, with the standard deviation sⱼ (divisor n) of the training data: mean 0, deviation 1.</summary>
    /// <param name="center">Whether the mean is subtracted. Sparse data would not stay sparse: there it must be false.</param>
    /// <returns>The step. A feature that is constant becomes 0 (or, without centring, stays as it is).</returns>
    public static PreparationStep Standardize(bool center = true) => new Recipe(ColumnStatistics.MomentPasses, (train, work) =>
    {
        // Refused before the data are read, even if all means were 0 by chance.
        if (center && train.IsSparse)
        {
            throw new ArgumentException(
                "The data are sparse, and subtracting means would turn zeros into other numbers, so that all values had to be kept. "
                + "Use PreparationStep.Standardize(center: false), or ToDense() first.",
                nameof(train));
        }

        return AffineStep.FitStandardize(train, center, work);
    });

    /// <summary>x'ⱼ = (xⱼ − minⱼ) / (maxⱼ − minⱼ): the range of each feature in the training data becomes [0, 1].</summary>
    /// <returns>The step. A feature that is constant becomes 0. Sparse data are accepted where every smallest value is 0.</returns>
    public static PreparationStep MinMax() => new Recipe(1, AffineStep.FitMinMax);

    /// <summary>x'ⱼ = xⱼ / max |xⱼ|: the largest magnitude of each feature in the training data becomes 1. Zeros stay zeros.</summary>
    /// <returns>The step.</returns>
    public static PreparationStep MaxAbs() => new Recipe(1, AffineStep.FitMaxAbs);

    /// <summary>x'ⱼ = xⱼ − meanⱼ: subtracts the mean example of the training data, such as the mean image.</summary>
    /// <returns>The step; sparse data are refused.</returns>
    public static PreparationStep CenterByMean() => new Recipe(ColumnStatistics.MomentPasses, (train, work) => train.IsSparse
        ? throw new ArgumentException(
            "The data are sparse, and subtracting means would turn zeros into other numbers, so that all values had to be kept. Leave the step out, or ToDense() first.",
            nameof(train))
        : AffineStep.FitCenter(train, work));

    /// <summary>x'ⱼ = xⱼ · factor.</summary>
    /// <param name="factor">A finite number other than 0, such as <c>1 / 255.0</c>.</param>
    /// <returns>The step. As the only one, it leaves bytes as bytes in memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is 0, NaN or infinite.</exception>
    public static PreparationStep Scale(double factor)
    {
        if (!double.IsFinite(factor) || factor == 0.0)
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be finite and other than 0.");
        return new Recipe(0, (train, _) => new ScaleStep(train.FeatureCount, factor));
    }

    /// <summary>Divides every row by its norm, so that it has length 1; rows of zeros stay as they are.</summary>
    /// <param name="norm">The norm.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="norm"/> is none of the norms, or <see cref="RowNorm.None"/>.</exception>
    public static PreparationStep UnitRows(RowNorm norm = RowNorm.L2)
    {
        if (norm is not (RowNorm.L1 or RowNorm.L2))
            throw new ArgumentOutOfRangeException(nameof(norm), norm, "The norm is L1 or L2.");
        return new Recipe(0, (train, _) => new UnitRowsStep(train.FeatureCount, norm));
    }

    /// <summary>
    /// Turns counts of terms into weights x'ⱼ = tf(xⱼ) · idfⱼ, where idf is fitted on the training data. By default (1 + ln xⱼ) · ln(N / dfⱼ);
    /// commonly <see cref="UnitRows"/> follows.
    /// </summary>
    /// <param name="termFrequency">The weight of a count.</param>
    /// <param name="inverseDocumentFrequency">The weight of a term.</param>
    /// <returns>The step; negative values are refused.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is none of the values that its type names.</exception>
    /// <remarks>G. Salton and C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988.</remarks>
    public static PreparationStep TfIdf(
        TermFrequency termFrequency = TermFrequency.Logarithmic,
        InverseDocumentFrequency inverseDocumentFrequency = InverseDocumentFrequency.Logarithmic)
    {
        TermWeighting.NameOf(TermWeighting.TermFrequencies, termFrequency);
        TermWeighting.NameOf(TermWeighting.InverseDocumentFrequencies, inverseDocumentFrequency);
        return new Recipe(1, (train, work) => TfIdfStep.Fit(train, termFrequency, inverseDocumentFrequency, work));
    }

    /// <summary>Leaves out the features that have one and the same value in all training data, since nothing can be learnt from them.</summary>
    /// <returns>The step; at least one feature must vary.</returns>
    public static PreparationStep DropConstant() => new Recipe(1, SelectionStep.FitVarying);

    /// <summary>How many times the training data are gone through.</summary>
    internal abstract int Passes { get; }

    /// <summary>Learns from training data, as the steps before it have made them.</summary>
    /// <param name="train">The training data.</param>
    /// <param name="work">Told of each row of each pass.</param>
    internal abstract FittedStep Fit(ClassificationDataset train, WorkProgress work);

    private sealed class Recipe(int passes, Func<ClassificationDataset, WorkProgress, FittedStep> fit) : PreparationStep
    {
        internal override int Passes => passes;

        internal override FittedStep Fit(ClassificationDataset train, WorkProgress work) => fit(train, work);
    }
}
