using System.Numerics;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Models;

/// <summary>
/// Lets a trainer make a classifier of a given type. Generated for every <see cref="LinearClassifierAttribute{TLoss, TPenalty}"/>.
/// </summary>
/// <typeparam name="TSelf">The classifier.</typeparam>
/// <typeparam name="T">The real type of the weights.</typeparam>
/// <typeparam name="TLoss">The loss.</typeparam>
/// <typeparam name="TPenalty">The penalty.</typeparam>
public interface ILinearClassifier<TSelf, T, TLoss, TPenalty>
    where TSelf : ILinearClassifier<TSelf, T, TLoss, TPenalty>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, int>
    where TPenalty : struct, IPenalty<T>
{
    /// <summary>Makes a classifier of its contents.</summary>
    /// <param name="model">The contents.</param>
    /// <returns>The classifier.</returns>
    static abstract TSelf Create(LinearModel<T, TLoss, TPenalty> model);
}
