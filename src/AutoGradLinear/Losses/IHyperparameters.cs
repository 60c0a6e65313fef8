namespace AutoGradLinear.Losses;

/// <summary>
/// The hyperparameters of a loss or penalty as a list of numbers, so that a saved model can restore it without reflection.
/// Generated for positional record structs whose parameters are real numbers, integers or booleans.
/// </summary>
/// <typeparam name="TSelf">The loss or penalty.</typeparam>
public interface IHyperparameters<TSelf>
    where TSelf : struct, IHyperparameters<TSelf>
{
    /// <summary>The names, in the order of declaration.</summary>
    static abstract ReadOnlySpan<string> HyperparameterNames { get; }

    /// <summary>The values, in the order of <see cref="HyperparameterNames"/>; true is 1 and false is 0.</summary>
    /// <returns>A new array.</returns>
    double[] GetHyperparameters();

    /// <summary>Makes the loss or penalty from its values.</summary>
    /// <param name="values">The values, in the order of <see cref="HyperparameterNames"/>.</param>
    /// <returns>The loss or penalty.</returns>
    static abstract TSelf FromHyperparameters(ReadOnlySpan<double> values);
}
