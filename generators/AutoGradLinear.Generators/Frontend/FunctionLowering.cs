using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>
/// Lowers the body of one function to surface form. Expressions of the language have no side effects: those that C# allows inside expressions
/// become statements, and operands that were evaluated before them are kept in temporaries, in the order in which C# evaluates them.
/// What has no place in the language is reported, a literal stands for it, and lowering goes on, so that everything is reported at once.
/// </summary>
internal sealed partial class FunctionLowering
{
    private readonly Dictionary<ISymbol, Variable> _variables = new(SymbolEqualityComparer.Default);
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string, Place)> _reported = [];
    private readonly List<CallSite> _calls = [];
    private readonly List<Access> _accesses = [];
    private readonly FunctionSource _source;
    private readonly SemanticModel _model;
    private readonly SyntaxNode _declaration;
    private readonly Names _names;
    private readonly CancellationToken _cancellationToken;

    private List<Statement> _block = [];
    private bool _isBroken;
    private bool _hasUnassignedLocals;
    private bool _callsGenerated;
    private bool _reliesOnReport;

    private FunctionLowering(FunctionSource source, SemanticModel model, SyntaxNode declaration, CancellationToken cancellationToken)
    {
        _source = source;
        _model = model;
        _declaration = declaration;
        _names = new Names(declaration);
        _cancellationToken = cancellationToken;
    }

    /// <summary>Lowers the function, or returns null where it has no body in this compilation.</summary>
    public static LoweredFunction? Lower(FunctionSource source, Compilation compilation, CancellationToken cancellationToken)
    {
        if (source.Declaration(cancellationToken) is not { } declaration)
            return null;
        SemanticModel model = compilation.GetSemanticModel(declaration.SyntaxTree);
        IOperation? body = model.GetOperation(declaration, cancellationToken) switch
        {
            IMethodBodyOperation method => method.BlockBody ?? method.ExpressionBody,
            IBlockOperation block => block,
            IConstructorBodyOperation constructor => constructor,
            _ => null,
        };
        return body is null && source.Kind != FunctionKind.Constructor ? null : new FunctionLowering(source, model, declaration, cancellationToken).Run(body);
    }

    private LoweredFunction Run(IOperation? body)
    {
        var parameters = new List<Parameter>();
        bool isComplete = true;
        IrType? result = ResultType();
        IrType? real = FunctionResults.RealOf(_source.Method);
        IReadOnlyList<IParameterSymbol> spans = FunctionResults.SpansOf(_source.Method);
        DeclareThis(parameters);
        foreach (IParameterSymbol symbol in _source.Method.Parameters)
        {
            if (ShapeOf(symbol.Type) is { } shape)
            {
                DeclareParameters(symbol, shape, real, parameters);
                continue;
            }

            // A parameter of a type outside the language is reported by whoever declares or passes it.
            if (LowerType(symbol.Type) is not { } type)
            {
                _names.Declare(symbol.Name);
                isComplete = false;
                continue;
            }

            Variable variable = DeclareParameter(symbol, type);
            bool isResult = _source.IsEntry && spans.Contains(symbol, SymbolEqualityComparer.Default);
            bool isDifferentiated = _source.IsEntry ? !isResult && IsDifferentiated(symbol, type, real) : IsActiveInHelper(symbol, type);
            parameters.Add(OwnParameter(variable, symbol, isDifferentiated, isResult));
        }

        if (body is not null)
            FindAssignments(body);
        if (_source.Kind == FunctionKind.Constructor)
            LowerConstructor(body as IConstructorBodyOperation);
        else
            LowerBlock(((IBlockOperation)body!).Operations);
        if (HasObjectResult && !AlwaysReturns(_block.ToEquatableArray()))
            _block.Add(new Return(ObjectResults([])));
        IReadOnlyList<LocalFunction> localFunctions = LowerLocalFunctions();
        EquatableArray<Statement> statements = [.. _prologue, .. _block];
        if (!_isBroken && _findings.Count == 0 && (_hasUnassignedLocals || !(AlwaysReturns(statements) || _source.Method.ReturnsVoid)))
            _isBroken = HasErrors();

        // A call of a generated member is an error to the generator only.
        _isBroken &= !_callsGenerated;
        if (_reliesOnReport && isComplete && !_isBroken && _findings.Count == 0)
            Report(Ids.Unsupported, NamePlace(), _source.Method.Name);

        EquatableArray<Result> results = ResultsOf(result);
        var function = new Function(_source.Name, Form.Surface, parameters.ToEquatableArray(), results, statements);
        var origin = new Origin(_source.Name, _declaration.SyntaxTree.FilePath, _declaration.SpanStart);
        return new LoweredFunction(_source, function, origin, NamePlace(), _findings, _calls, _accesses, localFunctions, new MemoryUse(_writes, _scratch, _sites, _shared), _externals, _isBroken);
    }

    /// <summary>The default rule: what has the type of the result, alone or in a row, is differentiated.</summary>
    public static bool IsDifferentiated(IParameterSymbol symbol, IrType type, IrType? result)
    {
        IrType scalar = type is ArrayType array ? array.Scalar : type;
        return scalar is RealType && scalar == result && !symbol.HasAttribute("NoGradientAttribute");
    }

    private Variable DeclareParameter(IParameterSymbol symbol, IrType type)
    {
        // A function that stays one is called with memory of any kind.
        bool isAnyRow = !IsOfEntry(symbol) && type is ArrayType { Kind: ArrayKind.Array, Rank: 1, Element: not ArrayType };
        return _variables[symbol] = new Variable(_names.Declare(symbol.Name), isAnyRow ? (ArrayType)type with { Kind = ArrayKind.Span } : type);
    }

    /// <summary>Whether it is a parameter of the annotated method itself.</summary>
    private bool IsOfEntry(IParameterSymbol symbol) => _source.IsEntry && symbol.ContainingSymbol is IMethodSymbol { MethodKind: not MethodKind.LocalFunction };

    /// <summary>What a helper gets by reference is the caller's.</summary>
    private ParameterRole RoleOf(IParameterSymbol symbol) => IsReference(symbol) && !IsOfEntry(symbol) ? ParameterRole.Reference : ParameterRole.Input;

    /// <summary>Derivatives flow through every real argument of a followed function, unless it says otherwise.</summary>
    private static bool IsActiveInHelper(IParameterSymbol symbol, IrType type)
        => IsReal(type) && !symbol.HasAttribute("NoGradientAttribute");

    /// <summary>Whether the source of the symbol is in this compilation, and not in a project that an IDE shows in its stead.</summary>
    private bool IsHere(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _model.Compilation.Assembly);

    private IrType? LowerType(ITypeSymbol? type)
    {
        _isBroken |= Types.IsBroken(type);
        return Types.Lower(type, _source.TypeArguments);
    }

    private Place NamePlace()
        => _declaration is MethodDeclarationSyntax method ? PlaceOf(method.Identifier) : new Place(0, _declaration.Span.Length);

    private Place PlaceOf(SyntaxNode node) => new(node.SpanStart - _declaration.SpanStart, node.Span.Length);

    private Place PlaceOf(SyntaxToken token) => new(token.SpanStart - _declaration.SpanStart, token.Span.Length);

    private void Report(string id, Place place, params string[] arguments)
    {
        if (_reported.Add((id, place)))
            _findings.Add(new Finding(id, _source.Name, place, arguments.ToEquatableArray()));
    }

    private void Report(string id, IOperation operation, params string[] arguments)
    {
        Place place = operation.Syntax is VariableDeclaratorSyntax declarator ? PlaceOf(declarator.Identifier) : PlaceOf(operation.Syntax);
        Report(id, place, arguments.Length == 0 ? [Excerpt(operation.Syntax)] : arguments);
    }

    /// <summary>The beginning of the source text, on one line.</summary>
    private static string Excerpt(SyntaxNode node)
    {
        const int Limit = 40;
        string line = string.Join(" ", node.ToString().Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Limit ? line : line.Substring(0, Limit) + "…";
    }

    private Variable Temporary(string name, IrType type) => new(_names.Temporary(name), type);

    /// <summary>Lowers into a block of its own.</summary>
    private EquatableArray<Statement> Capture(Action lower)
    {
        List<Statement> outer = _block;
        _block = [];
        try
        {
            lower();
            return _block.ToEquatableArray();
        }
        finally
        {
            _block = outer;
        }
    }

    /// <summary>Flow analysis costs as much as binding; it is asked only where lowering itself cannot know.</summary>
    private bool HasErrors()
        => _model.GetDiagnostics(_declaration.Span, _cancellationToken).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static bool AlwaysReturns(EquatableArray<Statement> block)
        => block.Count > 0 && block[block.Count - 1] switch
        {
            Return => true,
            If @if => AlwaysReturns(@if.Then) && AlwaysReturns(@if.Else),
            _ => false,
        };
}
