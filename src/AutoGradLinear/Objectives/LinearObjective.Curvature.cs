using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Objectives;

/// <content>
/// Second derivatives. With scores s = W x + b the Hessian is Σᵢ wᵢ Jᵢᵀ ∇²ℓ(sᵢ, yᵢ) Jᵢ / Σᵢ wᵢ + ∇²R: a product with a direction V is the change of
/// the scores, V x, times the loss's own Hessian, carried back like a gradient.
/// </content>
public sealed partial class LinearObjective<T, TLoss, TPenalty> : ICurvature
{
    private readonly ISmoothLoss<T, int>? smoothLoss;
    private readonly ISmoothPenalty<T>? smoothPenalty;
    private WindowedCurvature<T, TLoss>? windowed;
    private PointWeights<T>? direction;
    private T[] keptScores = [];
    private double[] keptPoint = [];

    /// <inheritdoc/>
    public bool HasCurvature => HasLossCurvature && EstimatesCurvature;

    /// <inheritdoc/>
    public bool EstimatesCurvature => smoothPenalty is not null;

    private bool HasLossCurvature => smoothLoss?.HasCurvature == true;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException"><see cref="HasCurvature"/> is false.</exception>
    /// <exception cref="NonFiniteLossException">The loss has a second derivative that is NaN or infinite for an example.</exception>
    public void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product)
    {
        RequireCurvature(HasCurvature);
        RequireLength(direction.Length, nameof(direction));
        RequireLength(product.Length, nameof(product));
        KeepScores(parameters);
        this.direction ??= kernel.NewWeights();
        this.direction.Set(direction);
        kernel.PrepareGradient(maxThreads);
        RunChunks(Sweep.Product);
        int penalised = layout.PenalisedCount;
        smoothPenalty!.HessianVectorProduct(point.Parameters[..penalised], this.direction.Parameters[..penalised], penaltyTerms);
        SetPenaltyTerms(product, 0);
        AddCollected(product, squares: false);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Element (c, j) is Σᵢ wᵢ ∂²ℓ/∂s_c² x_ij² / Σᵢ wᵢ + ∂²R/∂w_cj². The loss's part is that of its average over a window where it has no second derivatives. The penalty's part is exact where it
    /// is separable, and left out where it is not.
    /// </remarks>
    /// <exception cref="NotSupportedException"><see cref="EstimatesCurvature"/> is false.</exception>
    /// <exception cref="NonFiniteLossException">The loss has a second derivative that is NaN or infinite for an example.</exception>
    public void HessianDiagonal(ReadOnlySpan<double> parameters, Span<double> diagonal)
    {
        RequireCurvature(EstimatesCurvature);
        RequireLength(diagonal.Length, nameof(diagonal));
        KeepScores(parameters);
        PrepareLossDiagonal();
        kernel.PrepareGradient(maxThreads);
        RunChunks(Sweep.Diagonal);
        diagonal.Clear();
        AddPenaltyDiagonal(diagonal);
        AddCollected(diagonal, squares: true);
    }

    /// <summary>Overwrites zeros with the diagonal of the penalty's Hessian, where it is all that there is of it.</summary>
    private void AddPenaltyDiagonal(Span<double> diagonal)
    {
        if (!TPenalty.Traits.HasFlag(PenaltyTraits.Separable))
            return;
        int penalised = layout.PenalisedCount;
        T[] ones = new T[penalised];
        Array.Fill(ones, T.One);
        smoothPenalty!.HessianVectorProduct(point.Parameters[..penalised], ones, penaltyTerms);
        SetPenaltyTerms(diagonal, 0);
    }

    /// <summary>Scores at the point are computed once for all products there.</summary>
    private void KeepScores(ReadOnlySpan<double> parameters)
    {
        SetPoint(parameters);
        if (keptPoint.Length > 0 && parameters.SequenceEqual(keptPoint))
            return;
        keptPoint = [];
        if (keptScores.Length == 0)
            keptScores = new T[checked(data.Count * layout.Scores)];
        RunChunks(Sweep.Scores);
        keptPoint = parameters.ToArray();
    }

    /// <summary>The scores of a block, class by class.</summary>
    private Span<T> KeptScores(int first, int count) => keptScores.AsSpan(first * layout.Scores, count * layout.Scores);

    private void RunProducts(Chunk chunk, int first, int count)
    {
        int length = count * layout.Scores;
        chunk.Blocks.Scores(direction!, chunk.Scores, 1, count, readAgain: true);
        smoothLoss!.BatchHessianVectorProduct(
            KeptScores(first, count), chunk.Scores.AsSpan(0, length), count, LabelsOf(first, count), Weights(chunk, first, count), chunk.ScoresGradient.AsSpan(0, length));
        DropWithoutWeight(chunk, first, count);
        AddBiasTerms(chunk, first, count);
        chunk.Blocks.AddOuter(chunk.ScoresGradient, 1, count);
    }

    private void PrepareLossDiagonal()
    {
        if (!HasLossCurvature)
            windowed ??= new WindowedCurvature<T, TLoss>(loss, layout.Scores, data.ClassCount);
    }

    /// <summary>
    /// Leaves the diagonal of the loss's Hessian, score by score, in the chunk's coefficients: by products with unit vectors, or over windows where there are kinks.
    /// </summary>
    private void LossDiagonal(Chunk chunk, ReadOnlySpan<T> scores, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights)
    {
        int count = labels.Length;
        if (!HasLossCurvature)
        {
            windowed!.Along(scores, labels, weights, chunk.ScoresGradient.AsSpan(0, scores.Length));
            return;
        }

        Span<T> unit = chunk.Scores.AsSpan(0, scores.Length);
        Span<T> products = new T[scores.Length];
        for (int c = 0; c < layout.Scores; c++)
        {
            unit.Clear();
            unit.Slice(c * count, count).Fill(T.One);
            smoothLoss!.BatchHessianVectorProduct(scores, unit, count, labels, weights, products);
            products.Slice(c * count, count).CopyTo(chunk.ScoresGradient.AsSpan(c * count));
        }
    }

    private void RunDiagonal(Chunk chunk, int first, int count)
    {
        LossDiagonal(chunk, KeptScores(first, count), LabelsOf(first, count), Weights(chunk, first, count));
        DropWithoutWeight(chunk, first, count);
        AddBiasTerms(chunk, first, count);
        chunk.Blocks.AddOuterOfSquares(chunk.ScoresGradient, 1, count);
    }

    /// <summary>An example of weight 0 counts for nothing, even where its loss is infinite.</summary>
    private void DropWithoutWeight(Chunk chunk, int first, int count)
    {
        for (int i = 0; exampleWeights is not null && i < count; i++)
        {
            for (int c = 0; exampleWeights[first + i] == 0.0 && c < layout.Scores; c++)
                chunk.ScoresGradient[(c * count) + i] = T.Zero;
        }
    }

    /// <summary>Adds the products' sums over examples, score by score; a product that is not finite names its row.</summary>
    private void AddBiasTerms(Chunk chunk, int first, int count)
    {
        for (int c = 0; c < layout.Scores; c++)
        {
            ReadOnlySpan<T> products = chunk.ScoresGradient.AsSpan(c * count, count);
            T sum = TensorPrimitives.Sum(products);
            chunk.BiasGradient[c] += double.CreateTruncating(sum);
            for (int i = 0; !T.IsFinite(sum) && chunk.FailedRow < 0 && i < count; i++)
            {
                if (!T.IsFinite(products[i]))
                    chunk.FailedRow = first + i;
            }
        }
    }

    private void RequireCurvature(bool isThere)
    {
        if (!isThere)
        {
            throw new NotSupportedException(
                $"There is no second derivative: {(smoothPenalty is null ? typeof(TPenalty) : typeof(TLoss))} is not known to be smooth. Choose a solver that needs gradients only.");
        }
    }
}
