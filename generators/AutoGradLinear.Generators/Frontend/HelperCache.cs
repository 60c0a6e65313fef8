using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Lowers every followed function once, however many annotated functions call it. Lives as long as its compilation.</summary>
internal sealed class HelperCache
{
    private static readonly ConditionalWeakTable<Compilation, HelperCache> Caches = new();

    private readonly ConcurrentDictionary<string, LoweredFunction?> _functions = new();

    public static HelperCache Of(Compilation compilation) => Caches.GetValue(compilation, _ => new HelperCache());

    /// <summary>The function, or null where it has no body in the compilation.</summary>
    public LoweredFunction? Lower(FunctionSource source, Compilation compilation, CancellationToken cancellationToken)
        => _functions.GetOrAdd(source.Identity, _ => FunctionLowering.Lower(source, compilation, cancellationToken));
}
