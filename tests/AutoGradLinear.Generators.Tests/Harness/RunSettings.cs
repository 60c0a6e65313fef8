using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoGradLinear.Generators.Tests;

/// <summary>How the compiler is set up.</summary>
internal sealed record RunSettings
{
    public static RunSettings Usual { get; } = new();

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp13;

    /// <summary>The name of the assembly.</summary>
    public string Assembly { get; init; } = "Subject";

    /// <summary>A library that is referenced, as it was compiled.</summary>
    public GeneratorRun? Library { get; init; }

    /// <summary>The library, and those that it references in turn.</summary>
    public IEnumerable<GeneratorRun> Libraries => Library is null ? [] : [Library, .. Library.Libraries];

    public bool AllowUnsafe { get; init; }

    public bool RunAnalyzers { get; init; } = true;

    /// <summary>What stands in the place of the rooms behind <c>Link</c>.</summary>
    public Func<Target, CancellationToken, Unit> Differentiate { get; init; } = Compiler.Differentiate;
}
