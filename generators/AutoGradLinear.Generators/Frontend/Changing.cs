using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Which methods of structs change their object. Lives as long as its compilation.</summary>
internal sealed class Changing
{
    private static readonly ConditionalWeakTable<Compilation, Changing> Caches = new();

    private readonly ConcurrentDictionary<ISymbol, bool> _methods = new(SymbolEqualityComparer.Default);

    public static Changing Of(Compilation compilation) => Caches.GetValue(compilation, _ => new Changing());

    /// <summary>Whether the method assigns to a member of its object, or calls a method that does.</summary>
    public bool MayChange(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
        => MayChange(method.OriginalDefinition, compilation, new HashSet<ISymbol>(SymbolEqualityComparer.Default), cancellationToken);

    private bool MayChange(IMethodSymbol method, Compilation compilation, HashSet<ISymbol> active, CancellationToken cancellationToken)
    {
        if (_methods.TryGetValue(method, out bool known))
            return known;

        // A method that is being looked at changes what the rest of it changes.
        if (!active.Add(method))
            return false;
        bool result = method.DeclaringSyntaxReferences.Length == 0;
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellationToken);
            IOperation? body = compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellationToken);
            result |= body is not null && body.DescendantsAndSelf().Any(operation => Changes(operation, method, compilation, active, cancellationToken));
        }

        active.Remove(method);
        if (active.Count == 0 || result)
            _methods[method] = result;
        return result;
    }

    private bool Changes(IOperation operation, IMethodSymbol method, Compilation compilation, HashSet<ISymbol> active, CancellationToken cancellationToken)
    {
        (IOperation? instance, IMethodSymbol? callee) = operation switch
        {
            IInvocationOperation call => (call.Instance, call.TargetMethod),
            IPropertyReferenceOperation property => (property.Instance, property.Property.GetMethod),
            _ => (null, null),
        };
        bool isCallee = instance is not null && callee is { IsReadOnly: false, ContainingType.IsValueType: true } && IsOfObject(instance, method);
        if (isCallee && MayChange(callee!.OriginalDefinition, compilation, active, cancellationToken))
            return true;
        return AssignedSymbols.TargetOf(operation) is { } target && Targets(target).Any(part => IsOfObject(part, method));
    }

    private static IEnumerable<IOperation> Targets(IOperation target) => target is ITupleOperation tuple ? tuple.Elements.SelectMany(Targets) : [target];

    /// <summary>Whether it is the method's object, or a part of it.</summary>
    private static bool IsOfObject(IOperation operation, IMethodSymbol method) => operation switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
        IParenthesizedOperation parenthesized => IsOfObject(parenthesized.Operand, method),
        IFieldReferenceOperation { Instance: { } instance } => IsOfObject(instance, method),
        IPropertyReferenceOperation { Instance: { } instance } => IsOfObject(instance, method),
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor }
            => !SymbolEqualityComparer.Default.Equals(constructor, method),
        _ => false,
    };
}
