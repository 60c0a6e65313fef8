using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Vectors of <c>System.Numerics</c>: their operations are written out component by component.</summary>
internal sealed partial class FunctionLowering
{
    private Expression LowerVectorCreation(IObjectCreationOperation creation, AggregateType shape)
        => creation.Arguments.IsEmpty ? Zero(shape) : CreateVector(creation.Arguments, shape, creation);

    private Expression CreateVector(IReadOnlyList<IArgumentOperation> arguments, AggregateType shape, IOperation source)
    {
        if (arguments.Any(argument => LowerAny(argument.Value.Type) is null or ArrayType))
            return Refuse(source, Ids.Objects);
        Expression[] values = [.. LowerArguments(arguments).Select(ReadOften)];
        return Vectors.Create(values, shape) ?? Refuse(source, Ids.Objects);
    }

    /// <summary>A constant of vectors; null where the property is another.</summary>
    private Expression? LowerVectorProperty(IPropertyReferenceOperation property)
    {
        if (!Vectors.IsVector(property.Property.ContainingType) || !property.Property.IsStatic || ShapeOf(property.Type) is not { } shape)
            return null;
        return Vectors.Constant(property.Property.Name, shape) ?? Refuse(property, Ids.Properties);
    }

    /// <summary>A method of vectors; null where the call is another.</summary>
    private Expression? LowerVectorCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        bool isExtension = method.ContainingType.Is("System.Numerics", "Vector", 0);
        if (!Vectors.IsVector(method.ContainingType) && !isExtension)
            return null;
        if (method.IsStatic && method.Name == "Create" && ShapeOf(call.Type) is { } created)
            return CreateVector(call.Arguments, created, call);
        IReadOnlyList<IOperation> operands = [.. call.Instance is { } instance ? [instance] : Array.Empty<IOperation>(), .. call.Arguments.Select(argument => argument.Value)];
        if (operands.Any(operand => LowerAny(operand.Type) is null or ArrayType))
        {
            Report(Ids.NoDerivative, NameOf(call), DocumentationIds.MemberName(FunctionSource.DocumentationId(method)));
            return Placeholder(call.Type);
        }

        Expression[] values = LowerInOrder(operands);
        Expression[] ordered = call.Instance is null ? Ordered(call.Arguments, values) : [values[0], .. Ordered(call.Arguments, [.. values.Skip(1)])];
        return ApplyVectors(method, ordered, call);
    }

    private Expression ApplyVectors(IMethodSymbol method, Expression[] values, IOperation source)
    {
        Expression[] arguments = [.. values.Select(ReadOften)];
        if (arguments.OfType<Bundle>().FirstOrDefault() is { } first
            && arguments.All(argument => argument is Bundle bundle ? bundle.Aggregate == first.Aggregate : argument.Type == IrType.Float)
            && Combine(method.Name, arguments, first.Aggregate) is { } result)
        {
            return result;
        }

        if (source is IInvocationOperation)
            Report(Ids.NoDerivative, NameOf(source), DocumentationIds.MemberName(FunctionSource.DocumentationId(method)));
        else
            Report(Ids.Operators, source);
        return Placeholder(method.ReturnType);
    }

    /// <summary>What is made of others is made in steps, so that a number that is used for every component is computed once.</summary>
    private Expression? Combine(string name, Expression[] arguments, AggregateType shape)
    {
        switch (name)
        {
            case "Normalize" when arguments.Length == 1:
                return Combine("op_Division", [arguments[0], Keep(Vectors.Call("Length", arguments, shape)!, "length")], shape);
            case "Distance" or "DistanceSquared" when arguments.Length == 2:
                return Vectors.Call(name == "Distance" ? "Length" : "LengthSquared", [Keep(Vectors.Call("op_Subtraction", arguments, shape)!, "difference")], shape);
            case "Reflect" when arguments.Length == 2:
            {
                Expression dot = Keep(new Binary(BinaryOperator.Multiply, new RealLiteral(2, IrType.Float), Vectors.Call("Dot", arguments, shape)!), "dot");
                return Vectors.Map(shape, [arguments[0], arguments[1], dot], x => new Binary(BinaryOperator.Subtract, x[0], new Binary(BinaryOperator.Multiply, x[2], x[1])));
            }

            default:
                return Vectors.Call(name, arguments, shape);
        }
    }

    /// <summary>An operand that may be read more than once.</summary>
    private Expression ReadOften(Expression value)
        => Aggregates.LeavesOf(value).All(leaf => leaf.IsAtom()) ? value : Keep(value, "operand");

    /// <summary>A component by its index; null where the object is no vector.</summary>
    private Expression? LowerComponent(IOperation element, IOperation instance)
    {
        if (element is not IPropertyReferenceOperation reference || !Vectors.IsVector(instance.Type) || ShapeOf(instance.Type) is not { } shape)
            return null;
        IOperation index = reference.Arguments[0].Value;
        Expression vector = LowerValue(instance);
        return vector is Bundle bundle && index.ConstantValue is { HasValue: true, Value: int position } && position >= 0 && position < shape.Leaves.Count
            ? bundle.Leaves[position]
            : Refuse(element, Ids.Unsupported);
    }
}
