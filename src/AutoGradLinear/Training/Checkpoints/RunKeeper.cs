using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>
/// Keeps the checkpoints of one training: finds the one to go on from, writes new ones when they are due, and knows what to do where that fails.
/// </summary>
internal sealed class RunKeeper : RunCheckpoints, IDisposable
{
    private readonly CheckpointOptions options;
    private readonly CheckpointFolder folder;
    private readonly Fingerprint run;
    private readonly string machine = MachineText.OfThisOne();
    private readonly IRunState monitor;
    private readonly TrainingClock clock;
    private readonly TrainingWarnings warnings;
    private CheckpointReader? newest;
    private TimeSpan last;
    private int? resumedAfter;
    private int written;

    private RunKeeper(CheckpointOptions options, Fingerprint run, IRunState monitor, TrainingClock clock, TrainingWarnings warnings)
    {
        this.options = options;
        this.run = run;
        this.monitor = monitor;
        this.clock = clock;
        this.warnings = warnings;
        folder = new CheckpointFolder(options.Folder, options.Files);
    }

    /// <summary>What checkpoints did so far.</summary>
    public CheckpointReport Report => new(resumedAfter, written);

    /// <summary>Takes a folder for a training, and looks for its newest checkpoint.</summary>
    /// <param name="options">Folder, times, and what to do about failures.</param>
    /// <param name="run">What training it is.</param>
    /// <param name="monitor">What belongs to the state of every training.</param>
    /// <param name="clock">The time that the training takes.</param>
    /// <param name="warnings">Receives what goes wrong.</param>
    /// <exception cref="InvalidOperationException">Another run has the folder, or its checkpoint is of another training.</exception>
    /// <exception cref="IOException">
    /// The checkpoints that there are cannot be read; or none can be written, and the options ask to stop then.
    /// </exception>
    public static RunKeeper Open(CheckpointOptions options, Fingerprint run, IRunState monitor, TrainingClock clock, TrainingWarnings warnings)
    {
        var keeper = new RunKeeper(options, run, monitor, clock, warnings);
        try
        {
            keeper.Claim();
            keeper.Find();
            keeper.last = clock.Elapsed;
            return keeper;
        }
        catch
        {
            keeper.Dispose();
            throw;
        }
    }

    /// <summary>What a training has led to that had ended already; null where there is something left to do.</summary>
    /// <param name="parameters">Receives the parameters.</param>
    public SolverResult? Outcome(double[] parameters)
    {
        if (newest is not { Header.IsFinished: true })
            return null;
        var outcome = new RunOutcome(default, parameters);
        Load(outcome);
        return outcome.Result;
    }

    /// <inheritdoc/>
    public override bool TryResume(IRunState run)
    {
        if (newest is null)
            return false;
        Load(run);
        return true;
    }

    /// <inheritdoc/>
    public override bool Pass(IRunState run) =>
        clock.Elapsed - last < options.Every || Write(run, isFinished: false) || options.OnFailure == CheckpointFailure.Continue;

    /// <inheritdoc/>
    public override void Leave(IRunState run) => Write(run, isFinished: false);

    /// <summary>Keeps what a training has led to, if it has ended by itself.</summary>
    public void Finish(SolverResult result, double[] parameters)
    {
        if (result.Status is not (SolverStatus.Cancelled or SolverStatus.CheckpointFailed))
            Write(new RunOutcome(result, parameters), isFinished: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        newest?.Dispose();
        folder.Dispose();
    }

    private void Claim()
    {
        try
        {
            if (folder.TryClaim())
                return;
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            if (options.OnFailure == CheckpointFailure.Stop)
                throw new IOException(Text(failure), failure);
            warnings.Add(Text(failure));
            return;
        }

        throw new InvalidOperationException(
            $"Another training is writing its checkpoints to '{options.Folder}'. Give every training a folder of its own, or wait for the other "
            + "one.");
    }

    private void Find()
    {
        newest = folder.OpenNewest(warnings);
        if (newest is null)
            return;
        CheckpointHeader header = newest.Header;
        IReadOnlyList<string> differences = header.Run.Differences(run);
        if (differences.Count > 0)
        {
            if (!header.IsFinished)
                throw new CheckpointMismatchException(newest.FilePath, differences);

            // That training has its model: its checkpoint has served its purpose.
            newest.Dispose();
            newest = null;
            return;
        }

        clock.GoOnFrom(header.Elapsed);
        if (header.Machine != machine)
        {
            warnings.Add(
                $"The training began on a machine of another kind ({header.Machine}) than it goes on ({machine}): the model may differ in its "
                + "last digits from that of an uninterrupted training.");
        }
    }

    private void Load(IRunState state)
    {
        newest!.Read(monitor.Exchange);
        newest.Read(state.Exchange);
        newest.RequireEnd();
        resumedAfter = newest.Header.Iterations;
        newest.Dispose();
        newest = null;
    }

    private bool Write(IRunState state, bool isFinished)
    {
        var header = new CheckpointHeader(0, state.Iterations, isFinished, clock.Elapsed, run, machine);
        try
        {
            folder.Write(header, archive =>
            {
                monitor.Exchange(archive);
                state.Exchange(archive);
            });
            written++;
            return true;
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            warnings.Add(Text(failure));
            return false;
        }
        finally
        {
            last = clock.Elapsed;
        }
    }

    private string Text(Exception failure) =>
        $"No checkpoint could be written to '{options.Folder}': {failure.Message} Make room there, or choose another folder.";

    private static bool IsFailure(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
