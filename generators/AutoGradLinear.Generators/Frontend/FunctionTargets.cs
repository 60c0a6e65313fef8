using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Makes targets of methods with <c>[Differentiable]</c>.</summary>
internal static class FunctionTargets
{
    public static Lowered<Target> Lower(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        var report = new ShapeReport();
        var builder = new TargetBuilder(FunctionSource.DocumentationId(method), context.SemanticModel.Compilation, report, cancellationToken);
        if (CheckDeclaration(method, context.TargetNode, report) is not { } syntax)
            return builder.Refused();
        CheckMethod(method, syntax, report, cancellationToken);
        if (builder.IsBroken(method))
            return builder.Broken();
        WantedMembers wanted = WantedBy(context.Attributes);
        CheckWanted(method, syntax, wanted, report);
        if (method.ReturnsVoid || MethodShells.IsVisibleOutside(method))
            wanted |= WantedMembers.Pullback;
        CheckSignature(method, syntax, wanted, report, context.SemanticModel.Compilation);
        return builder.Build(TargetKind.Function, method, wanted, context.Attributes, null, null, entry => entry);
    }

    /// <summary>Reports what can be seen without the signature and the body; null where those are not to be looked at.</summary>
    public static MethodDeclarationSyntax? CheckDeclaration(IMethodSymbol method, SyntaxNode node, ShapeReport report)
    {
        if (node is not MethodDeclarationSyntax syntax || method.MethodKind != MethodKind.Ordinary
            || method.ContainingType.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            report.Add(Ids.NotAnOrdinaryMethod, ShapeReport.IdentifierOf(node), method.Name);
            return null;
        }

        TypeShells.Check(syntax, report);
        return syntax;
    }

    private static WantedMembers WantedBy(IEnumerable<AttributeData> attributes)
        => attributes.Aggregate(WantedMembers.None, (sum, attribute) => attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value is int flags
            ? sum | (WantedMembers)flags
            : sum);

    /// <summary>Second derivatives are those of a number, a Jacobian is that of spans.</summary>
    private static void CheckWanted(IMethodSymbol method, MethodDeclarationSyntax syntax, WantedMembers wanted, ShapeReport report)
    {
        WantedMembers misplaced = wanted & (method.ReturnsVoid ? WantedMembers.SecondOrder | WantedMembers.Value : WantedMembers.Jacobian);
        foreach (WantedMembers member in GeneratedMemberNames.Each(misplaced))
            report.Add(Ids.MisplacedMember, syntax.Identifier, method.Name, member.ToString());
    }

