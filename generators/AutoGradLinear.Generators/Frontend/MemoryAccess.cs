using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Whether code reads or writes elements, or calls something that may.</summary>
internal static class MemoryAccess
{
    public static bool Reads(IOperation operation)
        => operation.DescendantsAndSelf().Any(inner => IsElement(inner) || Calls(inner, isWrite: false));

    public static bool Writes(IOperation operation) => operation.DescendantsAndSelf().Any(inner => inner switch
    {
        IAssignmentOperation assignment => IsElementIn(assignment.Target),
        IIncrementOrDecrementOperation increment => IsElementIn(increment.Target),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => IsElementIn(argument.Value),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } => true,
        _ => Calls(inner, isWrite: true),
    });

    /// <summary>Whether it runs code that gets hold of memory through its arguments or, as a local function, by itself.</summary>
    private static bool Calls(IOperation operation, bool isWrite) => operation switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } => true,
        IInvocationOperation { TargetMethod: { Name: "GetLength" or "GetUpperBound", ContainingType.SpecialType: SpecialType.System_Array } } => false,
        IInvocationOperation call
            => MayHold(call.Instance?.Type, isWrite) || call.Arguments.Any(argument => MayHold(argument.Value.Type, isWrite)),
        IObjectCreationOperation creation => creation.Arguments.Any(argument => MayHold(argument.Value.Type, isWrite)),
        IPropertyReferenceOperation { Property: { IsIndexer: false, Name: not ("Length" or "IsEmpty") }, Instance.Type: { } type }
            => MayHold(type, isWrite),
        IBinaryOperation { OperatorMethod: { } method } binary
            => !method.IsIn("System") && (MayHold(binary.LeftOperand.Type, isWrite) || MayHold(binary.RightOperand.Type, isWrite)),
        _ => false,
    };

    /// <summary>Whether a value of the type names memory, or holds something that does.</summary>
    private static bool MayHold(ITypeSymbol? type, bool isWrite) => type switch
    {
        null => false,
        IArrayTypeSymbol => true,
        { SpecialType: not SpecialType.None } or { TypeKind: TypeKind.Enum or TypeKind.TypeParameter } => false,
        _ => !(isWrite && type.Is("System", "ReadOnlySpan", 1)),
    };

    private static bool IsElementIn(IOperation target)
        => target.DescendantsAndSelf().Any(inner => IsElement(inner) || inner is ILocalReferenceOperation { Local.IsRef: true });

    private static bool IsElement(IOperation operation)
        => operation is IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation
            or IPropertyReferenceOperation { Property.IsIndexer: true };
}
