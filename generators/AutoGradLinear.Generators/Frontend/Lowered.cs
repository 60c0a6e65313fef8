using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What <c>Lower</c> makes of one annotated declaration, without its place: the same wherever the declaration stands.</summary>
/// <typeparam name="T">What is to be generated.</typeparam>
/// <param name="Key">Names the declaration; joins findings and origins again.</param>
/// <param name="Value">Null where nothing can be generated.</param>
internal sealed record Draft<T>(string Key, T? Value, EquatableArray<Finding> Findings)
    where T : class, IEquatable<T>;

/// <summary>A draft and the places of the functions that it speaks of.</summary>
internal sealed record Lowered<T>(Draft<T> Draft, EquatableArray<Origin> Origins)
    where T : class, IEquatable<T>;
