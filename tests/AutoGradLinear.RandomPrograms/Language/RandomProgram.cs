using System.Collections.Immutable;

namespace AutoGradLinear.RandomPrograms.Language;

/// <summary>A parameter of the differentiated function, with its argument at each point.</summary>
/// <param name="Variable">Its name and type.</param>
/// <param name="IsDifferentiated">Whether the gradient has a sink for it.</param>
/// <param name="Arguments">One per point: <c>double</c>, <c>double[]</c>, <c>int</c>, <c>int[]</c> or <c>bool</c>.</param>
internal sealed record Parameter(Variable Variable, bool IsDifferentiated, ImmutableArray<object> Arguments)
{
    public bool IsReal => Variable.Kind == Kind.Real || IsRow;

    public bool IsRow => Variable.Kind == Kind.Row || Variable.Kind == Kind.Buffer || Variable.Kind == Kind.Array;
}

/// <summary>A program: the function <c>F</c> with the members that it uses, and the points at which it is run.</summary>
/// <param name="IsRewritten">Whether formulas may be computed in a stabler form; otherwise values have the bits of the function's.</param>
internal sealed record RandomProgram(ImmutableArray<Parameter> Parameters, Block Members, Block Body, bool IsRewritten)
{
    public int Points => Parameters.Length == 0 ? 0 : Parameters[0].Arguments.Length;

    /// <summary>Whether a type occurs in the text.</summary>
    public bool Uses(Kind kind) => Uses(Members, kind) || Uses(Body, kind);

    private static bool Uses(Part part, Kind kind)
        => ReferenceEquals(part, kind) || (part is Node node && node.Parts.Any(inner => Uses(inner, kind)));
}
