using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>
/// The rules that hold in a compilation: its own, and those of types that a referenced assembly names with <c>[assembly:
/// DerivativeRules]</c>. Lives as long as its compilation.
/// </summary>
internal sealed class RuleTable
{
    private static readonly ConditionalWeakTable<Compilation, RuleTable> Tables = new();

    private readonly Dictionary<string, List<RuleDeclaration>> _own = [];
    private readonly Dictionary<string, List<RuleDeclaration>> _referenced = [];

    private RuleTable(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (IMethodSymbol method in MethodsOf(compilation, cancellationToken))
            Add(_own, method, compilation);
        foreach (IMethodSymbol method in compilation.SourceModule.ReferencedAssemblySymbols.Where(KnowsRuntime).SelectMany(RulesNamedBy))
            Add(_referenced, method, compilation);
    }

    public static RuleTable Of(Compilation compilation, CancellationToken cancellationToken)
        => Tables.GetValue(compilation, key => new RuleTable(key, cancellationToken));

    /// <summary>
    /// The rules of the function: those of the compilation itself, if there are any, go before those of others. More than one is one too
    /// many.
    /// </summary>
    public IReadOnlyList<RuleDeclaration> Find(IMethodSymbol function)
    {
        if (_own.Count == 0 && _referenced.Count == 0)
            return [];
        string id = FunctionSource.DocumentationId(function);
        if (!_own.TryGetValue(id, out List<RuleDeclaration>? rules) && !_referenced.TryGetValue(id, out rules))
            return [];

        // Types of one name may stand in several assemblies.
        return [.. rules.Where(rule => SymbolEqualityComparer.Default.Equals(rule.Function.ContainingAssembly, function.ContainingAssembly))];
    }

    private static void Add(Dictionary<string, List<RuleDeclaration>> rules, IMethodSymbol method, Compilation compilation)
    {
        if (RuleDeclaration.Read(method, compilation) is not { } rule)
            return;
        string id = FunctionSource.DocumentationId(rule.Function);
        if (!rules.TryGetValue(id, out List<RuleDeclaration>? list))
            rules.Add(id, list = []);
        list.Add(rule);
    }

    private static IEnumerable<IMethodSymbol> MethodsOf(Compilation compilation, CancellationToken cancellationToken)
        => compilation.SyntaxTrees
            .SelectMany(tree => RuleSyntax.CandidatesIn(tree, cancellationToken).Select(syntax => (tree, syntax)))
            .Select(candidate => compilation.GetSemanticModel(candidate.tree).GetDeclaredSymbol(candidate.syntax, cancellationToken) as IMethodSymbol)
            .OfType<IMethodSymbol>();

    private static bool KnowsRuntime(IAssemblySymbol assembly)
        => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(identity => identity.Name == KnownNames.Runtime));

    private static IEnumerable<IMethodSymbol> RulesNamedBy(IAssemblySymbol assembly)
        => assembly.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { Name: "DerivativeRulesAttribute" } type && type.IsIn(KnownNames.Runtime))
            .SelectMany(attribute => attribute.ConstructorArguments)
            .Where(argument => argument.Kind == TypedConstantKind.Array)
            .SelectMany(argument => argument.Values)
            .Select(value => value.Value)
            .OfType<INamedTypeSymbol>()
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>());
}
