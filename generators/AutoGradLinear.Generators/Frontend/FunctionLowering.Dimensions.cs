using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Arrays of several dimensions and tensor spans: elements by several indices, and lengths by dimension.</summary>
internal sealed partial class FunctionLowering
{
    private static bool IsOfDimensions(IrType? type) => type is ArrayType { Rank: > 1 };

    /// <summary><c>m[i, j]</c></summary>
    private Expression LowerElementOfDimensions(IOperation element, IOperation instance, IReadOnlyList<IOperation> indices)
    {
        // A tensor span takes its indices as a list of nint.
        IReadOnlyList<IOperation> positions = indices.Count == 1 && Unwidened(indices[0]) is ICollectionExpressionOperation list
            ? list.Elements
            : indices;
        Expression[] operands = LowerInOrder([instance, .. positions.Select(Unwidened)]);
        if (operands[0].Type is not ArrayType array)
            return Placeholder(element.Type);
        for (int i = 1; i < operands.Length; i++)
        {
            if (operands[i].Type != IrType.Int)
                return RefuseIndex(element, positions[i - 1]);
        }

        if (array.Kind == ArrayKind.Array && operands.Length - 1 != array.Rank)
            return Refuse(element, Ids.MultiDimensional);
        return new Element(operands[0], new Indices(operands.Skip(1).ToEquatableArray()));
    }

    /// <summary>The operand behind implicit conversions to wider integers or to a span.</summary>
    private static IOperation Unwidened(IOperation operation)
        => operation is IConversionOperation { IsImplicit: true } conversion ? Unwidened(conversion.Operand) : operation;

    /// <summary><c>m.GetLength(d)</c>, <c>m.GetUpperBound(d)</c>; null where the call is another.</summary>
    private Expression? LowerDimensionCall(IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType.SpecialType != SpecialType.System_Array || call.Instance is not { } instance
            || call.TargetMethod.Name is not ("GetLength" or "GetUpperBound") || LowerType(instance.Type) is not ArrayType type)
            return null;
        if (call.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: int dimension }
            || dimension < 0 || dimension >= type.Rank)
            return Refuse(call, Ids.MultiDimensional);
        Expression array = LowerValue(instance);
        Expression length = new Length(array, dimension);
        return call.TargetMethod.Name == "GetLength" ? length : new Binary(BinaryOperator.Subtract, length, Int(1));
    }

    /// <summary>
    /// <c>m.Length</c> of an array of several dimensions: the number of its elements; null where the property is another.
    /// </summary>
    private Expression? LowerDimensionProperty(IPropertyReferenceOperation property)
    {
        if (property.Instance is not { } instance || LowerType(instance.Type) is not ArrayType { Rank: > 1, Kind: ArrayKind.Array } type)
            return null;
        if (property.Property.Name == "Rank")
        {
            LowerValue(instance);
            return Int(type.Rank);
        }

        if (property.Property.Name != "Length")
            return null;
        Expression array = Atomic(LowerValue(instance), "array");
        return Enumerable.Range(1, type.Rank - 1).Aggregate(
            (Expression)new Length(array, 0),
            (product, dimension) => new Binary(BinaryOperator.Multiply, product, new Length(array, dimension)));
    }

    /// <summary><c>t.Lengths[d]</c> of a tensor span; null where the element is another.</summary>
    private Expression? LowerTensorLength(IOperation element, IOperation? instance, IReadOnlyList<IOperation> indices)
    {
        if (instance is not IPropertyReferenceOperation { Property.Name: "Lengths", Instance: { } tensor }
            || LowerType(tensor.Type) is not ArrayType { Kind: ArrayKind.ReadOnlyTensorSpan or ArrayKind.TensorSpan })
            return null;
        if (indices.Count != 1 || indices[0].ConstantValue is not { HasValue: true, Value: int dimension } || dimension < 0
            || LowerType(element.Type) is not { } type)
            return Refuse(element, Ids.MultiDimensional);
        return new IR.Convert(new Length(LowerValue(tensor), dimension), type);
    }
}