    private static void CheckMethod(IMethodSymbol method, MethodDeclarationSyntax syntax, ShapeReport report, CancellationToken cancellationToken)
    {
        IMethodSymbol definition = method.PartialImplementationPart ?? method;
        bool hasBody = definition.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellationToken))
            .Any(node => node is MethodDeclarationSyntax { Body: not null } or MethodDeclarationSyntax { ExpressionBody: not null });
        if (!hasBody)
            report.Add(Ids.NoBody, syntax.Identifier, method.Name);
        else if (method.IsAsync || definition.IsAsync || ContainsYield(syntax))
            report.Add(Ids.AsyncOrIterator, syntax.Identifier, method.Name);
    }

    private static bool ContainsYield(MethodDeclarationSyntax syntax)
        => syntax.Body is { } body
            && body.DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
                .OfType<YieldStatementSyntax>()
                .Any();

    private static void CheckSignature(IMethodSymbol method, MethodDeclarationSyntax syntax, WantedMembers wanted, ShapeReport report, Compilation compilation)
    {
        CheckResult(method, syntax, report);
        IrType? result = FunctionResults.RealOf(method);
        IReadOnlyList<IParameterSymbol> spans = FunctionResults.SpansOf(method);
        var differentiated = new List<string>();
        bool isComplete = true;
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            IParameterSymbol parameter = method.Parameters[i];
            ParameterSyntax parameterSyntax = syntax.ParameterList.Parameters[i];
            IrType? type = Types.Lower(parameter.Type);
            AggregateType? shape = Aggregates.Of(parameter.Type, compilation.Assembly);
            isComplete &= type is not null || shape is not null;
            if (parameter.RefKind is RefKind.Ref or RefKind.Out)
            {
                SyntaxToken modifier = ModifierOf(parameterSyntax);
                report.Add(Ids.ParameterModifier, modifier, parameter.Name, modifier.ValueText);
            }

            if (shape is not null)
                CheckStruct(method, parameter, parameterSyntax, shape, result, differentiated, report, compilation);
            else if (type is null && Aggregates.Obstacle(parameter.Type, compilation.Assembly) is { } obstacle)
                report.Add(Ids.MemberTypes, (SyntaxNode?)parameterSyntax.Type ?? parameterSyntax, Types.Display(parameter.Type), obstacle.Name, Types.Display(obstacle.Type));
            else if (type is null)
                report.Add(Ids.ParameterType, (SyntaxNode?)parameterSyntax.Type ?? parameterSyntax, parameter.Name, Types.Display(parameter.Type));
            else if (!spans.Contains(parameter, SymbolEqualityComparer.Default) && FunctionLowering.IsDifferentiated(parameter, type, result))
                differentiated.Add(parameter.Name);
        }

        if (differentiated.Count == 0 && isComplete && result is RealType)
            report.Add(Ids.NothingToDifferentiate, syntax.Identifier, method.Name, Types.Display(method.ReturnType));
        CheckClashes(method, syntax, differentiated, wanted, report);
    }

    private static void CheckStruct(
        IMethodSymbol method,
        IParameterSymbol parameter,
        ParameterSyntax syntax,
        AggregateType shape,
        IrType? result,
        List<string> differentiated,
        ShapeReport report,
        Compilation compilation)
    {
        SyntaxNode where = (SyntaxNode?)syntax.Type ?? syntax;
        var constructions = new Constructions(method.ContainingType, compilation);
        bool isDifferentiated = shape.Leaves.Any(leaf => FunctionLowering.IsDifferentiated(parameter, leaf, result));
        int array = shape.Leaves.ToList().FindIndex(leaf => leaf is ArrayType);
        if (array >= 0)
            report.Add(Ids.ArrayMember, where, parameter.Name, shape.Paths[array]);
        else if (!constructions.CanRead(shape) || (isDifferentiated && constructions.Of(shape) is null))
            report.Add(Ids.Unmakable, where, Types.Display(parameter.Type));
        if (isDifferentiated)
            differentiated.Add(parameter.Name);
    }

    private static void CheckResult(IMethodSymbol method, MethodDeclarationSyntax syntax, ShapeReport report)
    {
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            report.Add(Ids.ReferenceResult, syntax.ReturnType.GetFirstToken(), method.Name);
        else if (method.ReturnsVoid && FunctionResults.SpansOf(method).Count == 0)
            report.Add(Ids.VoidResult, syntax.ReturnType, method.Name);
        else if (!method.ReturnsVoid && !method.IsAsync && !ContainsYield(syntax) && Types.Lower(method.ReturnType) is not RealType)
            report.Add(Ids.ResultType, syntax.ReturnType, method.Name, Types.Display(method.ReturnType));
    }

    private static SyntaxToken ModifierOf(ParameterSyntax parameter)
        => parameter.Modifiers.FirstOrDefault(token => token.IsKind(SyntaxKind.RefKeyword) || token.IsKind(SyntaxKind.OutKeyword));

    private static void CheckClashes(IMethodSymbol method, MethodDeclarationSyntax syntax, List<string> differentiated, WantedMembers wanted, ShapeReport report)
    {
        foreach (string name in GeneratedMemberNames.EndingsOf(wanted, hasResult: !method.ReturnsVoid).Select(ending => method.Name + ending))
        {
            if (!method.ContainingType.GetMembers(name).IsEmpty)
                report.Add(Ids.MemberClash, syntax.Identifier, name, method.ContainingType.Name);
        }

        List<string> spans = [.. FunctionResults.SpansOf(method).Select(span => span.Name)];
        HashSet<string> generated = GeneratedMemberNames.ParametersOf(wanted, hasResult: !method.ReturnsVoid, differentiated, spans);
        foreach (ParameterSyntax parameter in syntax.ParameterList.Parameters)
        {
            // The adjoint of a parameter named 'result' would have the name of the adjoint of the result.
            bool isResult = (wanted & (WantedMembers.Pullback | WantedMembers.Pushforward)) != 0 && parameter.Identifier.ValueText == "result" && differentiated.Contains("result");
            if (isResult || generated.Contains(parameter.Identifier.ValueText))
                report.Add(Ids.ParameterClash, parameter.Identifier, parameter.Identifier.ValueText);
        }
    }
}
