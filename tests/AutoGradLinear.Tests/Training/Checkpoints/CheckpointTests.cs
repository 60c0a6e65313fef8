using AutoGradLinear.Numerics;
using AutoGradLinear.Tests.Data.Files;
using Xunit;

namespace AutoGradLinear.Tests.Training;

/// <summary>A training that is interrupted and goes on leads to the model of one that is not, bit for bit.</summary>
public class CheckpointTests
{
    public static TheoryData<string> Names => CheckpointedRun.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void CheckpointsDoNotChangeATraining(string name)
    {
        using var folder = new TemporaryFolder();
        (double[] expected, TrainingResult plain) = CheckpointedRun.Train(name);
        (double[] actual, TrainingResult kept) = CheckpointedRun.Train(name, AsOftenAsPossible(folder, new TestFiles()));
        RequireSame(expected, plain, actual, kept);
        Assert.Null(plain.Checkpoints);
        Assert.Null(kept.Checkpoints!.ResumedAfter);
        Assert.InRange(kept.Checkpoints.Written, Math.Max(2, kept.Iterations), int.MaxValue);
        Assert.Equal(plain.Warnings, kept.Warnings);
    }

    /// <summary>Every file operation of the training is its last one once, in writing, between writing and renaming, and behind it.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void ATrainingThatIsKilledGoesOn(string name)
    {
        (double[] expected, TrainingResult plain) = CheckpointedRun.Train(name);
        int operations = CountOperations(name);
        int stride = Math.Max(1, operations / 20) | 1; // odd, so that all kinds of operations have their turn
        int resumed = 0;
        for (int last = 1; last <= operations; last += stride)
        {
            using var folder = new TemporaryFolder();
            var files = new TestFiles(last, () => new KilledException());
            Assert.Throws<KilledException>(() => CheckpointedRun.Train(name, AsOftenAsPossible(folder, files)));
            (double[] actual, TrainingResult result) = CheckpointedRun.Train(name, AsOftenAsPossible(folder, new TestFiles()));
            RequireSame(expected, plain, actual, result);
            Assert.Empty(Directory.GetFiles(folder.FullName, "*.tmp", SearchOption.AllDirectories));
            resumed += result.Checkpoints!.ResumedAfter is null ? 0 : 1;
        }

        Assert.InRange(resumed, 5, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ATrainingThatIsKilledAgainAndAgainGoesOn(string name)
    {
        (double[] expected, TrainingResult plain) = CheckpointedRun.Train(name);
        using var folder = new TemporaryFolder();
        var random = new DeterministicRandom(17);
        int kills = 0;
        while (true)
        {
            try
            {
                // Two operations claim the folder, four write a checkpoint: each process comes a little further.
                var files = new TestFiles(8 + random.NextInt32(40), () => new KilledException());
                (double[] actual, TrainingResult result) = CheckpointedRun.Train(name, AsOftenAsPossible(folder, files));
                RequireSame(expected, plain, actual, result);
                break;
            }
            catch (KilledException)
            {
                kills++;
            }
        }

        Assert.InRange(kills, 1, 1000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ATrainingThatIsCancelledGoesOn(string name)
    {
        (double[] expected, TrainingResult plain) = CheckpointedRun.Train(name);
        for (int iteration = 1; iteration < plain.Iterations; iteration += 2)
        {
            using var folder = new TemporaryFolder();
            using var source = new CancellationTokenSource();
            var progress = new ImmediateProgress(report =>
            {
                if (report.Iteration == iteration)
                    source.Cancel();
            });

            // No time passes, so this is the checkpoint of the cancellation.
            var checkpoint = new CheckpointOptions(folder.PathOf("run")) { Clock = new TestClock() };
            TrainingResult cancelled = CheckpointedRun.Train(name, checkpoint, progress, source.Token).Result;
            Assert.Equal((SolverStatus.Cancelled, iteration, 1), (cancelled.Status, cancelled.Iterations, cancelled.Checkpoints!.Written));
            (double[] actual, TrainingResult result) = CheckpointedRun.Train(name, checkpoint);
            Assert.Equal(iteration, result.Checkpoints!.ResumedAfter);
            RequireSame(expected, plain, actual, result);
        }
    }

    [Fact]
    public void ATrainingThatHasEndedIsNotDoneAgain()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = new CheckpointOptions(folder.PathOf("run"));
        (double[] expected, TrainingResult first) = CheckpointedRun.Train("VectorMachine", checkpoint);
        int reports = 0;
        (double[] actual, TrainingResult second) = CheckpointedRun.Train("VectorMachine", checkpoint, new ImmediateProgress(_ => reports++));
        RequireSame(expected, first, actual, second);
        Assert.Equal((0, first.DualityGap), (reports, second.DualityGap));
        Assert.Equal(new CheckpointReport(first.Iterations, 0), second.Checkpoints);
        Assert.True(second.Elapsed >= first.History[^1].Elapsed);
    }

    [Fact]
    public void CheckpointsAreWrittenWhenTheyAreDue()
    {
        using var folder = new TemporaryFolder();
        var clock = new TestClock();
        var progress = new ImmediateProgress(_ => clock.Advance(TimeSpan.FromSeconds(1)));
        var checkpoint = new CheckpointOptions(folder.PathOf("run")) { Every = TimeSpan.FromSeconds(5), Clock = clock };
        TrainingResult result = CheckpointedRun.Train("Lbfgs", checkpoint, progress).Result;

        // 25 iterations of a second, which is all that are allowed: after 5, 10, 15, 20 and 25, and at the end.
        Assert.Equal((SolverStatus.IterationLimit, 25, 6), (result.Status, result.Iterations, result.Checkpoints!.Written));
        Assert.Equal(TimeSpan.FromSeconds(25), result.Elapsed);
    }

    private static CheckpointOptions AsOftenAsPossible(TemporaryFolder folder, TestFiles files) =>
        new(folder.PathOf("run")) { Every = TimeSpan.Zero, Files = files };

    private static int CountOperations(string name)
    {
        using var folder = new TemporaryFolder();
        var files = new TestFiles();
        CheckpointedRun.Train(name, AsOftenAsPossible(folder, files));
        return files.Operations;
    }

    private static void RequireSame(double[] expected, TrainingResult plain, double[] actual, TrainingResult result)
    {
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(
            (plain.Status, plain.Objective, plain.Iterations, plain.BestIteration, plain.Evaluations, plain.DualityGap),
            (result.Status, result.Objective, result.Iterations, result.BestIteration, result.Evaluations, result.DualityGap));
        Assert.Equal(
            plain.History.Select(report => report with { Elapsed = default }), result.History.Select(report => report with { Elapsed = default }));
    }
}
