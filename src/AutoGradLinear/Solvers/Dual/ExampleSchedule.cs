using AutoGradLinear.Numerics;

namespace AutoGradLinear.Solvers;

/// <summary>
/// The order in which examples are visited, a random one for each epoch, and which of them rest. The gap between primal and dual objective is a
/// mean over the examples of ℓ(sᵢ) + ℓ*(αᵢ) − αᵢ sᵢ ≥ 0. An example whose term is small beside the tolerance has nothing to give: it rests
/// for one epoch, and for twice as many each time that it is found so again.
/// </summary>
/// <remarks>
/// The same purpose as the shrinking of C.-J. Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, section 3.3,
/// for losses of which nothing is known. Resting changes only what is visited: convergence is declared by all examples.
/// </remarks>
internal sealed class ExampleSchedule
{
    private const int LongestRest = 64;

    private readonly DualExamples examples;
    private readonly DeterministicRandom random;
    private readonly bool rests;
    private readonly int[] order;
    private readonly int[] wakes;
    private readonly byte[] quiet;
    private readonly double[] terms;
    private readonly double[] losses;
    private int epoch;
    private double quietTerm;

    public ExampleSchedule(DualExamples examples, long seed, bool rests)
    {
        this.examples = examples;
        this.rests = rests;
        random = new DeterministicRandom(seed);
        order = [.. Enumerable.Range(0, examples.Count).Where(i => examples.Share(i) > 0.0)];
        wakes = new int[examples.Count];
        quiet = new byte[examples.Count];
        terms = new double[examples.Count];
        losses = new double[examples.Count];
    }

    /// <summary>Examples with a weight.</summary>
    public ReadOnlySpan<int> All => order;

    /// <summary>The sum of the terms, as they were last seen: an estimate of the gap.</summary>
    public double Gap { get; private set; }

    /// <summary>The mean loss, as it was last seen.</summary>
    public double MeanLoss { get; private set; }

    /// <summary>The examples of the next epoch, in random order.</summary>
    /// <param name="allowed">The gap at which the run may end.</param>
    public ReadOnlySpan<int> Next(double allowed)
    {
        epoch++;
        quietTerm = rests ? 0.1 * allowed : double.NegativeInfinity;
        int awake = 0;
        for (int k = 0; k < order.Length; k++)
        {
            if (wakes[order[k]] > epoch)
                continue;
            (order[awake], order[k]) = (order[k], order[awake]);
            awake++;
        }

        Span<int> active = order.AsSpan(0, awake);
        random.Shuffle(active);
        return active;
    }

    /// <summary>Takes note of an example before its step.</summary>
    public void Visit(int example, double loss, double term)
    {
        Note(example, loss, term);
        if (term > quietTerm)
        {
            quiet[example] = 0;
            return;
        }

        wakes[example] = epoch + 1 + Math.Min(1 << quiet[example], LongestRest);
        if (quiet[example] < 8)
            quiet[example]++;
    }

    /// <summary>Takes note of an example between epochs, and wakes it where it has something to give.</summary>
    public void Inspect(int example, double loss, double term)
    {
        Note(example, loss, term);
        if (term > quietTerm)
        {
            quiet[example] = 0;
            wakes[example] = 0;
        }
    }

    /// <summary>Adds up anew, so that rounding does not collect.</summary>
    public void Sum()
    {
        Gap = 0.0;
        MeanLoss = 0.0;
        foreach (int i in order)
        {
            Gap += examples.Share(i) * terms[i];
            MeanLoss += examples.Share(i) * losses[i];
        }
    }

    private void Note(int example, double loss, double term)
    {
        terms[example] = term;
        losses[example] = loss;
    }
}
