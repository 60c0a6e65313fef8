using System.Globalization;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>The names of a block and of those around it. Sibling blocks use the same names, as people do.</summary>
internal sealed class Scope
{
    private readonly List<Variable> _variables = [];
    private readonly List<Method> _functions = [];
    private readonly Scope? _parent;
    private readonly int _depth;

    private Scope(Frame frame, Scope? parent, int depth)
    {
        Frame = frame;
        _parent = parent;
        _depth = depth;
        Loops = parent?.Loops ?? 0;
    }

    public Frame Frame { get; }

    /// <summary>How many loops are around, in this frame.</summary>
    public int Loops { get; private init; }

    /// <summary>Whether calls are cheap enough here.</summary>
    public bool MayCall => Loops < Frame.LoopsWithoutCalls;

    /// <summary>How many names the block itself has.</summary>
    public int Count => _variables.Count;

    public IEnumerable<Variable> Variables => _parent is null ? _variables : _parent.Variables.Concat(_variables);

    /// <summary>The local functions that can be called.</summary>
    public IEnumerable<Method> Functions => _parent is null ? _functions : _parent.Functions.Concat(_functions);

    public static Scope Of(Frame frame, IEnumerable<Variable> variables)
    {
        var scope = new Scope(frame, null, 0);
        scope._variables.AddRange(variables);
        return scope;
    }

    public Scope Inner() => new(Frame, this, _depth + 1);

    public Scope Loop() => new(Frame, this, _depth + 1) { Loops = Loops + 1 };

    /// <summary>The scope of a local function: its parameters, and what it captures.</summary>
    public Scope Function(Frame frame, IEnumerable<Variable> parameters, bool isStatic)
    {
        var scope = new Scope(frame, null, _depth + 1);
        if (!isStatic)
            scope._variables.AddRange(Variables.Where(variable => variable.CanBeCaptured));
        scope._variables.RemoveAll(variable => parameters.Any(parameter => parameter.Name == variable.Name));
        scope._variables.AddRange(parameters);
        return scope;
    }

    /// <summary>A new name of the form <c>prefix, depth, number</c>; it is not visible yet.</summary>
    public Variable Fresh(string prefix, Kind kind) => new(FreshName(prefix), kind);

    public string FreshName(string prefix)
        => string.Create(CultureInfo.InvariantCulture, $"{prefix}{_depth}{_variables.Count + _functions.Count}");

    /// <summary>Makes a name visible to what follows in this block.</summary>
    public Variable Declare(Variable variable)
    {
        _variables.Add(variable);
        return variable;
    }

    public void Declare(Method function) => _functions.Add(function);

    public IEnumerable<Variable> Of(params Kind[] kinds) => Variables.Where(variable => kinds.Contains(variable.Kind));

    public IEnumerable<Variable> Writable(params Kind[] kinds) => Of(kinds).Where(variable => variable.IsWritable);
}
