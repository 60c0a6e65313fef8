using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// The directions in which forward mode differentiates, and what the tangents of the entry's parameters and results are called.
/// </summary>
/// <param name="Count">How many directions there are.</param>
/// <param name="SeedOf">
/// The tangent of a differentiated parameter in a direction: a parameter of its own, by its name, or for a scalar a number.
/// </param>
/// <param name="SinkName">The name of the tangent of a sink or accumulator, from the name of the parameter that it belongs to.</param>
/// <param name="ResultName">The name of the tangent of a result, or of a span that is filled as one.</param>
internal sealed record Seeding(int Count, Func<Variable, int, Seed> SeedOf, Func<string, int, string> SinkName, Func<string, int, string> ResultName)
{
    /// <summary>Whether the tangents of one-dimensional arrays are spans; otherwise they have the types of their parameters.</summary>
    public bool AreSpans { get; init; }

    /// <summary>Whether directions stay what they are; otherwise that of a parameter that the function writes to ends as the derivative of what the function leaves there.</summary>
    public bool KeepsSeeds { get; init; }

    /// <summary>One direction, whose parts are parameters that end in <c>Tangent</c>.</summary>
    public static Seeding Along { get; } = new(1, (parameter, _) => new Seed(parameter.Name + "Tangent"), (name, _) => name + "Product", (name, _) => name + "Tangent");
}

/// <param name="Name">The name of the parameter that brings the tangent, or null where it is <see cref="Value"/>.</param>
internal readonly record struct Seed(string? Name, double Value = 0);
