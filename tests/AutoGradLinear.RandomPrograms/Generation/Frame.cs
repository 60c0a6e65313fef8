using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>A method or local function that is being made.</summary>
/// <param name="result">What it returns.</param>
/// <param name="budget">How many statements it gets.</param>
internal sealed class Frame(Kind result, int budget)
{
    public Kind Result => result;

    public int Budget { get; set; } = budget;

    /// <summary>How deep loops may nest.</summary>
    public int MaxLoops { get; init; } = 3;

    /// <summary>Calls multiply what loops cost: within so many loops there are none.</summary>
    public int LoopsWithoutCalls { get; init; } = 3;

    /// <summary>Loops that have no other bound count this down, so that every call ends.</summary>
    public bool UsesFuel { get; private set; }

    /// <summary>An expression that becomes false after some evaluations.</summary>
    public string Burn()
    {
        UsesFuel = true;
        return "fuel-- > 0";
    }

    /// <summary>For helpers and local functions: small, and cheap to call.</summary>
    public static Frame OfHelper(Kind result) => new(result, budget: 5) { MaxLoops = 1, LoopsWithoutCalls = 1 };
}
