using AutoGradLinear.Numerics;

namespace AutoGradLinear.Training;

/// <summary>Runs all trials of candidates × folds, fold by fold, several at once, and leaves out those that a journal has.</summary>
/// <remarks>
/// A trial depends on its candidate and fold alone, or where trials of a fold follow one another, on those before it: the results are the same at
/// any number of threads. What a fold needs is made when its first trial begins and let go after its last one, so that no more folds are in
/// memory at once than threads run.
/// </remarks>
internal sealed class TrialGrid
{
    /// <summary>The candidates of this round, as indices into all candidates, the simplest first.</summary>
    public required IReadOnlyList<int> Candidates { get; init; }

    /// <summary>The number of folds.</summary>
    public required int FoldCount { get; init; }

    /// <summary>Fits what the candidates share on a fold's training rows, and gives a function that measures one candidate.</summary>
    public required Func<int, Func<int, FoldTrial>> Prepare { get; init; }

    /// <summary>Whether the trials of a fold run one after another, in the order of the candidates.</summary>
    public bool InOrder { get; init; }

    /// <summary>The largest number of threads.</summary>
    public int MaxThreads { get; init; } = 1;

    /// <summary>What is known from an earlier run, and where trials are written; null for neither.</summary>
    public SearchRound? Journal { get; init; }

    /// <summary>Is told after each trial.</summary>
    public SearchProgress? Progress { get; init; }

    /// <summary>Runs the trials.</summary>
    /// <returns>The trials, candidate by candidate (in the order of <see cref="Candidates"/>), fold by fold.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public FoldTrial[][] Run(CancellationToken cancellationToken)
    {
        FoldTrial[][] results = [.. Candidates.Select(_ => new FoldTrial[FoldCount])];
        List<Action> tasks = [];
        for (int fold = 0; fold < FoldCount; fold++)
            AddTasks(tasks, fold, Fill(results, fold), results, cancellationToken);
        RunAll(tasks, cancellationToken);
        return results;
    }

    /// <summary>Fills in what the journal has.</summary>
    /// <returns>The positions of the candidates that are missing.</returns>
    private List<int> Fill(FoldTrial[][] results, int fold)
    {
        var missing = new List<int>();
        for (int k = 0; k < Candidates.Count; k++)
        {
            if (Journal?.Find(fold, Candidates[k]) is { } known)
                results[k][fold] = known;
            else
                missing.Add(k);
        }

        Progress?.Add(Candidates.Count - missing.Count);
        return missing;
    }

    private void AddTasks(List<Action> tasks, int fold, List<int> missing, FoldTrial[][] results, CancellationToken cancellationToken)
    {
        if (missing.Count == 0)
            return;
        var shared = new SharedFold(() => Prepare(fold), InOrder ? 1 : missing.Count);
        if (InOrder)
            tasks.Add(() => shared.Use(measure => RunInOrder(measure, fold, missing, results, cancellationToken)));
        else
            tasks.AddRange(missing.Select<int, Action>(k => () => shared.Use(measure => Keep(measure(Candidates[k]), fold, k, results))));
    }

    /// <summary>
    /// Runs a fold's trials up to the last one that is missing. Those that are known run as well, because the ones behind start from their models,
    /// but what was written of them stands.
    /// </summary>
    private void RunInOrder(Func<int, FoldTrial> measure, int fold, List<int> missing, FoldTrial[][] results, CancellationToken cancellationToken)
    {
        for (int k = 0; k <= missing[^1]; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FoldTrial trial = measure(Candidates[k]);
            if (missing.Contains(k))
                Keep(trial, fold, k, results);
        }
    }

    private void Keep(FoldTrial trial, int fold, int k, FoldTrial[][] results)
    {
        Journal?.Append(fold, Candidates[k], trial);
        results[k][fold] = trial;
        Progress?.Add(1);
    }

    /// <summary>Takes tasks in their order until there are none, or one of them throws.</summary>
    private void RunAll(List<Action> tasks, CancellationToken cancellationToken)
    {
        if (tasks.Count == 0)
            return;
        int taken = 0;
        int threads = Math.Min(MaxThreads, tasks.Count);
        ParallelLoop.Run(threads, threads, _ =>
        {
            for (int next = Interlocked.Increment(ref taken) - 1; next < tasks.Count; next = Interlocked.Increment(ref taken) - 1)
            {
                try
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    tasks[next]();
                }
                catch
                {
                    Interlocked.Exchange(ref taken, tasks.Count);
                    throw;
                }
            }
        });
    }
}
