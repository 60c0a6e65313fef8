using AutoGradLinear.Solvers;
using AutoGradLinear.Tests.Data.Files;
using AutoGradLinear.Training;
using Xunit;

namespace AutoGradLinear.Tests.Training;

/// <summary>What goes into a checkpoint comes out of it.</summary>
public class CheckpointFormatTests
{
    [Fact]
    public void NumbersKeepTheirBits()
    {
        using var folder = new TemporaryFolder();
        double quiet = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_BEEF); // NaN with a payload
        double[] row = [-0.0, double.Epsilon, double.MaxValue, double.NegativeInfinity, quiet, 0.1];
        string path = Write(folder, archive =>
        {
            archive.Items<double>(row);
            archive.Items<int>([]);
            archive.Optional(null);
            archive.Optional(-0.0);
            archive.Item(SolverStatus.Cancelled);
            archive.Text("Größe 大 🙂");
            archive.Text(string.Empty);
        });
        using CheckpointReader reader = CheckpointReader.Open(path);
        reader.Read(archive =>
        {
            double[] kept = new double[row.Length];
            archive.Items<double>(kept);
            Assert.Equal(row.Select(BitConverter.DoubleToInt64Bits), kept.Select(BitConverter.DoubleToInt64Bits));
            archive.Items<int>([]);
            Assert.Null(archive.Optional(7.0));
            Assert.True(double.IsNegative(archive.Optional(null)!.Value));
            Assert.Equal(SolverStatus.Cancelled, archive.Item(default(SolverStatus)));
            Assert.Equal("Größe 大 🙂", archive.Text(string.Empty));
            Assert.Equal(string.Empty, archive.Text("text"));
        });
        reader.RequireEnd();
    }

    [Fact]
    public void LongRowsAreKeptInPieces()
    {
        using var folder = new TemporaryFolder();
        int[] row = [.. Enumerable.Range(0, (2 << 20) + 3)];
        string path = Write(folder, archive => archive.Items<int>(row));
        int[] kept = new int[row.Length];
        using CheckpointReader reader = CheckpointReader.Open(path);
        reader.Read(archive => archive.Items<int>(kept));
        Assert.Equal(row, kept);
    }

    [Fact]
    public void AStateOfAnotherShapeIsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, archive => archive.Items<double>([1.0, 2.0]));
        Action<StateArchive>[] wrong =
        [
            archive => archive.Items<double>(new double[3]),
            archive =>
            {
                archive.Items<double>(new double[2]);
                archive.Items<double>(new double[100]);
            },
        ];
        foreach (Action<StateArchive> shape in wrong)
        {
            using CheckpointReader reader = CheckpointReader.Open(path);
            Assert.Contains(path, Assert.Throws<DataFormatException>(() => reader.Read(shape)).Message, StringComparison.Ordinal);
        }

        using CheckpointReader unread = CheckpointReader.Open(path);
        Assert.Throws<DataFormatException>(unread.RequireEnd);
    }

    private static string Write(TemporaryFolder folder, Action<StateArchive> state)
    {
        string path = folder.PathOf("state.checkpoint");
        using var stream = new FileStream(path, FileMode.CreateNew);
        var writer = new CheckpointWriter(stream);
        CheckpointHeader.Empty.Exchange(writer);
        state(writer);
        writer.End();
        return path;
    }
}
