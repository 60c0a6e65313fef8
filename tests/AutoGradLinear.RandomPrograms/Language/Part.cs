using System.Collections.Immutable;

namespace AutoGradLinear.RandomPrograms.Language;

/// <summary>A piece of a program: text, a type, or a node of the syntax tree.</summary>
internal abstract record Part
{
    public abstract void Print(Writer writer);
}

/// <summary>Text that is the same in both dialects.</summary>
internal sealed record Verbatim(string Text) : Part
{
    public override void Print(Writer writer) => writer.Write(Text);
}

/// <summary>
/// A node: text with holes, which are parts again. The grammar is C#'s own; what shrinking needs to know is only which pieces are
/// expressions of which type, and which are statements.
/// </summary>
internal abstract record Node(ImmutableArray<Part> Parts) : Part
{
    public override void Print(Writer writer)
    {
        foreach (Part part in Parts)
            part.Print(writer);
    }

    /// <summary>The same node with other parts.</summary>
    public Node With(int index, Part part) => this with { Parts = Parts.SetItem(index, part) };
}

/// <summary>An expression; its text stands anywhere, in parentheses where it needs them.</summary>
internal sealed record Expression(Kind Kind, ImmutableArray<Part> Parts) : Node(Parts);

/// <summary>A statement, a section of a <c>switch</c>, or a member.</summary>
internal sealed record Statement(ImmutableArray<Part> Parts) : Node(Parts)
{
    /// <summary>Whether loops or recursion would not end without it; shrinking keeps it.</summary>
    public bool IsExit { get; init; }
}

/// <summary>Statements in braces, a line for each.</summary>
internal sealed record Block(ImmutableArray<Part> Parts) : Node(Parts)
{
    public static Block Of(IEnumerable<Statement> statements) => new([.. statements]);

    public override void Print(Writer writer)
    {
        writer.Open();
        foreach (Part part in Parts)
        {
            part.Print(writer);
            writer.EndLine();
        }

        writer.Close();
    }
}
