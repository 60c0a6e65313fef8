namespace AutoGradLinear.Objectives;

/// <summary>
/// Which parameters make up the blocks on the diagonal of a Hessian: block k has <paramref name="Neighbours"/> parameters from k · <paramref name="Neighbours"/> on and, with
/// <paramref name="HasTail"/>, parameter k of those that follow all of these.
/// </summary>
/// <param name="Count">The number of blocks, one for each score of a linear model.</param>
/// <param name="Neighbours">The number of neighbouring parameters in a block, the weights of a score.</param>
/// <param name="HasTail">Whether a block has one parameter more, the bias.</param>
public readonly record struct HessianBlockLayout(int Count, int Neighbours, bool HasTail)
{
    /// <summary>The number of parameters in a block.</summary>
    public int Order => Neighbours + (HasTail ? 1 : 0);

    /// <summary>The distance between rows of a block.</summary>
    public int Stride => GramMatrix.Padded(Order);

    /// <summary>Copies a block's part of a vector over all parameters.</summary>
    internal void Gather(ReadOnlySpan<double> vector, int block, Span<double> part)
    {
        vector.Slice(block * Neighbours, Neighbours).CopyTo(part);
        if (HasTail)
            part[Neighbours] = vector[(Count * Neighbours) + block];
    }

    /// <summary>Copies a block's part back.</summary>
    internal void Scatter(ReadOnlySpan<double> part, int block, Span<double> vector)
    {
        part[..Neighbours].CopyTo(vector[(block * Neighbours)..]);
        if (HasTail)
            vector[(Count * Neighbours) + block] = part[Neighbours];
    }
}
