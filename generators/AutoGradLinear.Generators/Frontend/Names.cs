using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>
/// Gives every local of a function a name of its own. Locals keep the names that the source gives them; only where siblings share a name
/// does every one but the first get a number.
/// </summary>
internal sealed class Names
{
    private readonly HashSet<string> _written = [];
    private readonly HashSet<string> _taken = [];

    /// <param name="declaration">The function's syntax: an invented name is none of the names that stand in it.</param>
    public Names(SyntaxNode declaration)
    {
        foreach (SyntaxToken token in declaration.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
                _written.Add(token.ValueText);
        }
    }

    /// <summary>The name of a parameter or local of the source.</summary>
    public string Declare(string name)
    {
        if (_taken.Add(name))
            return name;
        return Number(name);
    }

    /// <summary>The name of a value that the source does not name.</summary>
    public string Temporary(string name) => NameSupply.Temporary(Invent(name));

    /// <summary>A name that the source could have had, such as that of the index of a <c>foreach</c>.</summary>
    public string Invent(string name) => !_written.Contains(name) && _taken.Add(name) ? name : Number(name);

    /// <summary>The names that are given so far.</summary>
    public Snapshot Take() => new([.. _taken]);

    /// <summary>The names that were given when it was taken.</summary>
    public sealed class Snapshot(HashSet<string> names)
    {
        public bool Contains(string name) => names.Contains(NameSupply.Plain(name));
    }

    private string Number(string name)
    {
        for (int i = 2; ; i++)
        {
            string candidate = name + i;
            if (!_written.Contains(candidate) && _taken.Add(candidate))
                return candidate;
        }
    }
}
