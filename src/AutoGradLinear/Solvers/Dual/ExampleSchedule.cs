using AutoGradLinear.Numerics;

namespace AutoGradLinear.Solvers;

/// <summary>
/// The order in which examples are visited, a random one for each epoch, and which of them rest. The gap between primal and dual
/// objective is a mean over the examples of ℓ(sᵢ) + ℓ*(αᵢ) − αᵢ sᵢ ≥ 0. An example whose term is small beside the tolerance has nothing to
/// give: it rests for an epoch, and for four times as many each time that it is found so again.
/// </summary>
/// <remarks>
/// The same purpose as the shrinking of C.-J. Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008,
/// section
/// 3.3, for losses of which nothing is known. Resting changes only what is visited: convergence is declared by all examples.
/// </remarks>
internal sealed class ExampleSchedule
{
    private const byte LongestRest = 3;

    /// <summary>What is nothing to give, as a part of the gap at which the run may end.</summary>
    private const double QuietPart = 0.1;

    private readonly DualExamples examples;
    private readonly DeterministicRandom random;
    private readonly bool rests;
    private readonly int[] active;
    private readonly int[] wakes;
    private readonly byte[] quiet;
    private readonly double[] losses;
    private int epoch;
    private int count;
    private int position;
    private double quietTerm;

    public ExampleSchedule(DualExamples examples, long seed, bool rests)
    {
        this.examples = examples;
        this.rests = rests;
        random = new DeterministicRandom(seed);
        active = new int[examples.Count];
        wakes = new int[examples.Count];
        quiet = new byte[examples.Count];
        losses = new double[examples.Count];

        // Examples without a weight sleep on.
        for (int i = 0; i < wakes.Length; i++)
            wakes[i] = examples.Share(i) > 0.0 ? 0 : int.MaxValue;
    }

    /// <summary>An upper estimate of the gap: the terms of the examples that were visited, and what the others have at most.</summary>
    public double Gap { get; private set; }

    /// <summary>The mean loss, as it was last seen.</summary>
    public double MeanLoss { get; private set; }

    /// <summary>Whether an example counts at all.</summary>
    public bool Counts(int example) => wakes[example] != int.MaxValue;

    /// <summary>Whether there are examples of the epoch that have not been visited.</summary>
    public bool IsUnderway => position < count;

    /// <summary>Begins an epoch, in a random order of its own.</summary>
    /// <param name="allowed">The gap at which the run may end.</param>
    public void Begin(double allowed)
    {
        epoch++;
        quietTerm = rests ? QuietPart * allowed : double.NegativeInfinity;
        count = 0;
        position = 0;
        for (int i = 0; i < wakes.Length; i++)
        {
            active[count] = i;
            count += wakes[i] <= epoch ? 1 : 0;
        }

        Gap = count < wakes.Length && rests ? quietTerm : 0.0;
        random.Shuffle(active.AsSpan(0, count));
    }

    /// <summary>The next examples of the epoch; none at its end.</summary>
    public ReadOnlySpan<int> Take(int most)
    {
        int first = position;
        position = Math.Min(count, first + most);
        return active.AsSpan(first, position - first);
    }

    /// <summary>Carries what is known of the examples, and the place in the epoch.</summary>
    public void Exchange(StateArchive archive)
    {
        random.State = archive.Item(random.State);
        archive.Items<int>(active);
        archive.Items<int>(wakes);
        archive.Items<byte>(quiet);
        archive.Items<double>(losses);
        epoch = archive.Item(epoch);
        count = archive.Item(count);
        position = archive.Item(position);
        quietTerm = archive.Item(quietTerm);
        Gap = archive.Item(Gap);
        MeanLoss = archive.Item(MeanLoss);
    }

    /// <summary>Takes note of an example before its step.</summary>
    public void Visit(int example, double loss, double term)
    {
        Note(example, loss);
        Gap += examples.Share(example) * term;
        if (term > quietTerm)
        {
            quiet[example] = 0;
            return;
        }

        wakes[example] = epoch + 1 + (1 << (2 * quiet[example]));
        if (quiet[example] < LongestRest)
            quiet[example]++;
    }

    /// <summary>Takes note of an example between epochs, and wakes it where it has something to give.</summary>
    public void Inspect(int example, double loss, double term)
    {
        Note(example, loss);
        if (term > quietTerm)
        {
            quiet[example] = 0;
            wakes[example] = 0;
        }
    }

    private void Note(int example, double loss)
    {
        MeanLoss += examples.Share(example) * (loss - losses[example]);
        losses[example] = loss;
    }
}
