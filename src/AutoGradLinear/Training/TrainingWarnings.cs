namespace AutoGradLinear.Training;

/// <summary>What went wrong in a training that goes on all the same.</summary>
internal sealed class TrainingWarnings
{
    private readonly List<string> all = [];
    private int told;

    public IReadOnlyList<string> All => all;

    /// <summary>Adds a warning, unless it is the last one repeated.</summary>
    public void Add(string warning)
    {
        if (all.Count == 0 || all[^1] != warning)
            all.Add(warning);
    }

    /// <summary>The warnings since the last call as one text; null where there are none.</summary>
    public string? TakeNew()
    {
        if (told == all.Count)
            return null;
        string text = string.Join(' ', all.Skip(told));
        told = all.Count;
        return text;
    }
}
