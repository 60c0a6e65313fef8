using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

internal sealed partial class FunctionLowering
{
    private Expression LowerElement(IOperation element, IOperation? instance, IEnumerable<IOperation> indices)
    {
        IOperation[] list = [.. indices];
        if (instance is not null && LowerIndexer(element, instance) is { } indexed)
            return indexed;
        if (LowerTensorLength(element, instance, list) is { } length)
            return length;
        if (instance is not null && IsOfDimensions(LowerType(instance.Type)))
            return LowerElementOfDimensions(element, instance, list);
        if (instance is null || list.Length != 1)
            return Refuse(element, Ids.MultiDimensional);
        if (LowerType(instance.Type) is not ArrayType)
            return RefuseRow(element, instance);

        IOperation index = Unwrap(list[0]);
        if (index is IRangeOperation range)
            return LowerRange(element, instance, range);
        if (index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat)
        {
            Expression[] fromEnd = LowerInOrder(instance, hat.Operand);
            if (fromEnd[0].Type is not ArrayType || fromEnd[1].Type != IrType.Int)
                return Placeholder(element.Type);
            Expression row = Atomic(fromEnd[0], "row");
            return new Element(row, new Binary(BinaryOperator.Subtract, new Length(row), fromEnd[1]));
        }

        Expression[] operands = LowerInOrder(instance, index);
        if (operands[0].Type is not ArrayType)
            return Placeholder(element.Type);
        return operands[1].Type == IrType.Int
            ? new Element(operands[0], operands[1])
            : RefuseIndex(element, index);
    }

    /// <summary>An index that is written as a number is that number, although C# makes a <c>System.Index</c> of it.</summary>
    private static IOperation Unwrap(IOperation index)
        => index is IConversionOperation { Type: { } type } conversion && type.Is("System", "Index", 0) ? conversion.Operand : index;

    private Expression RefuseIndex(IOperation element, IOperation index)
    {
        if (index.Type is { } type)
            Report(Ids.IndexTypes, index, Excerpt(index.Syntax), Types.Display(type));
        return Placeholder(element.Type);
    }

    /// <summary>Locals and parameters of a type outside the language have been reported where they are declared.</summary>
    private Expression RefuseRow(IOperation element, IOperation instance)
    {
        if (AssignedSymbols.SymbolOf(instance) is not { } symbol || _variables.ContainsKey(symbol) || _bundles.ContainsKey(symbol))
            RefuseType(instance.Type, instance);
        return Placeholder(element.Type);
    }

    /// <summary><c>Length</c> and <c>IsEmpty</c> of a row; null where the property is another.</summary>
    private Expression? LowerRowProperty(IPropertyReferenceOperation property)
    {
        if (property is { Instance: null, Property.Name: "Empty" } && LowerType(property.Property.ContainingType) is ArrayType empty)
            return EmptyRow(empty);
        if (LowerDimensionProperty(property) is { } ofDimensions)
            return ofDimensions;
        bool isKnown = property.Property.Name is "Length" or "IsEmpty";
        if (!isKnown || property.Instance is not { } instance || LowerType(instance.Type) is not ArrayType { Rank: 1 })
            return null;
        Expression array = LowerValue(instance);
        if (array.Type is not ArrayType)
            return Placeholder(property.Type);
        Expression length = new Length(array);
        return property.Property.Name == "Length" ? length : new Binary(BinaryOperator.Equal, length, new IntegerLiteral(0, IrType.Int));
    }
}
