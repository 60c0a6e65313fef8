using AutoGradLinear.Data;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>
/// The two newest checkpoints of a training. Generations go to two files by turns, so that the newest one is never touched: what is replaced, as
/// a whole, is the one before it.
/// </summary>
internal sealed class CheckpointFolder(string folder, IFileOperations files) : IDisposable
{
    private const string ClaimName = "run.lock";

    /// <summary>The files of even and of odd generations.</summary>
    private static readonly string[] Names = ["even.checkpoint", "odd.checkpoint"];

    private FileStream? claim;
    private long generation;

    /// <summary>
    /// Makes the folder and takes it for this run. The system gives it free when the process ends, however it does.
    /// </summary>
    /// <returns>False where another run has it.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public bool TryClaim()
    {
        if (claim is not null)
            return true;
        files.CreateFolder(folder);
        try
        {
            claim = new FileStream(PathOf(ClaimName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException exception) when (IsSharingViolation(exception))
        {
            return false;
        }

        RemoveUnfinished();
        return true;
    }

    /// <summary>Opens the newest checkpoint that is whole; null where there is none at all.</summary>
    /// <param name="warnings">Receives what is wrong with another one.</param>
    /// <exception cref="DataFormatException">There are checkpoints, and none is whole.</exception>
    /// <exception cref="CheckpointMismatchException">There is one of another version.</exception>
    public CheckpointReader? OpenNewest(TrainingWarnings warnings)
    {
        var damages = new List<DataFormatException>();
        CheckpointReader? newest = null;
        foreach (string name in Names)
            newest = Newer(newest, Open(name, damages));
        if (newest is null && damages.Count > 0)
        {
            throw new DataFormatException(
                folder, string.Empty, $"no checkpoint is whole. {damages[0].Message} Delete the folder to train from the beginning.", damages[0]);
        }

        foreach (DataFormatException damage in damages)
            warnings.Add($"{damage.Message} The training goes on from '{newest!.FilePath}', which is whole.");
        generation = newest?.Header.Generation ?? 0;
        return newest;
    }

    /// <summary>Writes the next generation; when this returns it is on disk.</summary>
    /// <param name="header">The header, whose generation is set here.</param>
    /// <param name="state">Carries the state.</param>
    /// <exception cref="IOException">It cannot be written; the checkpoints that are there stay as they are.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Write(CheckpointHeader header, Action<StateArchive> state)
    {
        if (!TryClaim())
            throw new IOException($"Another run has taken the folder '{folder}'.");
        long next = generation + 1;
        ReplacedFile.Write(
            PathOf(Names[next % 2]),
            stream =>
            {
                var writer = new CheckpointWriter(stream);
                (header with { Generation = next }).Exchange(writer);
                state(writer);
                writer.End();
            },
            files);
        generation = next;
    }

    /// <inheritdoc/>
    public void Dispose() => claim?.Dispose();

    /// <summary>Removes what a process that was killed has left.</summary>
    private void RemoveUnfinished()
    {
        foreach (string name in Names)
        {
            foreach (string temporary in Directory.GetFiles(folder, $"{name}.*{ReplacedFile.TemporaryEnd}"))
                files.Delete(temporary);
        }
    }

    /// <summary>The newer one; the other one is closed.</summary>
    private static CheckpointReader? Newer(CheckpointReader? first, CheckpointReader? second)
    {
        bool isFirst = (first?.Header.Generation ?? 0) > (second?.Header.Generation ?? 0);
        (isFirst ? second : first)?.Dispose();
        return isFirst ? first : second;
    }

    private CheckpointReader? Open(string name, List<DataFormatException> damages)
    {
        if (!File.Exists(PathOf(name)))
            return null;
        try
        {
            return CheckpointReader.Open(PathOf(name));
        }
        catch (DataFormatException damage)
        {
            damages.Add(damage);
            return null;
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Whether another run has the file open: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION.</summary>
    private static bool IsSharingViolation(IOException exception) => (exception.HResult & 0xFFFF) is 11 or 35 or 32;
}
