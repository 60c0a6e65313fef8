namespace RealResults;

/// <summary>A result on real data: reads files, chooses by cross-validation on the training data only, and measures on the test data once.</summary>
internal abstract class Experiment
{
    public abstract string Name { get; }

    public abstract string Description { get; }

    public abstract void Run(Screen screen, ResultTable results);
}
