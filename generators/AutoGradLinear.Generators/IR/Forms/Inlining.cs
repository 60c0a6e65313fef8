namespace AutoGradLinear.Generators.IR.Forms;

/// <summary>
/// Puts helpers where they are called, in surface form: parameters become variables that are assigned, references become the caller's own variables and elements, and
/// the results are assigned to the variables of the call. Helpers that call themselves, directly or through others, stay functions; what they take by
/// reference becomes a parameter and a result.
/// </summary>
internal sealed class Inlining
{
    private readonly Module _module;
    private readonly Func<Function, bool> _stays;
    private readonly Dictionary<string, Function> _structured = [];
    private int _ownVariables = 1;

    private Inlining(Module module, Func<Function, bool> stays)
    {
        _module = module;
        _stays = stays;
    }

    /// <summary>The module without jumps and with no calls but of recursive helpers, which are its only helpers, apart from the bodies of rules.</summary>
    public static Module Run(Module module)
    {
        HashSet<Function> recursive = RecursiveIn(module);
        HashSet<string> rules = [.. module.Helpers.Append(module.Entry).SelectMany(Module.RulesOf)];
        return Run(module, helper => recursive.Contains(helper) || rules.Contains(helper.Name));
    }

    /// <inheritdoc cref="Run(Module)"/>
    /// <param name="stays">Whether a helper stays a function; recursive ones must.</param>
    public static Module Run(Module module, Func<Function, bool> stays)
    {
        var pass = new Inlining(module, stays);
        Function entry = pass.Expand(Structuring.Run(module.Entry));
        EquatableArray<Function> helpers = module.Helpers.Where(stays).Select(helper => pass.Expand(ByValue(Structuring.Run(helper)))).ToEquatableArray();
        return WrittenArguments.Note(new Module(entry, helpers));
    }

    /// <summary>The helpers that reach themselves through calls.</summary>
    private static HashSet<Function> RecursiveIn(Module module)
    {
        var calls = module.Helpers.ToDictionary(helper => helper.Name, helper => helper.Body.AllStatements().OfType<Call>().Select(call => call.Function).Distinct().ToList());
        bool Reaches(string from, string to, HashSet<string> seen)
            => calls.TryGetValue(from, out List<string>? callees) && callees.Any(callee => callee == to || (seen.Add(callee) && Reaches(callee, to, seen)));
        return [.. module.Helpers.Where(helper => Reaches(helper.Name, helper.Name, []))];
    }

