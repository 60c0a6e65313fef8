namespace AutoGradLinear;

/// <summary>The lengths of n-grams: every n from <paramref name="Shortest"/> to <paramref name="Longest"/>.</summary>
/// <param name="Shortest">At least 1.</param>
/// <param name="Longest">At least <paramref name="Shortest"/>, at most 100.</param>
public readonly record struct NGramRange(int Shortest, int Longest)
{
    /// <summary>Throws where the range makes no sense.</summary>
    internal void Validate(string name)
    {
        if (Shortest < 1 || Longest < Shortest || Longest > 100)
            throw new ArgumentException($"{name} goes from {Shortest} to {Longest}; expected lengths from 1 to 100, the shortest first.", name);
    }
}
