namespace AutoGradLinear.Training;

/// <summary>What the trials of a fold share: made for the first one that asks, let go after the last one.</summary>
/// <param name="prepare">Makes it.</param>
/// <param name="uses">How many times it will be used.</param>
internal sealed class SharedFold(Func<Func<int, FoldTrial>> prepare, int uses)
{
    private Lazy<Func<int, FoldTrial>>? prepared = new(prepare);
    private int left = uses;

    public void Use(Action<Func<int, FoldTrial>> use)
    {
        use(prepared!.Value);
        if (Interlocked.Decrement(ref left) == 0)
            prepared = null;
    }
}
