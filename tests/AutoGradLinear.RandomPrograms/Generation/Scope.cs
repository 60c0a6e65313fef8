using System.Globalization;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>A method or local function that is being made.</summary>
internal sealed class Frame(Kind result, int budget)
{
    public Kind Result => result;

    /// <summary>How many more statements it gets.</summary>
    public int Budget { get; set; } = budget;

    /// <summary>Loops that have no other bound count this down, so that every call ends.</summary>
    public bool UsesFuel { get; set; }

    /// <summary>How deep loops may nest.</summary>
    public int MaxLoops { get; init; } = 3;
}

/// <summary>The names of a block and of those around it. Sibling blocks use the same names, as people do.</summary>
internal sealed class Scope
{
    private readonly List<Variable> _variables = [];
    private readonly Scope? _parent;
    private readonly int _depth;

    private Scope(Frame frame, Scope? parent)
    {
        Frame = frame;
        _parent = parent;
        _depth = parent is null ? 0 : parent._depth + 1;
        Loops = parent?.Loops ?? 0;
    }

    public Frame Frame { get; }

    /// <summary>How many loops are around, in this frame.</summary>
    public int Loops { get; private init; }

    public IEnumerable<Variable> Variables => _parent is null ? _variables : _parent.Variables.Concat(_variables);

    public static Scope Of(Frame frame, IEnumerable<Variable> variables)
    {
        var scope = new Scope(frame, null);
        scope._variables.AddRange(variables);
        return scope;
    }

    public Scope Inner() => new(Frame, this);

    public Scope Loop() => new(Frame, this) { Loops = Loops + 1 };

    /// <summary>A new name of the form <c>prefix, depth, number</c>; it is not visible yet.</summary>
    public Variable Fresh(string prefix, Kind kind) => new(string.Create(CultureInfo.InvariantCulture, $"{prefix}{_depth}{_variables.Count}"), kind);

    /// <summary>Makes a name visible to what follows in this block.</summary>
    public Variable Declare(Variable variable)
    {
        _variables.Add(variable);
        return variable;
    }

    public IEnumerable<Variable> Of(params Kind[] kinds) => Variables.Where(variable => kinds.Contains(variable.Kind));

    public IEnumerable<Variable> Writable(params Kind[] kinds) => Of(kinds).Where(variable => variable.IsWritable);
}
