using AutoGradLinear.Mutations.Subjects;

namespace AutoGradLinear.Mutations;

/// <summary>
/// Damages valid small files of every format by number and seed, reads them with small limits, and judges: allowed are a
/// <see cref="DataFormatException"/> that names a file, and consistent data. Everything else (another exception, a hang, more allocation than
/// the limits explain) is a failure, whose files are kept.
/// </summary>
/// <remarks>
/// <code>
/// dotnet run -c Release --project tests/AutoGradLinear.Mutations -- --count 100000 --seed 1
/// dotnet run -c Release --project tests/AutoGradLinear.Mutations -- --count 1 --seed 1 --first 4711
/// </code>
/// The second line repeats one mutation. The test project runs a few thousand of a fixed seed.
/// </remarks>
internal sealed class MutationCampaign
{
    /// <summary>What the readers accept at most.</summary>
    private static readonly DataLimits Limits = new()
    {
        MaxBytes = 8 << 20,
        MaxRows = 1_000_000,
        MaxFeatures = 1_000_000,
        MaxClasses = 1000,
        MaxLineLength = 1 << 20,
        MaxMemory = 8 << 20,
    };

    /// <summary>
    /// What one reading may allocate in all, garbage included: arrays that grow by doubling allocate twice their final size, once for the
    /// dataset and once for a block; buffers and messages are small.
    /// </summary>
    private const long AllowedAllocation = (3 * (8 << 20)) + (8 << 20);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MutationOptions options;
    private readonly Mutator mutator = new();
    private readonly IReadOnlyList<IMutationSubject> subjects;
    private readonly Action<string> report;
    private readonly Dictionary<string, int> placeOf = [];

    public MutationCampaign(MutationOptions options, Action<string> report)
    {
        this.options = options;
        this.report = report;
        IReadOnlyList<IMutationSubject> all = AllSubjects.Make();
        subjects = options.Format is null ? all : [.. all.Where(subject => subject.Name == options.Format)];
        if (subjects.Count == 0)
        {
            throw new ArgumentException(
                $"'{options.Format}' is no format; there are {string.Join(", ", all.Select(subject => subject.Name))}.");
        }

        for (int i = 0; i < all.Count; i++)
            placeOf[all[i].Name] = i;
    }

    /// <summary>Runs all mutations.</summary>
    /// <param name="onProgress">Told the number of mutations so far, now and then.</param>
    /// <param name="onHang">What happens when one file takes longer than half a minute; gets a description.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    public Tally Run(Action<Tally> onProgress, Action<string> onHang, CancellationToken cancellationToken = default)
    {
        var tally = new Tally();
        string folder = Directory.CreateTempSubdirectory("agl-mutations-").FullName;
        int number = options.First;
        try
        {
            using var watchdog = new Watchdog(Patience, () => onHang(
                $"Mutation {Volatile.Read(ref number)} of seed {options.Seed} takes longer than {Patience}; its files are in {folder}."));
            for (int last = options.First + options.Count; number < last && !cancellationToken.IsCancellationRequested; number++)
            {
                watchdog.Restart();
                IMutationSubject subject = subjects[number % subjects.Count];
                Make(subject, number, folder);
                Judge(subject, number, folder, tally);
                if (tally.Total % 256 == 0)
                    onProgress(tally);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return tally;
    }

    /// <summary>Writes valid files into the folder, one of which is damaged.</summary>
    private void Make(IMutationSubject subject, int number, string folder)
    {
        // A format has the same files whether it is mutated alone or with the others.
        var random = new Random(unchecked((options.Seed * 1_000_003) + (number / subjects.Count * 101) + placeOf[subject.Name]));
        IReadOnlyList<SubjectFile> files = subject.MakeValid(random);
        IReadOnlyList<SubjectFile> others = subjects[random.Next(subjects.Count)].MakeValid(random);
        int damaged = random.Next(files.Count);
        for (int i = 0; i < files.Count; i++)
        {
            byte[] bytes = i == damaged ? mutator.Mutate(files[i], others[random.Next(others.Count)].Content, random)
                : files[i].IsCompressed ? Mutator.Gzip(files[i].Content) : files[i].Content;
            FileReplacement.Write(Path.Combine(folder, files[i].Name), bytes);
        }
    }

    private void Judge(IMutationSubject subject, int number, string folder, Tally tally)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Outcome outcome = Outcome.Valid;
        string? failure;
        try
        {
            Action check = subject.Read(folder, Limits);
            failure = AllocationFailure(before);
            check();
        }
        catch (DataFormatException exception)
        {
            outcome = Outcome.Refused;
            failure = AllocationFailure(before) ?? MessageFailure(exception, folder);
        }
        catch (Exception exception)
        {
            failure = exception.ToString();
        }

        tally.Add(subject.Name, failure is null ? outcome : Outcome.Failed);
        if (failure is not null)
        {
            report($"Failed: {subject.Name}, --seed {options.Seed} --first {number} --count 1; files in {Keep(subject, number, folder)}\n{failure}");
        }
    }

    private static string? AllocationFailure(long before)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated > AllowedAllocation ? $"The reading allocated {allocated} bytes; at most {AllowedAllocation} are explained by the limits." : null;
    }

    private static string? MessageFailure(DataFormatException exception, string folder)
    {
        if (!exception.Message.Contains(folder, StringComparison.Ordinal))
            return $"The message does not name the file: {exception.Message}";
        return exception.Message.Any(char.IsControl) ? $"The message holds control characters: {exception.Message}" : null;
    }

    private string Keep(IMutationSubject subject, int number, string folder)
    {
        string kept = Path.GetFullPath(Path.Combine(options.Failures, $"{subject.Name}-{options.Seed}-{number}"));
        Directory.CreateDirectory(kept);
        foreach (string file in Directory.GetFiles(folder))
            File.Copy(file, Path.Combine(kept, Path.GetFileName(file)), overwrite: true);
        return kept;
    }
}
