using System.Collections.Immutable;

namespace AutoGradLinear.RandomPrograms.Judging;

internal enum Outcome
{
    /// <summary>Values, gradients and exceptions are as expected.</summary>
    Passed,

    /// <summary>The generator reported that it does not support the program; nothing was compared.</summary>
    Refused,

    /// <summary>
    /// The gradient differs, and an evaluation came to a tie or another edge, where dual numbers do not know the convention.
    /// </summary>
    Tied,

    /// <summary>A number differs by what random roundings do to the expected one as well: no digit of it means anything.</summary>
    IllConditioned,

    /// <summary>A defect of the generator.</summary>
    Failed,

    /// <summary>The program is not C#, or its twin over dual numbers is not the same program: a defect of the random programs.</summary>
    Invalid,
}

/// <summary>What became of a program.</summary>
/// <param name="Outcome">The verdict.</param>
/// <param name="Reason">The kind of failure, which shrinking keeps.</param>
/// <param name="Message">Expected and actual, or the diagnostic.</param>
internal sealed record Verdict(Outcome Outcome, string Reason = "", string Message = "")
{
    /// <summary>A message for each id of the refusals.</summary>
    public ImmutableDictionary<string, string> Refusals { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The largest deviation of a gradient, relative to its scale.</summary>
    public double WorstError { get; init; }

    /// <summary>How many of the points ended with an exception, of the function and of its gradient alike.</summary>
    public int Throws { get; init; }

    public static Verdict Failed(string reason, string message) => new(Outcome.Failed, reason, message);

    public static Verdict Invalid(string reason, string message) => new(Outcome.Invalid, reason, message);
}
