using System.Globalization;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>How an argument is passed.</summary>
internal enum Passing
{
    ByValue,
    ByReference,
    Out,
}

/// <summary>A method that can be called.</summary>
internal sealed record Method(string Name, Kind Result, IReadOnlyList<(Kind Kind, Passing Passing)> Parameters);

/// <summary>What stands beside the function: helpers, types, constants.</summary>
internal sealed class Members
{
    private readonly List<Statement> _declarations = [];
    private readonly List<Method> _methods = [];
    private readonly HashSet<string> _once = [];
    private int _names;

    public IReadOnlyList<Method> Methods => _methods;

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
