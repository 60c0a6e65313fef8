using AutoGradLinear.Numerics;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>Epochs of all blocks, until the gap of each is within the tolerance.</summary>
internal sealed class DualRun(IDualBlock[] blocks, DualCoordinateAscentOptions options)
{
    private readonly DualityGap[] gaps = new DualityGap[blocks.Length];
    private readonly bool[] measured = new bool[blocks.Length];

    /// <summary>The objectives of all blocks together.</summary>
    private DualityGap Total => gaps.Aggregate((sum, gap) => sum + gap);

    public SolverResult Iterate(Span<double> parameters, SolverObserver? observer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new SolverResult(SolverStatus.Cancelled, double.NaN, null, 0, 0);
        double[] start = parameters.ContainsAnyExcept(0.0) ? parameters.ToArray() : [];
        ForEach(k => blocks[k].Begin(start));
        SolverStatus status = SolverStatus.IterationLimit;
        int epoch = 0;
        while (epoch < options.MaxEpochs && status == SolverStatus.IterationLimit)
        {
            ForEach(k => RunEpoch(k, cancellationToken));
            epoch++;
            if (cancellationToken.IsCancellationRequested)
                status = SolverStatus.Cancelled;
            else if (!IsTold(observer, epoch, parameters))
                status = SolverStatus.EarlyStopped;
            else if (Array.TrueForAll(measured, done => done))
                status = SolverStatus.GapConverged;
        }

        ForEach(Measure);
        CopyTo(parameters);
        return new SolverResult(status, Total.Primal, null, epoch, epoch) { DualityGap = Total.Gap };
    }

    private void RunEpoch(int k, CancellationToken cancellationToken)
    {
        if (measured[k])
            return;
        DualityGap before = gaps[k];
        blocks[k].RunEpoch(options.Tolerance, cancellationToken);
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
        if (!expected.IsWithin(options.Tolerance) || cancellationToken.IsCancellationRequested)
            return;
        gaps[k] = blocks[k].Measure();
        measured[k] = gaps[k].IsWithin(options.Tolerance);
    }

    private void Measure(int k)
    {
        if (!measured[k])
            gaps[k] = blocks[k].Measure();
    }

    private bool IsTold(SolverObserver? observer, int epoch, Span<double> parameters)
    {
        if (observer is null)
            return true;
        CopyTo(parameters);
        return observer(new SolverStep(epoch, Total.Primal, null) { DualityGap = Total.Gap }, parameters);
    }

    private void CopyTo(Span<double> parameters)
    {
        foreach (IDualBlock block in blocks)
            block.CopyTo(parameters);
    }

    private void ForEach(Action<int> action) => ParallelLoop.Run(blocks.Length, options.MaxThreads, action);
}
