namespace AutoGradLinear.Generators.IR;

/// <summary>What a function does with a parameter.</summary>
internal enum ParameterRole
{
    /// <summary>Reads it. An array is not written.</summary>
    Input,

    /// <summary>Overwrites all of the array; what it held before does not matter. It may serve as working storage.</summary>
    Sink,

    /// <summary>Adds to what the array, or the scalar, holds.</summary>
    Accumulator,

    /// <summary>A <c>ref</c> or <c>out</c> parameter of a helper: another name for the caller's variable or element. Surface form only.</summary>
    Reference,
}

/// <summary>A parameter. <see cref="IsDifferentiated"/> is what the source asks for, by type and by <c>[NoGradient]</c>.</summary>
/// <param name="IsResult">Whether it is a span that the function fills as its result: its adjoint is given, and what it holds at first does not matter.</param>
/// <param name="Shadows">For a sink or accumulator the input that it belongs to; arrays have the same length.</param>
internal sealed record Parameter(
    Variable Variable,
    ParameterRole Role = ParameterRole.Input,
    bool IsDifferentiated = false,
    Variable? Shadows = null,
    bool IsResult = false);

/// <summary>One of the values that a function returns; there are none for <c>void</c>. The first is the value in the C# sense; every other is an <c>out</c> parameter of that name.</summary>
internal sealed record Result(string Name, IrType Type);

/// <summary>A function of the language of losses.</summary>
/// <param name="Name">Unique in its module: the member's name for an entry, the documentation id for a helper that was followed.</param>
/// <param name="Captures">For a local function the variables of the functions around it that it reads or assigns. Surface form only.</param>
/// <param name="IsVoid">Whether the method returns nothing, and every result leaves by reference.</param>
/// <param name="Frame">The slots that outlive a call: an augmented primal leaves values on them, the reverse that belongs to it takes them off.</param>
internal sealed record Function(
    string Name,
    Form Form,
    EquatableArray<Parameter> Parameters,
    EquatableArray<Result> Results,
    EquatableArray<Statement> Body,
    EquatableArray<Slot> Frame = default,
    EquatableArray<Variable> Captures = default,
    bool IsVoid = false);

/// <summary>A function and the functions that it calls, directly or through others.</summary>
internal sealed record Module(Function Entry, EquatableArray<Function> Helpers)
{
    /// <summary>The module without helpers that nobody calls.</summary>
    /// <param name="keepsRules">Whether the bodies of rules count as called where their functions are.</param>
    public Module Reachable(bool keepsRules = false)
    {
        var reached = new HashSet<string>();
        Visit(Entry);
        return this with { Helpers = Helpers.Where(helper => reached.Contains(helper.Name)).ToEquatableArray() };

        void Visit(Function function)
        {
            foreach (string name in CalleesOf(function, keepsRules))
            {
                if (reached.Add(name) && Find(name) is { } callee)
                    Visit(callee);
            }
        }
    }

    /// <summary>The functions that the function calls, and on demand the rules of external ones.</summary>
    public static IEnumerable<string> CalleesOf(Function function, bool keepsRules)
        => function.Body.AllStatements().OfType<Call>().Select(call => call.Function).Concat(keepsRules ? RulesOf(function) : []);

    /// <summary>The rules of the external functions that the function calls, by their names.</summary>
    public static IEnumerable<string> RulesOf(Function function)
        => function.Body.AllExpressions().SelectMany(expression => expression.SelfAndParts()).OfType<Apply>().Select(apply => apply.External?.Rule?.Id)
            .Concat(function.Body.AllStatements().OfType<Call>().Select(call => call.External?.Pullback?.Rule))
            .OfType<string>();

    public Function? Find(string name) => name == Entry.Name ? Entry : Helpers.FirstOrDefault(helper => helper.Name == name);
}
