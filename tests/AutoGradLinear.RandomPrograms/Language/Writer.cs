using System.Text;

namespace AutoGradLinear.RandomPrograms.Language;

/// <summary>The two languages in which a program is printed: C# as it is, and the same over dual numbers.</summary>
internal enum Dialect
{
    Plain,
    Dual,
}

/// <summary>Indented text in one of the dialects.</summary>
internal sealed class Writer(Dialect dialect, int indentation = 0)
{
    private readonly StringBuilder _text = new();
    private int _indentation = indentation;
    private bool _isAtStart = true;

    public Dialect Dialect => dialect;

    public void Write(string text)
    {
        if (_isAtStart)
            _text.Append(' ', 4 * _indentation);
        _isAtStart = false;
        _text.Append(text);
    }

    public void EndLine()
    {
        _text.Append('\n');
        _isAtStart = true;
    }

    public void Open()
    {
        Write("{");
        EndLine();
        _indentation++;
    }

    public void Close()
    {
        _indentation--;
        Write("}");
    }

    public override string ToString() => _text.ToString();
}
