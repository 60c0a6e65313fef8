using System.Diagnostics;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.KilledRuns;

/// <summary>
/// Trains in processes that are killed at random moments and started again, until the training has ended, and compares the model's file with that
/// of a training that nobody has interrupted.
/// </summary>
/// <param name="cases">The trainings, which take turns.</param>
/// <param name="kills">The least number of processes to kill.</param>
/// <param name="seed">Fixes how long processes may run; what they have done by then is up to the machine.</param>
/// <param name="report">Is told what happens.</param>
internal sealed class KillCampaign(IReadOnlyList<RunCase> cases, int kills, int seed, Action<string> report)
{
    /// <summary>A process runs at most for this part of an uninterrupted training, so that most trainings are killed several times.</summary>
    private const double LongestPart = 0.4;

    /// <summary>One training is killed at most so many times, so that all of them are.</summary>
    private readonly int share = (kills + cases.Count - 1) / cases.Count;

    private readonly DeterministicRandom random = new(seed);
    private readonly Dictionary<string, (byte[] Model, TimeSpan Time)> references = [];

    /// <summary>The number of processes that were killed.</summary>
    public int Killed { get; private set; }

    /// <summary>The number of trainings that have ended in spite of it.</summary>
    public int Ended { get; private set; }

    /// <summary>The number of those whose model was another one.</summary>
    public int Different { get; private set; }

    /// <summary>Runs until enough processes are killed, and every case had its turn.</summary>
    public void Run()
    {
        for (int turn = 0; Killed < kills || turn < cases.Count; turn++)
        {
            RunCase next = cases[turn % cases.Count];
            string folder = Directory.CreateTempSubdirectory("agl-killed-").FullName;
            try
            {
                RunToItsEnd(next, folder);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private void RunToItsEnd(RunCase next, string folder)
    {
        string path = Path.Combine(folder, "model.safetensors");
        (byte[] model, TimeSpan time) = Reference(next, path);
        int times = 0;
        while (!RunFor(next, folder, path, times < share ? random.NextDouble() * LongestPart * time : Timeout.InfiniteTimeSpan))
            times++;
        Killed += times;
        Ended++;
        bool same = model.AsSpan().SequenceEqual(File.ReadAllBytes(path));
        if (!same)
            Different++;
        report($"{next.Name}: killed {times} times, {(same ? "the same model" : "ANOTHER MODEL")}; {Killed} of {kills}");
    }

    /// <summary>Trains for a while, or to the end.</summary>
    /// <returns>Whether the training has ended.</returns>
    private bool RunFor(RunCase next, string folder, string path, TimeSpan time)
    {
        using var process = new TrainingProcess(next.Name, path, Path.Combine(folder, "checkpoints"));
        if (process.WaitFor(time))
            return true;
        process.Kill();
        return false;
    }

    /// <summary>The model of an uninterrupted training without checkpoints, and the time that one with them takes.</summary>
    private (byte[] Model, TimeSpan Time) Reference(RunCase next, string path)
    {
        if (references.TryGetValue(next.Name, out (byte[] Model, TimeSpan Time) known))
            return known;
        using (var plain = new TrainingProcess(next.Name, path, folder: null))
            plain.WaitFor(Timeout.InfiniteTimeSpan);
        byte[] model = File.ReadAllBytes(path);
        File.Delete(path);
        using var withCheckpoints = new TrainingProcess(next.Name, path, path + ".checkpoints");
        long start = Stopwatch.GetTimestamp();
        withCheckpoints.WaitFor(Timeout.InfiniteTimeSpan);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        if (!model.AsSpan().SequenceEqual(File.ReadAllBytes(path)))
            throw new InvalidOperationException($"Checkpoints alone change the model of '{next.Name}'.");
        File.Delete(path);
        return references[next.Name] = (model, time);
    }
}
