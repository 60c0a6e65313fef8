using System.Text;
using AutoGradLinear.Data;
using AutoGradLinear.Tests.Data.Files;
using AutoGradLinear.Training;
using Xunit;

namespace AutoGradLinear.Tests.Training;

/// <summary>Checkpoints that are damaged, of another version, or from a machine of another kind.</summary>
public class DamagedCheckpointTests
{
    private static readonly string[] Names = ["even.checkpoint", "odd.checkpoint"];

    [Fact]
    public void ADamagedCheckpointGivesWayToTheOneBeforeIt()
    {
        (double[] expected, _) = CheckpointedRun.Train("Lbfgs");
        foreach (Action<string> damage in new Action<string>[] { Cut, Flip, Empty, Replace })
        {
            using var folder = new TemporaryFolder();
            CheckpointOptions checkpoint = Interrupted(folder, "Lbfgs", iteration: 9);
            damage(Newest(checkpoint.Folder));
            (double[] actual, TrainingResult result) = CheckpointedRun.Train("Lbfgs", checkpoint);
            Assert.Equal(expected, actual);
            Assert.Equal(8, result.Checkpoints!.ResumedAfter);
            Assert.Contains("goes on from", Assert.Single(result.Warnings), StringComparison.Ordinal);
            Assert.Contains(Newest(checkpoint.Folder), Names.Select(name => Path.Combine(checkpoint.Folder, name)));
        }
    }

    [Fact]
    public void ADiskThatForgetsWhatItPromisedLosesOneGeneration()
    {
        using var folder = new TemporaryFolder();
        var files = new TestFiles { LosesBytes = true };
        using var source = new CancellationTokenSource();
        var progress = new ImmediateProgress(report =>
        {
            if (report.Iteration != 6)
                return;
            files.Room = 300;
            source.Cancel();
        });
        var checkpoint = new CheckpointOptions(folder.PathOf("run")) { Clock = new TestClock(TimeSpan.FromHours(1)), Files = files };
        CheckpointedRun.Train("OwlQn", checkpoint, progress, source.Token);
        TrainingResult result = CheckpointedRun.Train("OwlQn", checkpoint with { Files = new TestFiles() }).Result;
        Assert.Contains("damaged", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAWholeCheckpointThereIsAnError()
    {
        using var folder = new TemporaryFolder();
        CheckpointOptions checkpoint = Interrupted(folder, "Lbfgs", iteration: 9);
        foreach (string name in Names)
            Flip(Path.Combine(checkpoint.Folder, name));
        var exception = Assert.Throws<DataFormatException>(() => CheckpointedRun.Train("Lbfgs", checkpoint));
        Assert.Contains("Delete the folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoDamageGoesUnseen()
    {
        using var folder = new TemporaryFolder();
        string path = Newest(Interrupted(folder, "Hinges", iteration: 3).Folder);
        byte[] content = File.ReadAllBytes(path);
        using (CheckpointReader whole = CheckpointReader.Open(path))
            Assert.Equal(3, whole.Header.Iterations);
        for (int place = 0; place < content.Length; place += 1 + (place / 16))
        {
            byte[] damaged = [.. content];
            damaged[place] ^= 1;
            File.WriteAllBytes(path, damaged);
            Assert.Throws<DataFormatException>(() => CheckpointReader.Open(path));
            File.WriteAllBytes(path, content[..place]);
            Assert.Throws<DataFormatException>(() => CheckpointReader.Open(path));
        }

        File.WriteAllBytes(path, [.. content, 0]);
        Assert.Throws<DataFormatException>(() => CheckpointReader.Open(path));
    }

    [Fact]
    public void AnotherVersionIsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        CheckpointOptions checkpoint = Interrupted(folder, "Lbfgs", iteration: 9);
        Rewrite(Newest(checkpoint.Folder), content => content[sizeof(long)] = 77);
        var exception = Assert.Throws<CheckpointMismatchException>(() => CheckpointedRun.Train("Lbfgs", checkpoint));
        Assert.Equal([$"the version of the file was 77 and is {CheckpointFormat.Version}"], exception.Differences);
    }

    [Fact]
    public void AnotherKindOfMachineIsAWarning()
    {
        using var folder = new TemporaryFolder();
        CheckpointOptions checkpoint = Interrupted(folder, "Lbfgs", iteration: 9);
        byte[] machine = Encoding.UTF8.GetBytes(MachineText.OfThisOne());
        Rewrite(Newest(checkpoint.Folder), content => content[content.AsSpan().IndexOf(machine)] = (byte)'?');
        TrainingResult result = CheckpointedRun.Train("Lbfgs", checkpoint).Result;
        string warning = Assert.Single(result.Warnings);
        Assert.Contains("?" + MachineText.OfThisOne()[1..], warning, StringComparison.Ordinal);
        Assert.Contains("last digits", warning, StringComparison.Ordinal);
        Assert.Equal(warning, result.History.First(report => report.Iteration == 10).Warning);
    }

    /// <summary>A training that is left with checkpoints of an iteration and the one before it.</summary>
    private static CheckpointOptions Interrupted(TemporaryFolder folder, string name, int iteration)
    {
        using var source = new CancellationTokenSource();
        var progress = new ImmediateProgress(report =>
        {
            if (report.Iteration == iteration)
                source.Cancel();
        });
        var checkpoint = new CheckpointOptions(folder.PathOf("run")) { Every = TimeSpan.Zero };
        var clock = new TestClock();

        // Time enough passes before every iteration, but for the last one: that has the checkpoint of the cancellation alone.
        var options = checkpoint with { Every = TimeSpan.FromSeconds(1), Clock = clock };
        CheckpointedRun.Train(
            name,
            options,
            new ImmediateProgress(report =>
            {
                clock.Advance(TimeSpan.FromSeconds(report.Iteration < iteration ? 1 : 0));
                progress.Report(report);
            }),
            source.Token);
        return checkpoint;
    }

    private static string Newest(string folder)
    {
        long Generation(string path)
        {
            using CheckpointReader reader = CheckpointReader.Open(path);
            return reader.Header.Generation;
        }

        return Names.Select(name => Path.Combine(folder, name)).MaxBy(Generation)!;
    }

    /// <summary>Changes the content, and makes a whole checkpoint of it again.</summary>
    private static void Rewrite(string path, Action<byte[]> change)
    {
        byte[] content = File.ReadAllBytes(path)[..^CheckpointFormat.EndLength];
        change(content);
        var checksum = new Checksum32();
        checksum.Add(content);
        File.WriteAllBytes(path, [.. content, .. BitConverter.GetBytes((long)content.Length), .. BitConverter.GetBytes(checksum.Value)]);
    }

    private static void Cut(string path) => File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);

    private static void Empty(string path) => File.WriteAllBytes(path, []);

    private static void Replace(string path) => File.WriteAllText(path, "This is no checkpoint, but it is long enough to be one.");

    private static void Flip(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        content[content.Length / 2] ^= 4;
        File.WriteAllBytes(path, content);
    }
}
