using System.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>A loss over classes that is a sum of losses of one score each, Σ_c ℓ(s_c, t_c), with targets −1 and +1.</summary>
/// <typeparam name="T">The real type.</typeparam>
internal interface ISumOverScores<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Gives a visitor the loss of one score, in its own type.</summary>
    void Accept<TVisitor>(ref TVisitor visitor)
        where TVisitor : IScalarLossVisitor<T>;
}

/// <summary>Is given a loss of one score.</summary>
/// <typeparam name="T">The real type.</typeparam>
internal interface IScalarLossVisitor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Takes the loss.</summary>
    /// <param name="loss">ℓ.</param>
    /// <param name="firstPositive">The class whose target is +1 for the first score; for the next score it is the next class.</param>
    void Visit<TLoss>(TLoss loss, int firstPositive)
        where TLoss : struct, ILoss<T, T>;
}
