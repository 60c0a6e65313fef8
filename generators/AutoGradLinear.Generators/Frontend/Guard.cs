using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>
/// Keeps an error in the generator to the declaration that brings it to light: it becomes a diagnostic that names the declaration,
/// and all others are generated as ever.
/// </summary>
internal static class Guard
{
    /// <summary>Generated code uses collection expressions and keeps <c>ref readonly</c> parameters; C# 12 has both.</summary>
    public const LanguageVersion Oldest = LanguageVersion.CSharp12;

    public static Lowered<T> Lower<T>(
        GeneratorAttributeSyntaxContext context,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, Lowered<T>> lower,
        CancellationToken cancellationToken)
        where T : class, IEquatable<T>
    {
        if (context.TargetNode.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < Oldest } options)
            return Refused<T>(context, Ids.LanguageVersion, options.LanguageVersion.ToDisplayString());
        try
        {
            return lower(context, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Refused<T>(context, Ids.InternalError, Describe(exception));
        }
    }

    public static Draft<TResult> Run<T, TResult>(Draft<T> draft, Func<Draft<T>, Draft<TResult>> step)
        where T : class, IEquatable<T>
        where TResult : class, IEquatable<TResult>
    {
        try
        {
            return step(draft);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            (string function, Place place) = draft.Value switch
            {
                Target target => (target.Module.Entry.Name, target.NamePlace),
                Unit unit => (unit.Target.Module.Entry.Name, unit.Target.NamePlace),
                _ => ("", default),
            };
            var finding = new Finding(Ids.InternalError, function, place, [function, Describe(exception)]);
            return new Draft<TResult>(draft.Key, null, [.. draft.Findings, finding]);
        }
    }

    private static Lowered<T> Refused<T>(GeneratorAttributeSyntaxContext context, string id, string reason)
        where T : class, IEquatable<T>
    {
        string name = context.TargetSymbol.Name;
        var report = new ShapeReport();
        report.Add(id, ShapeReport.IdentifierOf(context.TargetNode), name, reason);
        return new Lowered<T>(
            new Draft<T>($"{id} {context.TargetSymbol.ToDisplayString()}", null, report.Findings.ToEquatableArray()),
            report.Origins.ToEquatableArray());
    }

    /// <summary>The message on one line, and where it comes from: what a report needs.</summary>
    private static string Describe(Exception exception)
    {
        string where = (exception.StackTrace ?? "").Split('\n')[0].Trim();
        return $"{exception.GetType().Name}: {exception.Message.Replace('\n', ' ').Replace('\r', ' ')} {where}";
    }
}
