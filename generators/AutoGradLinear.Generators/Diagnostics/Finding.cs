using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Diagnostics;

/// <summary>A diagnostic as data: no Roslyn type, so that it can flow through the incremental pipeline.</summary>
/// <param name="Id">The id of its descriptor in <c>Descriptors</c>.</param>
/// <param name="Function">The function in whose source it stands; <see cref="Origin.Function"/> names the same.</param>
/// <param name="Place">The offending token, from the start of that function.</param>
/// <param name="Arguments">What fills the message's placeholders.</param>
internal sealed record Finding(string Id, string Function, Place Place, EquatableArray<string> Arguments);

/// <summary>Where a function stands. Travels beside the IR, so that moving a method changes no IR.</summary>
internal sealed record Origin(string Function, string FilePath, int Start);
