using AutoGradLinear.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Which diagnostic speaks of an expression that has no place in the language.</summary>
internal static class RefusedOperations
{
    public static string IdOf(IOperation operation) => operation switch
    {
        IIsTypeOperation => Ids.Switches,
        IDelegateCreationOperation or IAnonymousFunctionOperation or IMethodReferenceOperation => Ids.Delegates,
        IThrowOperation => Ids.Exceptions,
        IAwaitOperation => Ids.AsyncAndIterators,
        IArrayCreationOperation or ICollectionExpressionOperation => Ids.ScratchArrays,
        IAnonymousObjectCreationOperation or ITypeParameterObjectCreationOperation => Ids.Objects,
        ICoalesceOperation or ICoalesceAssignmentOperation or IConditionalAccessOperation => Ids.Nullables,
        ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } => Ids.Nullables,
        ILiteralOperation { Type.SpecialType: SpecialType.System_String } or IInterpolatedStringOperation or INameOfOperation => Ids.Strings,
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation => Ids.Dynamic,
        IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation => Ids.Dynamic,
        IAddressOfOperation => Ids.UnsafeCode,
        ITranslatedQueryOperation => Ids.Linq,
        IDeclarationExpressionOperation => Ids.References,
        ILiteralOperation { Type: { } type } => RefusedTypes.IdOf(type),
        _ => RefusedSyntax.IdOf(operation.Syntax),
    };
}

/// <summary>The same where Roslyn's operations say nothing and syntax has to.</summary>
internal static class RefusedSyntax
{
    public static string IdOf(SyntaxNode syntax) => syntax switch
    {
        StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax => Ids.ScratchArrays,
        FixedStatementSyntax or UnsafeStatementSyntax or PrefixUnaryExpressionSyntax or ElementAccessExpressionSyntax => Ids.UnsafeCode,
        RefExpressionSyntax => Ids.References,
        QueryExpressionSyntax => Ids.Linq,
        _ => Ids.Unsupported,
    };
}

/// <summary>Which diagnostic speaks of a type that has no place in the language.</summary>
internal static class RefusedTypes
{
    public static string IdOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String or SpecialType.System_Char } => Ids.Strings,
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => Ids.Nullables,
        { IsTupleType: true } => Ids.Tuples,
        { TypeKind: TypeKind.Delegate } => Ids.Delegates,
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } => Ids.UnsafeCode,
        { TypeKind: TypeKind.Dynamic } => Ids.Dynamic,
        IArrayTypeSymbol { Rank: 1, ElementType: not IArrayTypeSymbol } => Ids.UnsupportedTypes,
        IArrayTypeSymbol => Ids.MultiDimensional,
        _ => Ids.UnsupportedTypes,
    };
}
