using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// The forms of the functions that a differentiated function calls, each for one pattern of active arguments.
/// </summary>
/// <remarks>
/// <para>
/// <em>Split</em>: an augmented primal computes the value and leaves on its frame what the backward sweep needs; the reverse takes it off and turns the adjoint
/// of the result into adjoints of the arguments. Calls nest, so frames are stacks.
/// </para>
/// <para>
/// <em>Combined</em>: value and adjoints in one call, for where the adjoint of the result is known when the function is called.
/// </para>
/// <para>Neither runs the primal twice: a gradient costs a fixed multiple of its function at any depth of calls.</para>
/// </remarks>
internal sealed class CallForms(EquatableArray<Function> sources, ChangingMemory? changing = null)
{
    private readonly Dictionary<string, Function?> _made = [];

    /// <summary>The functions made so far.</summary>
    public IEnumerable<Function> Made => _made.Values.OfType<Function>();

    /// <summary>The parameters whose memory is not the same when the backward sweep comes.</summary>
    public IEnumerable<Variable> ChangingParametersOf(Function source) => changing?.ParametersOf(source) ?? [];

    public Function Find(string name) => sources.First(function => function.Name == name);

    /// <summary>Makes the forms of a function for a pattern, unless they exist or are just being made.</summary>
    public void Need(string name, string pattern, Func<Function, (Function Augmented, Function Reverse, Function Combined)> make)
    {
        if (_made.ContainsKey(CallNames.Augmented(name, pattern)))
            return;
        _made.Add(CallNames.Augmented(name, pattern), null);
        Function source = Find(name);
        Function specialised = source with
        {
            Parameters = source.Parameters.Select((parameter, i) => parameter with { IsDifferentiated = pattern[i] == 'a' }).ToEquatableArray(),
        };
        (Function augmented, Function reverse, Function combined) = make(specialised);
        foreach (Function function in new[] { augmented, reverse, combined })
            _made[function.Name] = function;
    }
}
