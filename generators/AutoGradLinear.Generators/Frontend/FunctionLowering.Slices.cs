using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Slices, and the methods of spans and arrays that copy, clear and fill.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary><c>row[a..b]</c>: of a span the same memory, of an array a copy.</summary>
    private Expression LowerRange(IOperation element, IOperation instance, IRangeOperation range)
    {
        var operands = new List<IOperation> { instance };
        if (range.LeftOperand is not null)
            operands.Add(EndOf(range.LeftOperand).Operand);
        if (range.RightOperand is not null)
            operands.Add(EndOf(range.RightOperand).Operand);
        Expression[] values = LowerInOrder(operands);
        if (values[0].Type is not ArrayType { Rank: 1 })
            return Placeholder(element.Type);
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i].Type != IrType.Int)
                return RefuseIndex(element, operands[i]);
        }

        Expression row = Atomic(values[0], "row");
        Expression Position(IOperation end, Expression value)
            => EndOf(end).IsFromEnd ? new Binary(BinaryOperator.Subtract, new Length(row), value) : value;
        Expression from = range.LeftOperand is null ? Int(0) : Atomic(Position(range.LeftOperand, values[1]), "start");
        Expression to = range.RightOperand is null ? new Length(row) : Position(range.RightOperand, values[values.Length - 1]);
        var slice = new Slice(row, from, from is IntegerLiteral { Value: 0 } ? to : new Binary(BinaryOperator.Subtract, to, from));
        return instance.Type is IArrayTypeSymbol ? CopyOf(Keep(slice, "part"), element.Type, element) : slice;
    }

    /// <summary>An end of a range, or an index: a number, counted from the start or from the end.</summary>
    private static (IOperation Operand, bool IsFromEnd) EndOf(IOperation end)
        => Unwrap(end) is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat ? (hat.Operand, true) : (Unwrap(end), false);

    /// <summary>
    /// A method of spans or arrays; null where the call is another. A call without a result gives a value that nobody reads.
    /// </summary>
    private Expression? LowerRowCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        INamedTypeSymbol type = method.ContainingType;
        bool isSpan = type.Is("System", "Span", 1) || type.Is("System", "ReadOnlySpan", 1);
        if (LowerDimensionCall(call) is { } length)
            return length;
        if (!isSpan && !type.Is("System", "MemoryExtensions", 0) && type.SpecialType != SpecialType.System_Array)
            return null;
        IEnumerable<IOperation> arguments = call.Arguments.Select(argument => Unconverted(argument.Value));
        IOperation[] operands = call.Instance is null ? [.. arguments] : [call.Instance, .. arguments];
        string signature = $"{type.Name}.{method.Name}/{operands.Length}";
        if (signature == "Array.Empty/0")
            return LowerType(call.Type) is ArrayType empty ? EmptyRow(empty) : RefuseOfType(call);
        if (!RowCalls.Contains(signature))
            return null;
        Expression[] values = LowerInOrder(operands);
        if (values[0] is not { Type: ArrayType { Rank: 1, Element: not ArrayType } row })
            return values[0].Type is ArrayType ? RefuseCall(call, Ids.Slices) : Placeholder(call.Type);
        bool fits = signature switch
        {
            "Span.CopyTo/2" or "ReadOnlySpan.CopyTo/2" or "MemoryExtensions.CopyTo/2" or "Array.CopyTo/3" or "Array.Copy/3"
                => Fits(row, values[1].Type),
            "Span.Fill/2" or "Array.Fill/2" or "Array.Fill/4" => row.Element == values[1].Type,
            _ => true,
        };
        foreach (Expression index in values.Skip(method.Name is "Slice" or "AsSpan" ? 1 : 2))
            fits &= index.Type == IrType.Int;
        if (signature == "Array.CopyTo/3")
            fits &= values[2] is IntegerLiteral { Value: 0 };
        if (!fits)
            return RefuseCall(call, Ids.Slices);
        switch (method.Name)
        {
            case "AsSpan" when values.Length == 1:
                return values[0];
            case "Slice" or "AsSpan":
                return SliceOf(values[0], values[1], values.Length == 3 ? values[2] : null);
            case "ToArray":
                return CopyOf(values[0], call.Type, call);
            case "Copy":
            {
                Expression source = Atomic(values[0], "row");
                bool isWhole = values[2] is Length { Array: var counted } && counted.Equals(source);
                AddCopy(isWhole ? source : new Slice(source, Int(0), values[2]), values[1], call);
                return Always;
            }

            case "CopyTo":
                AddCopy(values[0], values[1], call);
                return Always;
            default:
            {
                Expression part = values.Length == 4 ? new Slice(values[0], values[2], values[3]) : values[0];
                Write(part, call);
                _block.Add(new Fill(part, method.Name == "Clear" ? Constants.Zero(row.Element) : values[1]));
                return Always;
            }
        }
    }

    /// <summary>
    /// The methods by their class, name and number of operands. Where the source is too short, <c>Array.Copy</c> throws the base of the
    /// exception that a slice throws.
    /// </summary>
    private static readonly HashSet<string> RowCalls =
    [
        "Span.Slice/2", "Span.Slice/3", "ReadOnlySpan.Slice/2", "ReadOnlySpan.Slice/3",
        "MemoryExtensions.AsSpan/1", "MemoryExtensions.AsSpan/2", "MemoryExtensions.AsSpan/3",
        "Span.ToArray/1", "ReadOnlySpan.ToArray/1",
        "Span.CopyTo/2", "ReadOnlySpan.CopyTo/2", "MemoryExtensions.CopyTo/2", "Array.CopyTo/3", "Array.Copy/3",
        "Span.Clear/1", "Array.Clear/1", "Span.Fill/2", "Array.Fill/2", "Array.Fill/4",
    ];

    private Expression SliceOf(Expression row, Expression start, Expression? count)
    {
        if (count is not null)
            return new Slice(row, start, count);
        Expression named = Atomic(row, "row");
        Expression first = Atomic(start, "start");
        return new Slice(named, first, new Binary(BinaryOperator.Subtract, new Length(named), first));
    }

    private void AddCopy(Expression source, Expression target, IOperation operation)
    {
        Write(target, operation);
        _block.Add(new Copy(source, target));
    }

    /// <summary><c>(double[])row.Clone()</c>; null where the conversion is another.</summary>
    private Expression? LowerClone(IConversionOperation conversion)
        => conversion.Operand is IInvocationOperation { TargetMethod: { Name: "Clone" } method, Instance: { } instance }
            && method.ContainingType.SpecialType == SpecialType.System_Array
            && LowerType(conversion.Type) is ArrayType { Rank: 1, Element: not ArrayType } type && LowerType(instance.Type) == type
            ? CopyOf(LowerValue(instance), conversion.Type, conversion)
            : null;

    /// <summary><c>new Span&lt;T&gt;(array, start, length)</c>; null where another object is made.</summary>
    private Expression? LowerSpanCreation(IObjectCreationOperation creation)
    {
        if (LowerType(creation.Type) is not ArrayType { Kind: ArrayKind.Span or ArrayKind.ReadOnlySpan } type)
            return null;
        if (creation.Arguments.Length == 0)
            return EmptyRow(type);
        if (creation.Arguments[0].Value.Type is not IArrayTypeSymbol)
            return null;
        Expression[] values = LowerArguments(creation.Arguments);
        return values.Length switch
        {
            1 => values[0],
            3 when values[1].Type == IrType.Int && values[2].Type == IrType.Int => new Slice(values[0], values[1], values[2]),
            _ => null,
        };
    }

    /// <summary>The array behind conversions to <c>System.Array</c>.</summary>
    private static IOperation Unconverted(IOperation operation)
        => operation is IConversionOperation { IsImplicit: true, Type.SpecialType: SpecialType.System_Array } conversion
            ? conversion.Operand
            : operation;
}
