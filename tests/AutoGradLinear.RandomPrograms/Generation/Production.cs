using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>Makes a node, or null where the scope has not what it needs.</summary>
/// <param name="make">The maker, for the holes.</param>
/// <param name="scope">What is visible.</param>
/// <param name="depth">How deep the holes may nest.</param>
internal delegate TNode? Make<out TNode>(Maker make, Scope scope, int depth) where TNode : Node;

internal static class Nesting
{
    /// <summary>For nodes with parts of their own: only while they may nest; the parts then nest one level less.</summary>
    public static Make<TNode> Nested<TNode>(Make<TNode> make) where TNode : Node
        => (maker, scope, depth) => depth > 0 ? make(maker, scope, depth - 1) : null;
}

/// <summary>One way to make a node. It is chosen in proportion to its weight times the weight of its feature.</summary>
internal sealed record Production<TNode>(Feature Feature, int Weight, Make<TNode> Make) where TNode : Node;
