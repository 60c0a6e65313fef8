using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>How spans and arrays are sliced, cleared, filled and copied in C#. Extension methods are called by their class: generated files have no <c>using</c>.</summary>
internal static class ArrayText
{
    private const string Extensions = "global::System.MemoryExtensions";

    public static ArrayKind KindOf(Expression array) => ((ArrayType)array.Type).Kind;

    public static string Slice(Slice slice, string array, string start, string count)
        => slice.IsTolerant ? $"{ShapeChecks.Guards}.SliceOrEmpty{(KindOf(slice.Array) == ArrayKind.Array ? $"<{((ArrayType)slice.Type).Element.CSharp}>" : "")}({array}, {start}, {count})"
            : KindOf(slice.Array) == ArrayKind.Array ? $"{Extensions}.AsSpan({array}, {start}, {count})" : $"{array}.Slice({start}, {count})";

    public static string Clear(Expression array, string text) => KindOf(array) switch
    {
        ArrayKind.Array when array.Type is ArrayType { Element: ArrayType } => $"global::System.Array.ForEach({text}, global::System.Array.Clear);",
        ArrayKind.Array => $"global::System.Array.Clear({text});",
        _ => $"{text}.Clear();",
    };

    public static string Fill(Expression array, string text, string value)
        => KindOf(array) == ArrayKind.Array ? $"global::System.Array.Fill({text}, {value});" : $"{text}.Fill({value});";

    public static string Copy(Copy copy, string source, string target)
        => copy.Source.Type is ArrayType { Rank: > 1 } or ArrayType { Element: ArrayType } ? $"{ShapeChecks.Guards}.Flatten({source}, {target});"
            : KindOf(copy.Source) == ArrayKind.Array ? $"{Extensions}.CopyTo({source}, {target});" : $"{source}.CopyTo({target});";
}
