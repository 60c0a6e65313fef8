namespace AutoGradLinear.Generators.IR;

/// <summary>A formula of the source that is computed in a stabler form.</summary>
/// <param name="Site">Where the source has it.</param>
/// <param name="Name">The formula.</param>
/// <param name="Replacement">What is computed instead.</param>
internal sealed record Restatement(Site? Site, string Name, string Replacement);
