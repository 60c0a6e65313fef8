namespace AutoGradLinear.Training;

/// <summary>Counts trials on several threads, and tells a listener one count after another.</summary>
/// <param name="total">All trials.</param>
/// <param name="listener">Is told after each.</param>
internal sealed class SearchProgress(int total, IProgress<CrossValidationProgress> listener)
{
    private readonly Lock gate = new();
    private int completed;

    public void Add(int count)
    {
        if (count == 0)
            return;
        lock (gate)
        {
            completed += count;
            listener.Report(new CrossValidationProgress(completed, total));
        }
    }
}
