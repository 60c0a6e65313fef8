using System.Collections.Immutable;
using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.Emission;
using AutoGradLinear.Generators.Frontend;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGradLinear.Generators;

/// <summary>
/// The wiring: <c>Lower</c> → <c>Link</c> → <c>Differentiate</c> → <c>Print</c> → source, and a second output for diagnostics.
/// <c>Lower</c> runs on every edit; what comes after it are pure functions of value-equal data that run only when that data changes.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class AutoGradGenerator : IIncrementalGenerator
{
    private readonly Func<Target, CancellationToken, Unit> _differentiate;

    /// <summary>The generator as compilers run it.</summary>
    public AutoGradGenerator()
        : this(Compiler.Differentiate)
    {
    }

    /// <summary>With something else in the place of the rooms behind <c>Link</c>: tests put there what fails.</summary>
    internal AutoGradGenerator(Func<Target, CancellationToken, Unit> differentiate) => _differentiate = differentiate;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        AddDerivatives(context, KnownNames.Differentiable, (_, _) => true, FunctionTargets.Lower);
        AddDerivatives(context, KnownNames.Loss, IsType, LossTargets.LowerLoss);
        AddDerivatives(context, KnownNames.Penalty, IsType, LossTargets.LowerPenalty);
        AddClassifiers(context);
        AddRules(context);
    }

    private static bool IsType(SyntaxNode node, CancellationToken cancellationToken) => node is TypeDeclarationSyntax;

    private void AddDerivatives(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<SyntaxNode, CancellationToken, bool> predicate,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, Lowered<Target>> lower)
    {
        IncrementalValuesProvider<Lowered<Target>> lowered = context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, predicate, (syntax, token) => Guard.Lower(syntax, lower, token))
            .WithTrackingName("Lower");
        IncrementalValuesProvider<Draft<Unit>> units = lowered
            .Select((item, _) => item.Draft)
            .Select((draft, _) => Guard.Run(draft, Link.Run))
            .WithTrackingName("Link")
            .Select((draft, token) => Guard.Run(draft, linked => Differentiate(linked, token)))
            .WithTrackingName("Differentiate");
        IncrementalValuesProvider<Draft<GeneratedFile>> files = units
            .Select((draft, _) => Guard.Run(draft, Print))
            .WithTrackingName("Print");
        AddOutputs(context, files, lowered.Select((item, _) => new Origins(item.Draft.Key, item.Origins)));
    }

    private static void AddClassifiers(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Lowered<ClassifierTarget>> lowered = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.LinearClassifier, IsType, (syntax, token) => Guard.Lower(syntax, ClassifierTargets.Lower, token))
            .WithTrackingName("Lower");
        IncrementalValuesProvider<Draft<GeneratedFile>> files = lowered
            .Select((item, _) => item.Draft)
            .Select((draft, _) => Guard.Run(draft, PrintClassifier))
            .WithTrackingName("Print");
        AddOutputs(context, files, lowered.Select((item, _) => new Origins(item.Draft.Key, item.Origins)));
    }

    /// <summary>Rules are looked up where the functions are called; here they are only checked.</summary>
    private static void AddRules(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Lowered<GeneratedFile>> checks = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.DerivativeOf, (_, _) => true, (syntax, token) => Guard.Lower(syntax, RuleTargets.Check, token))
            .WithTrackingName("Lower");
        AddOutputs(context, checks.Select((item, _) => item.Draft), checks.Select((item, _) => new Origins(item.Draft.Key, item.Origins)));
    }

    private Draft<Unit> Differentiate(Draft<Target> draft, CancellationToken cancellationToken)
    {
        if (draft.Value is not { } target)
            return new Draft<Unit>(draft.Key, null, draft.Findings);
        Unit unit = _differentiate(target, cancellationToken);
        return new Draft<Unit>(draft.Key, unit, [.. draft.Findings, .. unit.Findings]);
    }

    private static Draft<GeneratedFile> Print(Draft<Unit> draft)
    {
        if (draft.Value is not { } unit)
            return new Draft<GeneratedFile>(draft.Key, null, draft.Findings);
        MethodShell method = unit.Target.Method;
        string name = $"{unit.Target.Type.HintName}.{method.Name.TrimStart('@')}{method.OverloadSuffix}.g.cs";
        return new Draft<GeneratedFile>(draft.Key, new GeneratedFile(name, UnitWriter.Write(unit)), draft.Findings);
    }

    private static Draft<GeneratedFile> PrintClassifier(Draft<ClassifierTarget> draft)
        => new(
            draft.Key,
            draft.Value is { } target ? new GeneratedFile($"{target.Type.HintName}.g.cs", ClassifierWriter.Write(target)) : null,
            draft.Findings);

    private static void AddOutputs(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<Draft<GeneratedFile>> files,
        IncrementalValuesProvider<Origins> origins)
    {
        context.RegisterSourceOutput(
            files.Select((draft, _) => draft.Value),
            (output, file) =>
            {
                if (file is not null)
                    output.AddSource(file.HintName, file.Text);
            });

        IncrementalValueProvider<ImmutableArray<Reported>> findings = files
            .Where(draft => !draft.Findings.IsEmpty)
            .Select((draft, _) => new Reported(draft.Key, draft.Findings))
            .Collect();
        context.RegisterSourceOutput(
            findings.Combine(origins.Collect()).Combine(context.CompilationProvider),
            (output, input) => DiagnosticsOutput.Report(input.Left.Left, input.Left.Right, input.Right, output.ReportDiagnostic));
    }
}

/// <summary>A file to be added to the compilation.</summary>
internal sealed record GeneratedFile(string HintName, string Text);
