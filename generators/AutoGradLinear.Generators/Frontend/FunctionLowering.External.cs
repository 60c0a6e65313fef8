using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Calls that are not followed, because a rule or another assembly has the derivative.</summary>
internal sealed partial class FunctionLowering
{
    private readonly List<ExternalSite> _externals = [];

    /// <summary>A call of a function that has a rule, or that another assembly has differentiated; null where it is neither.</summary>
    private Expression? LowerExternal(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!method.IsStatic || method.MethodKind != MethodKind.Ordinary)
            return null;
        IReadOnlyList<RuleDeclaration> rules = RuleTable.Of(_model.Compilation, _cancellationToken).Find(method);
        if (rules.Count > 0)
            return LowerWithRule(call, rules);
        return !IsHere(method) && method.HasAttribute("DifferentiableAttribute") ? LowerForeign(call) : null;
    }

    private Expression LowerWithRule(IInvocationOperation call, IReadOnlyList<RuleDeclaration> rules)
    {
        IMethodSymbol method = call.TargetMethod;
        RuleDeclaration rule = rules[0];
        (RuleShape shape, bool isOwn) = (rule.Shape, IsHere(rule.Method));

        // Two rules of this compilation are reported where they stand.
        if (rules.Count > 1 && !isOwn)
            return RefuseExternal(call, Ids.DuplicateRules, rule.Title, method.Name, rules[1].Title);
        IMethodSymbol derivative = method.Arity == 0 ? rule.Method : rule.Method.Construct([.. method.TypeArguments]);
        NoteImplied(derivative, call);
        FunctionSource source = FunctionSource.Callee(derivative, _source.TypeArguments);
        _externals.Add(new ExternalSite(
            source, NameOf(call), method.Name, $"the source of its rule '{rule.Title}' is in another assembly", "write a rule for it in this project"));
        if (shape.IsPullback)
            return CallExternal(call, new ExternalPullback(TextOf(derivative), shape.TakesResult, ReturnsValue: false, shape.Differentiated, source.Name));
        int item = 0;
        EquatableArray<int> items = shape.Differentiated.Select(isDifferentiated => isDifferentiated ? ++item : 0).ToEquatableArray();
        var partials = new UserRule(source.Name, rule.Method.Name, TextOf(derivative), shape.TakesResult, items);
        Expression[] arguments = LowerArguments(call.Arguments);
        string id = FunctionSource.Callee(method, _source.TypeArguments).Name;
        return new Apply(id, arguments.ToEquatableArray(), LowerType(call.Type)!, External: new ExternalFunction(method.Name, TextOf(method), partials));
    }

    private Expression LowerForeign(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        IMethodSymbol definition = method.OriginalDefinition;
        if (Types.Lower(definition.ReturnType) is not RealType real)
            return RefuseExternal(call, Ids.ForeignParameters, method.Name, $"returns '{Types.Display(method.ReturnType)}'");
        if (ExternalParameters.Obstacle(definition, real) is { } parameter)
            return RefuseExternal(call, Ids.ForeignParameters, method.Name, $"has the parameter '{Types.Display(parameter.Type)} {parameter.Name}'");
        if (ForeignPullbacks.Find(definition, real) is not { } pullback)
            return RefuseExternal(call, Ids.NoPullback, method.Name, method.ContainingAssembly.Name);
        IMethodSymbol applied = AppliedAs(pullback, method);
        NoteImplied(applied, call);
        EquatableArray<bool> differentiated = definition.Parameters.Select(candidate => ExternalParameters.IsDifferentiated(candidate, real)).ToEquatableArray();
        IMethodSymbol? product = ForeignPullbacks.FindHessianVectorProduct(definition, real);
        if (product is null)
        {
            string missing = $"there is no '{method.Name}HessianVectorProduct' in '{method.ContainingAssembly.Name}'";
            _externals.Add(new ExternalSite(null, NameOf(call), method.Name, missing, "ask for Derivatives.HessianVectorProduct at the method"));
        }

        string? productText = product is null ? null : TextOf(AppliedAs(product, method));
        return CallExternal(call, new ExternalPullback(TextOf(applied), TakesResult: false, ReturnsValue: true, differentiated, HessianVectorProduct: productText));
    }

    /// <summary>The function is called in a statement of its own. No derivative flows into what has no accumulator.</summary>
    private Expression CallExternal(IInvocationOperation call, ExternalPullback pullback)
    {
        IMethodSymbol method = call.TargetMethod;
        Expression[] arguments =
        [
            .. LowerArguments(call.Arguments)
                .Select((argument, i) => pullback.Differentiated[i] || !IsReal(argument.Type) ? argument : Stopped(argument)),
        ];
        var result = (Use)ResultOf(method, LowerType(call.Type)!);
        _block.Add(new Call(
            [result.Variable],
            FunctionSource.Callee(method, _source.TypeArguments).Name,
            arguments.ToEquatableArray(),
            arguments.Select(_ => false).ToEquatableArray(),
            External: new ExternalFunction(method.Name, TextOf(method), Pullback: pullback)));
        return result;
    }

    private static Apply Stopped(Expression argument) => new(FunctionNames.Stop, [argument], argument.Type);

    private Expression RefuseExternal(IInvocationOperation call, string id, params string[] arguments)
    {
        LowerArguments(call.Arguments);
        Report(id, NameOf(call), arguments);
        return Placeholder(call.Type);
    }

    /// <summary>Generated code is going to mention the method, and the function too, wherever the call stands.</summary>
    private void NoteImplied(IMethodSymbol method, IInvocationOperation call)
    {
        _accesses.Add(new Access(call.TargetMethod, NameOf(call), call.TargetMethod.Name));
        _accesses.Add(new Access(method, NameOf(call), method.Name, IsImplied: true));
    }

    /// <summary>A member beside the function, with the function's type arguments.</summary>
    private static IMethodSymbol AppliedAs(IMethodSymbol member, IMethodSymbol function)
    {
        IMethodSymbol applied = function.ContainingType.GetMembers(member.Name).OfType<IMethodSymbol>()
            .First(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, member.OriginalDefinition));
        return applied.Arity == 0 ? applied : applied.Construct([.. function.TypeArguments]);
    }

    /// <summary>The static method as C# text, with the type arguments that it has for this caller.</summary>
    private string TextOf(IMethodSymbol method)
    {
        IEnumerable<string> arguments = method.TypeArguments.Select(type => Types.Text(_source.TypeArguments.Apply(type)));
        string list = method.Arity == 0 ? "" : $"<{string.Join(", ", arguments)}>";
        return $"{Types.Text(_source.TypeArguments.Apply(method.ContainingType))}.{TypeShells.Escape(method.Name)}{list}";
    }
}
