using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// The forms with tangents of the functions that a function in forward mode calls: each argument that has a tangent is followed by it, and each result that is real by its own.
/// Calls of what reverse mode made (augmented primals, reverses, combined forms) have such forms too: that is how forward over reverse goes through calls.
/// </summary>
/// <param name="directions">The number of tangents of each value.</param>
internal sealed class TangentForms(EquatableArray<Function> sources, int directions)
{
    private readonly Dictionary<string, Function?> _made = [];

    /// <summary>The functions made so far.</summary>
    public IEnumerable<Function> Made => _made.Values.OfType<Function>();

    public Function Find(string name) => sources.First(function => function.Name == name);

    /// <summary>The half of a pair that fills the frame, for the half that empties it; other functions for themselves.</summary>
    public Function SavingHalf(Function function)
        => CallNames.Split(function.Name) is (var source, "Reverse", var pattern) ? Find(CallNames.Augmented(source, pattern)) : function;

    /// <summary>Which parameters have a tangent: those of reverse mode's own pattern, and all that reverse mode added.</summary>
    public bool[] Tangents(Function function, Func<int, bool> isActive)
    {
        (_, string form, string pattern) = CallNames.Split(function.Name);
        bool HasTangent(IrType type) => type is RealType or ArrayType { Scalar: RealType };
        return function.Parameters
            .Select((parameter, i) => HasTangent(parameter.Variable.Type) && (form.Length == 0 ? isActive(i) : i >= pattern.Length || pattern[i] == 'a'))
            .ToArray();
    }

    /// <summary>The name of the form, which is made unless it exists or is just being made. What shares its frame is made with it.</summary>
    public string Need(Function function, bool[] tangents, Func<Function, bool[], Function> make)
    {
        string pattern = string.Concat(tangents.Select(hasTangent => hasTangent ? 'a' : 'c'));
        string name = CallNames.Tangent(function.Name, pattern, directions);
        if (_made.ContainsKey(name))
            return name;
        _made.Add(name, null);
        _made[name] = make(function, tangents) with { Name = name };
        (string source, string form, string own) = CallNames.Split(function.Name);
        if (form == "Forward" && sources.FirstOrDefault(candidate => candidate.Name == CallNames.Combined(source, own)) is { } combined)
            Need(combined, Tangents(combined, _ => true), make);
        return name;
    }
}