    /// <summary>A helper that stays: the last values of its references are further results, and arrays come as spans, because scratch memory may be passed.</summary>
    private static Function ByValue(Function function)
    {
        var spans = new Dictionary<Variable, Expression>();
        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter.Variable.Type is ArrayType { Kind: ArrayKind.Array, Rank: 1, Element: not ArrayType } array)
                spans.Add(parameter.Variable, new Use(parameter.Variable with { Type = array with { Kind = ArrayKind.Span } }));
        }

        if (spans.Count > 0)
        {
            function = function with
            {
                Parameters = function.Parameters.Select(parameter => spans.TryGetValue(parameter.Variable, out Expression? span) ? parameter with { Variable = ((Use)span).Variable } : parameter).ToEquatableArray(),
                Body = new Substitution(spans).Rewrite(function.Body),
            };
        }

        List<Parameter> references = [.. function.Parameters.Where(parameter => parameter.Role == ParameterRole.Reference)];
        if (references.Count == 0)
            return function;
        HashSet<string> taken = [.. function.Parameters.Select(parameter => parameter.Variable.Name), .. function.Results.Select(result => result.Name)];
        var @return = (Return)function.Body[function.Body.Count - 1];
        Statement leaving = new Return([.. @return.Values, .. references.Select(parameter => new Use(parameter.Variable))]);
        return function with
        {
            Parameters = function.Parameters.Select(parameter => references.Contains(parameter) ? parameter with { Role = ParameterRole.Input } : parameter).ToEquatableArray(),
            Results = [.. function.Results, .. references.Select(parameter => new Result(NameSupply.Unlike(taken, parameter.Variable.Name), parameter.Variable.Type))],
            Body = [.. function.Body.Take(function.Body.Count - 1), leaving],
        };
    }

    private Function Expand(Function function) => function with { Body = new Expansion(this, []).Rewrite(function.Body) };

    private Function Structured(string name)
    {
        if (!_structured.TryGetValue(name, out Function? function))
        {
            Function source = _module.Find(name) ?? throw new InvalidOperationException($"'{name}' was linked but is not in the module.");
            _structured[name] = function = Structuring.Run(source);
        }

        return function;
    }

    /// <summary>The variable of one instance of a helper: two versions of a name stay two variables.</summary>
    private Variable Own(Variable variable) => variable with { Version = -++_ownVariables };

    /// <summary>Rewrites the body of one function, or of one instance of a helper, whose own variables have new identities.</summary>
    private sealed class Expansion(Inlining pass, Dictionary<Variable, Expression> places) : Rewriter
    {
        public override Expression Rewrite(Expression expression)
            => expression is Use use && places.TryGetValue(use.Variable, out Expression? place) ? place : base.Rewrite(expression);

        protected override Variable Define(Variable variable)
            => places.TryGetValue(variable, out Expression? place) && place is Use use ? use.Variable : variable;

        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            switch (statement)
            {
                case Assign assign when places.TryGetValue(assign.Target, out Expression? place) && place is Element element:
                    output.Add(new Store(element.Array, element.Index, Rewrite(assign.Value)));
                    break;
                case Call { External: null } call:
                {
                    EquatableArray<Expression> arguments = call.Arguments.Select(Rewrite).ToEquatableArray();
                    Function helper = pass.Structured(call.Function);
                    if (pass._stays(pass._module.Find(call.Function)!))
                        CallByValue(call, helper, arguments, output);
                    else
                        Expand(call, helper, arguments, output);
                    break;
                }

                default:
                    base.Rewrite(statement, output);
                    break;
            }
        }

        private void Expand(Call call, Function helper, EquatableArray<Expression> arguments, List<Statement> output)
        {
            var inner = new Dictionary<Variable, Expression>();
            foreach (Variable captured in helper.Captures)
                inner[captured] = Rewrite(new Use(captured));
            for (int i = 0; i < arguments.Count; i++)
            {
                Parameter parameter = helper.Parameters[i];
                Variable own = pass.Own(parameter.Variable);
                bool isReference = parameter.Role == ParameterRole.Reference;
                if (isReference)
                    inner[parameter.Variable] = arguments[i] is Element element ? Fixed(element, own, output) : arguments[i];
                else
                    output.Add(new Assign(own, Argument(parameter, arguments[i])));
                if (!isReference)
                    inner[parameter.Variable] = new Use(own);
            }

            foreach (Variable variable in helper.Body.AllDefinitions())
            {
                if (!inner.ContainsKey(variable))
                    inner[variable] = new Use(pass.Own(variable));
            }

            var expansion = new Expansion(pass, inner);
            expansion.RewriteInto(helper.Body.Take(helper.Body.Count - 1), output);
            var @return = (Return)helper.Body[helper.Body.Count - 1];
            for (int i = 0; i < call.Results.Count; i++)
                output.Add(new Assign(Define(call.Results[i]), expansion.Rewrite(@return.Values[i])));
        }

        private void RewriteInto(IEnumerable<Statement> statements, List<Statement> output)
        {
            foreach (Statement statement in statements)
                Rewrite(statement, output);
        }

        /// <summary>An element whose array and index the helper cannot change.</summary>
        private static Element Fixed(Element element, Variable parameter, List<Statement> output)
        {
            var array = new Variable(parameter.Name + "Array", element.Array.Type, parameter.Version);
            output.Add(new Assign(array, element.Array));
            return new Element(new Use(array), element.Index);
        }

        private void CallByValue(Call call, Function helper, EquatableArray<Expression> arguments, List<Statement> output)
        {
            List<Variable> results = [.. call.Results.Select(Define)];
            var stores = new List<Statement>();
            for (int i = 0; i < arguments.Count; i++)
            {
                if (helper.Parameters[i].Role != ParameterRole.Reference)
                    continue;
                if (arguments[i] is Use use)
                {
                    results.Add(use.Variable);
                    continue;
                }

                var element = (Element)arguments[i];
                Variable value = pass.Own(helper.Parameters[i].Variable);
                results.Add(value);
                stores.Add(new Store(element.Array, element.Index, new Use(value)));
            }

            output.Add(new Call(results.ToEquatableArray(), call.Function, arguments.Select((argument, i) => Argument(helper.Parameters[i], argument)).ToEquatableArray()));
            output.AddRange(stores);
        }

        /// <summary>No derivative flows into a row that the helper takes as a constant.</summary>
        private static Expression Argument(Parameter parameter, Expression argument)
            => argument.Type is ArrayType { Scalar: RealType } && !parameter.IsDifferentiated ? new Apply("Stop", [argument], argument.Type) : argument;
    }
}
