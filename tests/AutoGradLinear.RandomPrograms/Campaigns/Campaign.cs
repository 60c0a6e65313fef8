using System.Diagnostics;
using AutoGradLinear.RandomPrograms.Generation;
using AutoGradLinear.RandomPrograms.Judging;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Campaigns;

/// <summary>Runs batch after batch of the programs of a seed.</summary>
internal sealed class Campaign(CampaignOptions options, Action<string> log)
{
    /// <summary>For one failure of a campaign; the failure of one program gets all the time there is.</summary>
    private static readonly TimeSpan TimeToShrink = TimeSpan.FromMinutes(1);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly ProgramGen _programs = new(options.Weights);
    private readonly CampaignState _state = CampaignState.LoadOrNew(options.State, options.Seed);
    private readonly Dictionary<string, int> _shrunk = [];
    private readonly List<Failure> _failures = [];

    public IReadOnlyList<Failure> Failures => _failures;

    private TimeSpan Left => options.Time - Stopwatch.GetElapsedTime(_start);

    public Tally Run()
    {
        _state.Next = Math.Max(_state.Next, options.First);
        int end = options.First + options.Count;
        bool recovers = _state.Running > 0;
        if (_state.Running == 1)
            Record(_state.Next++, Verdict.Failed("crash", "The process ended while the program was run."));
        int oneByOneUntil = recovers ? _state.Next + options.Batch : 0;
        while (_state.Next < end && Left > TimeSpan.Zero)
            RunBatch(_state.Next < oneByOneUntil ? 1 : Math.Min(options.Batch, end - _state.Next));
        return _state.Tally;
    }

    private void RunBatch(int count)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        _state.Running = count;
        _state.Save(options.State);
        List<RandomProgram> programs = Enumerable.Range(_state.Next, count).Select(number => _programs.At(options.Seed, number)).ToList();
        IReadOnlyList<Verdict> verdicts = Judge.Run(programs, options.Members);
        _state.Tally.Seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        _state.Tally.ProcessorSeconds += (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        for (int i = 0; i < count; i++)
            Record(_state.Next + i, verdicts[i]);
        _state.Next += count;
        _state.Running = 0;
        _state.Save(options.State);
    }

    private void Record(int number, Verdict verdict)
    {
        _state.Tally.Add(verdict);
        if (verdict.Outcome is not (Outcome.Failed or Outcome.Invalid))
            return;
        var failure = new Failure(options.Command(number), _programs.At(options.Seed, number), verdict);
        int shrunk = _shrunk[verdict.Reason] = _shrunk.GetValueOrDefault(verdict.Reason) + 1;
        if (shrunk <= options.Shrunk && verdict.Reason != "crash")
            failure = failure.Shrunk(options.Members, options.Count == 1 || Left < TimeToShrink ? Left : TimeToShrink);
        _failures.Add(failure);
        log(failure.ToString());
    }
}
