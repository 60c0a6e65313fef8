using AutoGradLinear.Tests.Data.Files;
using Xunit;

namespace AutoGradLinear.Tests.Training;

/// <summary>Disks that are full, folders that are read-only: the training goes on or stops as asked, and says so.</summary>
public class CheckpointFailureTests
{
    private static readonly Func<Exception>[] Failures = [TestFiles.Full, TestFiles.ReadOnly];

    [Fact]
    public void ATrainingGoesOnWithoutCheckpoints()
    {
        (double[] expected, _) = CheckpointedRun.Train("Lbfgs");
        foreach (Func<Exception> failure in Failures)
        {
            using var folder = new TemporaryFolder();
            var reports = new List<TrainingProgress>();
            var checkpoint = new CheckpointOptions(folder.PathOf("run")) { Every = TimeSpan.Zero, Files = new TestFiles(1, failure) };
            (double[] actual, TrainingResult result) = CheckpointedRun.Train("Lbfgs", checkpoint, new ImmediateProgress(reports.Add));
            Assert.Equal(expected, actual);
            Assert.Equal(0, result.Checkpoints!.Written);
            string warning = Assert.Single(result.Warnings); // the same one every time
            Assert.Contains(failure().Message, warning, StringComparison.Ordinal);
            Assert.Contains(checkpoint.Folder, warning, StringComparison.Ordinal);
            Assert.Equal(warning, reports[0].Warning);
            Assert.All(reports.Skip(1), report => Assert.Null(report.Warning));
        }
    }

    [Fact]
    public void ADiskThatHasRoomAgainGetsCheckpoints()
    {
        using var folder = new TemporaryFolder();
        var files = new TestFiles(20, TestFiles.Full) { Failures = 9 };
        var checkpoint = new CheckpointOptions(folder.PathOf("run")) { Every = TimeSpan.Zero, Files = files };
        TrainingResult result = CheckpointedRun.Train("Lbfgs", checkpoint).Result;
        Assert.Single(result.Warnings);

        // A checkpoint that fails is two operations, with the removal of its file.
        Assert.InRange(result.Checkpoints!.Written, result.Iterations - 6, result.Iterations - 3);
        Assert.NotNull(CheckpointedRun.Train("Lbfgs", checkpoint).Result.Checkpoints!.ResumedAfter);
    }

    [Fact]
    public void ATrainingStopsWhereItIsAskedTo()
    {
        foreach (string name in new[] { "Lbfgs", "Sgd", "Hinges" })
        {
            (double[] expected, _) = CheckpointedRun.Train(name);
            using var folder = new TemporaryFolder();
            var files = new TestFiles(20, TestFiles.Full);
            var checkpoint = StoppingAt(folder, files) with { Every = TimeSpan.Zero };
            (double[] stopped, TrainingResult result) = CheckpointedRun.Train(name, checkpoint);
            Assert.Equal(SolverStatus.CheckpointFailed, result.Status);
            Assert.NotEqual(expected, stopped);
            Assert.Contains("No space left", Assert.Single(result.Warnings), StringComparison.Ordinal);

            // The checkpoints that had been written are there.
            (double[] actual, TrainingResult resumed) = CheckpointedRun.Train(name, checkpoint with { Files = new TestFiles() });
            Assert.Equal(expected, actual);
            Assert.NotNull(resumed.Checkpoints!.ResumedAfter);
        }
    }

    [Fact]
    public void ATrainingThatIsToStopDoesNotBegin()
    {
        using var folder = new TemporaryFolder();
        foreach (Func<Exception> failure in Failures)
        {
            var checkpoint = StoppingAt(folder, new TestFiles(1, failure));
            var exception = Assert.Throws<IOException>(() => CheckpointedRun.Train("Lbfgs", checkpoint));
            Assert.Contains(failure().Message, exception.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A folder below a file is one that no user, not even the system's, can make.</summary>
    [Fact]
    public void AFolderThatCannotBeMadeIsReported()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Write("file", "content"), "run");
        TrainingResult result = CheckpointedRun.Train("Lbfgs", new CheckpointOptions(path)).Result;
        Assert.NotEmpty(result.Warnings);
        Assert.Equal(0, result.Checkpoints!.Written);
        Assert.Throws<IOException>(() => CheckpointedRun.Train("Lbfgs", new CheckpointOptions(path) { OnFailure = CheckpointFailure.Stop }));
    }

    [Fact]
    public void AShortWriteLeavesTheCheckpointsThatWere()
    {
        (double[] expected, _) = CheckpointedRun.Train("Lbfgs");
        foreach (int room in new[] { 0, 1, 11, 500, 2000 })
        {
            using var folder = new TemporaryFolder();
            var files = new TestFiles();
            var progress = new ImmediateProgress(report => files.Room = report.Iteration < 9 ? int.MaxValue : room);
            var checkpoint = StoppingAt(folder, files) with { Every = TimeSpan.Zero };
            Assert.Equal(SolverStatus.CheckpointFailed, CheckpointedRun.Train("Lbfgs", checkpoint, progress).Result.Status);
            string[] left = [.. Directory.GetFiles(checkpoint.Folder).Select(path => Path.GetFileName(path)).Order()];
            Assert.Equal(["even.checkpoint", "odd.checkpoint", "run.lock"], left);
            (double[] actual, TrainingResult result) = CheckpointedRun.Train("Lbfgs", checkpoint with { Files = new TestFiles() });
            Assert.Equal(expected, actual);
            Assert.Equal(8, result.Checkpoints!.ResumedAfter);
        }
    }

    [Fact]
    public void TwoTrainingsDoNotShareAFolder()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = new CheckpointOptions(folder.PathOf("run"));
        string message = string.Empty;
        var progress = new ImmediateProgress(report =>
        {
            if (report.Iteration == 3)
                message = Assert.Throws<InvalidOperationException>(() => CheckpointedRun.Train("Lbfgs", checkpoint)).Message;
        });
        CheckpointedRun.Train("Lbfgs", checkpoint, progress);
        Assert.Contains("Another training is writing", message, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        var options = new CheckpointOptions("folder");
        Assert.Throws<ArgumentException>(() => Train(options with { Folder = " " }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Train(options with { Every = TimeSpan.FromTicks(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Train(options with { OnFailure = (CheckpointFailure)7 }));

        static void Train(CheckpointOptions checkpoint) => CheckpointedRun.Train("Lbfgs", checkpoint);
    }

    private static CheckpointOptions StoppingAt(TemporaryFolder folder, TestFiles files) =>
        new(folder.PathOf("run")) { OnFailure = CheckpointFailure.Stop, Files = files };
}
