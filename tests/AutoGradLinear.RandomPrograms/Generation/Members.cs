using System.Globalization;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>What stands beside the function: helpers, types, constants.</summary>
internal sealed class Members
{
    private readonly List<Statement> _declarations = [];
    private readonly List<Method> _methods = [];
    private readonly HashSet<string> _once = [];
    private int _names;

    public IReadOnlyList<Method> Methods => _methods;

    /// <summary>How many methods there are, or will be.</summary>
    public int Count => _names;

    public string FreshName(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{_names++}");

    public Method Declare(Method method, Statement declaration)
    {
        _methods.Add(method);
        _declarations.Add(declaration);
        return method;
    }

    /// <summary>Declares what many productions share, once.</summary>
    public void Require(string name, Func<Statement> declaration)
    {
        if (_once.Add(name))
            _declarations.Add(declaration());
    }

    public Block ToBlock() => Block.Of(_declarations);
}
