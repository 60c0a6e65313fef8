namespace AutoGradLinear.Generators.IR;

/// <summary>Functions of integers that no source has: what is known of loops is written with them.</summary>
internal static class IntegerFunction
{
    /// <summary>The quotient, or 0 where there is none.</summary>
    public const string Quotient = "IntegerQuotient";

    /// <summary>In how many rounds the first integer, to which each adds the third, reaches the second.</summary>
    public const string Rounds = "IntegerRounds";
}
