namespace AutoGradLinear.Objectives;

/// <summary>A loss, a penalty or a gradient is NaN or infinite, so that training cannot go on.</summary>
public sealed class NonFiniteLossException : ArithmeticException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is not finite, where, and what to do.</param>
    /// <param name="row">The index of the example, or −1 for the penalty.</param>
    public NonFiniteLossException(string message, int row)
        : base(message) => Row = row;

    /// <summary>The index of the example whose loss is not finite, or −1 for the penalty.</summary>
    public int Row { get; }
}
