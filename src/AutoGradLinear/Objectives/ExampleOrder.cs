namespace AutoGradLinear.Objectives;

/// <summary>The order in which a stochastic solver visits the examples: every example once in an epoch.</summary>
/// <remarks>The order of an epoch is a function of seed and epoch, so that a run can go on where it was left.</remarks>
internal abstract class ExampleOrder(int count)
{
    private int epoch;

    /// <summary>The examples.</summary>
    protected int[] Order { get; } = [.. Enumerable.Range(0, count)];

    /// <summary>Goes on to the next epoch.</summary>
    /// <returns>All examples in their order, not to be changed; valid until the next call.</returns>
    public int[] Next()
    {
        Shuffle(epoch++);
        return Order;
    }

    /// <summary>Goes to where <see cref="Next"/> gives an epoch, counted from 0; only forward.</summary>
    public void MoveTo(int target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target, epoch);
        epoch = target;
    }

    /// <summary>Tells that the examples of this epoch from a place on come next, so that later ones can be brought nearer meanwhile.</summary>
    public virtual void Reach(int place)
    {
    }

    /// <summary>Brings the examples into the order of an epoch.</summary>
    protected abstract void Shuffle(int epoch);
}
