using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>How spans and arrays are sliced, cleared, filled and copied in C#. Extension methods are called by their class: generated files have no <c>using</c>.</summary>
internal static class ArrayText
{
    private const string Extensions = "global::System.MemoryExtensions";

    /// <summary>What C# takes the array expression for: a choice between an array and a span is a span.</summary>
    public static ArrayKind KindOf(Expression array)
    {
        switch (array)
        {
            case Slice slice:
                return KindOf(slice.Array) == ArrayKind.ReadOnlySpan ? ArrayKind.ReadOnlySpan : ArrayKind.Span;
            case Conditional conditional:
            {
                (ArrayKind then, ArrayKind @else) = (KindOf(conditional.Then), KindOf(conditional.Else));
                return then == @else ? then : then == ArrayKind.ReadOnlySpan || @else == ArrayKind.ReadOnlySpan ? ArrayKind.ReadOnlySpan : ArrayKind.Span;
            }

            case Apply stop:
                return KindOf(stop.Arguments[0]);
            default:
                return ((ArrayType)array.Type).Kind;
        }
    }

    public static string Slice(Slice slice, string array, string start, string count)
        => KindOf(slice.Array) == ArrayKind.Array ? $"{Extensions}.AsSpan({array}, {start}, {count})" : $"{array}.Slice({start}, {count})";

    public static string Clear(Expression array, string text) => KindOf(array) switch
    {
        ArrayKind.Array when array.Type is ArrayType { Element: ArrayType } => $"global::System.Array.ForEach({text}, global::System.Array.Clear);",
        ArrayKind.Array => $"global::System.Array.Clear({text});",
        _ => $"{text}.Clear();",
    };

    public static string Fill(Expression array, string text, string value)
        => KindOf(array) == ArrayKind.Array ? $"global::System.Array.Fill({text}, {value});" : $"{text}.Fill({value});";

    public static string Copy(Copy copy, string source, string target)
        => KindOf(copy.Source) == ArrayKind.Array ? $"{Extensions}.CopyTo({source}, {target});" : $"{source}.CopyTo({target});";
}
