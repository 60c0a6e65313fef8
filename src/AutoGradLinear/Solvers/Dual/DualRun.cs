using AutoGradLinear.Numerics;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>Epochs of all blocks, until the gap of each is within the tolerance.</summary>
internal sealed class DualRun(IDualBlock[] blocks, DualCoordinateAscentOptions options) : IRunState
{
    private readonly DualityGap[] gaps = new DualityGap[blocks.Length];
    private readonly bool[] measured = new bool[blocks.Length];
    private readonly bool[] finished = new bool[blocks.Length];

    /// <inheritdoc/>
    public int Iterations { get; private set; }

    /// <summary>The objectives of all blocks together.</summary>
    private DualityGap Total => gaps.Aggregate((sum, gap) => sum + gap);

    public SolverResult Iterate(Span<double> parameters, in RunHooks hooks)
    {
        if (!hooks.Checkpoints.TryResume(this))
        {
            if (hooks.IsCancelled)
                return new SolverResult(SolverStatus.Cancelled, double.NaN, null, 0, 0);
            double[] start = parameters.ContainsAnyExcept(0.0) ? parameters.ToArray() : [];
            ForEach(k => blocks[k].Begin(start));
        }

        SolverStatus status = RunEpochs(parameters, hooks);
        ForEach(Measure);
        CopyTo(parameters);
        return new SolverResult(status, Total.Primal, null, Iterations, Iterations) { DualityGap = Total.Gap };
    }

    /// <inheritdoc/>
    public void Exchange(StateArchive archive)
    {
        Iterations = archive.Item(Iterations);
        archive.Items<DualityGap>(gaps);
        archive.Items<bool>(measured);
        archive.Items<bool>(finished);
        foreach (IDualBlock block in blocks)
            block.Exchange(archive);
    }

    private SolverStatus RunEpochs(Span<double> parameters, in RunHooks hooks)
    {
        CancellationToken cancellationToken = hooks.CancellationToken;
        while (Iterations < options.MaxEpochs)
        {
            ForEach(k => finished[k] = finished[k] || RunEpoch(k, cancellationToken));
            if (!Array.TrueForAll(finished, done => done))
            {
                hooks.Checkpoints.Leave(this);
                return SolverStatus.Cancelled;
            }

            Iterations++;
            Array.Clear(finished);
            if (!IsTold(hooks, parameters))
                return SolverStatus.EarlyStopped;
            if (Array.TrueForAll(measured, done => done))
                return SolverStatus.GapConverged;
            if (!hooks.Pass(this))
                return SolverStatus.CheckpointFailed;
        }

        return SolverStatus.IterationLimit;
    }

    private bool RunEpoch(int k, CancellationToken cancellationToken)
    {
        if (measured[k])
            return true;
        if (!blocks[k].RunEpoch(options.Tolerance, cancellationToken))
            return false;
        DualityGap before = gaps[k];
        gaps[k] = blocks[k].Estimate;
        if (!double.IsFinite(gaps[k].Gap))
        {
            throw new NonFiniteLossException(
                "The loss or the duality gap is not finite. Scale the features, or choose a stronger penalty.", -1);
        }

        // The examples were met half an epoch ago on average: since then the gap has fallen by the root of what an epoch makes of it. Where
        // that is little enough, measuring is worth a pass.
        double ratio = before.Gap > gaps[k].Gap ? gaps[k].Gap / before.Gap : 1.0;
        DualityGap expected = gaps[k] with { Gap = gaps[k].Gap * Math.Sqrt(ratio) };
        if (expected.IsWithin(options.Tolerance))
        {
            gaps[k] = blocks[k].Measure();
            measured[k] = gaps[k].IsWithin(options.Tolerance);
        }

        return true;
    }

    private void Measure(int k)
    {
        if (!measured[k])
            gaps[k] = blocks[k].Measure();
    }

    private bool IsTold(in RunHooks hooks, Span<double> parameters)
    {
        if (hooks.Observer is null)
            return true;
        CopyTo(parameters);
        return hooks.Tell(new SolverStep(Iterations, Total.Primal, null) { DualityGap = Total.Gap }, parameters);
    }

    private void CopyTo(Span<double> parameters)
    {
        foreach (IDualBlock block in blocks)
            block.CopyTo(parameters);
    }

    private void ForEach(Action<int> action) => ParallelLoop.Run(blocks.Length, options.MaxThreads, action);
}
