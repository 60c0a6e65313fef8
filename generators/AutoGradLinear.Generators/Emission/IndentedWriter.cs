using System.Text;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Writes lines of C#: four spaces per level, <c>\n</c> at every end, no spaces on empty lines.</summary>
internal sealed class IndentedWriter
{
    private const string Indent = "    ";

    private readonly StringBuilder _text = new();
    private int _level;
    private bool _afterOpening = true;
    private bool _blankIsPending;

    /// <summary>Writes a line, or each line of a text of several.</summary>
    public IndentedWriter Line(string line)
    {
        if (line.IndexOf('\n') >= 0)
        {
            foreach (string part in line.Replace("\r\n", "\n").Split('\n'))
                Line(part);
            return this;
        }

        if (line.Length == 0)
            return Blank();

        if (_blankIsPending)
            _text.Append('\n');
        _blankIsPending = false;
        _afterOpening = false;
        for (int i = 0; i < _level; i++)
            _text.Append(Indent);
        _text.Append(line).Append('\n');
        return this;
    }

    public IndentedWriter Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
            Line(line);
        return this;
    }

    /// <summary>Separates what follows by one empty line; nothing at the start and end of a block, and never two in a row.</summary>
    public IndentedWriter Blank()
    {
        _blankIsPending = !_afterOpening;
        return this;
    }

    /// <summary>Writes an optional header and an opening brace. Disposing what is returned closes it.</summary>
    public Block Open(string? header = null)
    {
        if (header is not null)
            Line(header);
        Line("{");
        _level++;
        _afterOpening = true;
        return new Block(this, "}");
    }

    /// <summary>Indents without braces, for instance the continuation of a long expression.</summary>
    public Block Indented()
    {
        _level++;
        return new Block(this, "");
    }

    public override string ToString() => _text.ToString();

    private void Close(string closing)
    {
        _level--;
        _blankIsPending = false;
        if (closing.Length > 0)
            Line(closing);
        _afterOpening = false;
    }

    internal readonly struct Block(IndentedWriter writer, string closing) : IDisposable
    {
        public void Dispose() => writer.Close(closing);
    }
}
