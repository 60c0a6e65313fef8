namespace AutoGradLinear.Generators.IR;

/// <summary>What a function does with the elements of an array that it gets.</summary>
/// <param name="Reads">Whether it reads elements. The length is no element.</param>
/// <param name="Adds">Whether it adds to elements, in any order.</param>
/// <param name="Overwrites">Whether elements get other values than by adding to them.</param>
internal readonly record struct ElementUse(bool Reads, bool Adds, bool Overwrites)
{
    public static ElementUse operator |(ElementUse left, ElementUse right)
        => new(left.Reads || right.Reads, left.Adds || right.Adds, left.Overwrites || right.Overwrites);
}
