using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

internal sealed partial class FunctionLowering
{
    private Expression LowerField(IFieldReferenceOperation field)
    {
        if (LowerMember(field.Instance, field.Field) is { } member)
            return member;
        if (ShapeOf(field.Type) is { } shape)
            return PathOf(field) is { } whole ? LowerPath(whole, shape, field) : Placeholder(shape);
        if (LowerType(field.Type) is not { } type)
            return RefuseOfType(field);
        return PathOf(field) is { } path ? new Member(path, type) : Placeholder(field.Type);
    }

    private Expression LowerProperty(IPropertyReferenceOperation property)
    {
        if (LowerRowProperty(property) is { } ofRow)
            return ofRow;
        if (GenericConstant(property) is { } constant)
            return constant;
        if (LowerMember(property.Instance, property.Property) is { } member)
            return member;
        if (LowerVectorProperty(property) is { } vector)
            return vector;
        if (LowerAny(property.Type) is not { } type)
            return RefuseOfType(property);
        if (property.Instance is { } instance && !IsOwnObject(instance) && !IsAutomatic(property.Property) && ShapeOf(instance.Type) is not null)
            return LowerValue(instance) is Bundle bundle ? FollowGetterOf(property, bundle, type) : Placeholder(property.Type);
        if (IsAutomatic(property.Property))
        {
            return PathOf(property) is not { } path ? Placeholder(property.Type)
                : type is AggregateType shape ? LowerPath(path, shape, property) : new Member(path, type);
        }

        return FollowGetter(property, type);
    }

    /// <summary>A parameter of the primary constructor of the type around the method.</summary>
    private bool IsCaptured(IParameterSymbol parameter)
        => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
            && !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _source.Method);

    private Expression LowerCaptured(IParameterSymbol parameter, IOperation operation)
    {
        if (_this is not null)
            return LowerCapturedByValue(parameter);
        if (ShapeOf(parameter.Type) is { } shape)
            return LowerPath(TypeShells.Escape(parameter.Name), shape, operation);
        if (LowerType(parameter.Type) is not { } type)
            return RefuseOfType(operation);
        Note(parameter, operation);
        return new Member(TypeShells.Escape(parameter.Name), type);
    }

    /// <summary>The member as C# text; null, and a report, where it may change or belongs to some other object.</summary>
    private string? PathOf(IOperation operation)
    {
        switch (operation)
        {
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return "this";
            case IParenthesizedOperation parenthesized:
                return PathOf(parenthesized.Operand);
            case IParameterReferenceOperation parameter when IsCaptured(parameter.Parameter):
                Note(parameter.Parameter, operation);
                return TypeShells.Escape(parameter.Parameter.Name);
            case IFieldReferenceOperation { Instance: null } field:
                if (!field.Field.IsReadOnly && !field.Field.IsConst)
                {
                    Report(Ids.StaticState, operation);
                    return null;
                }

                return StaticPath(field.Field, operation);
            case IFieldReferenceOperation { Instance: { } instance } field:
                Note(field.Field, operation);
                return field.Field.CanBeReferencedByName ? Join(PathOf(instance), field.Field.Name) : RefusePath(operation, Ids.Properties);
            case IPropertyReferenceOperation property when !IsAutomatic(property.Property):
                return RefusePath(operation, Ids.Properties);
            case IPropertyReferenceOperation { Instance: null } property:
                return property.Property.SetMethod is null ? StaticPath(property.Property, operation) : RefusePath(operation, Ids.StaticState);
            case IPropertyReferenceOperation { Instance: { } instance } property:
                if (IsOverridable(property.Property))
                    return RefusePath(operation, Ids.VirtualCalls);
                Note(property.Property, operation);
                return Join(PathOf(instance), property.Property.Name);
            case ILocalReferenceOperation or IParameterReferenceOperation:
                // A value that has members is outside the language, and has been reported where it is declared.
                _reliesOnReport = true;
                return null;
            default:
                return RefusePath(operation, IdOfInstance(operation));
        }
    }

    /// <summary>A string, a tuple and the like are refused for what they are, any other object for not being <c>this</c>.</summary>
    private static string IdOfInstance(IOperation instance)
    {
        string id = instance.Type is null ? Ids.OtherInstances : RefusedTypes.IdOf(instance.Type);
        return id is Ids.UnsupportedTypes or Ids.MultiDimensional ? Ids.OtherInstances : id;
    }

    private string? RefusePath(IOperation operation, string id)
    {
        Report(id, operation);
        return null;
    }

    private string StaticPath(ISymbol member, IOperation operation)
    {
        Note(member, operation);
        return $"{Types.Text(_source.TypeArguments.Apply(member.ContainingType))}.{TypeShells.Escape(member.Name)}";
    }

    private static string? Join(string? path, string name) => path is null ? null : $"{path}.{TypeShells.Escape(name)}";

    /// <summary>A property that only hands out its own field.</summary>
    private bool IsAutomatic(IPropertySymbol property)
    {
        IPropertySymbol definition = property.OriginalDefinition;
        return IsHere(property) && definition.ContainingType.GetMembers().OfType<IFieldSymbol>()
                .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, definition))
            && (definition.GetMethod is null || !HasGetterBody(definition.GetMethod));
    }

    private static bool HasGetterBody(IMethodSymbol getter)
        => getter.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is
            Microsoft.CodeAnalysis.CSharp.Syntax.ArrowExpressionClauseSyntax
            or Microsoft.CodeAnalysis.CSharp.Syntax.AccessorDeclarationSyntax { Body: not null }
            or Microsoft.CodeAnalysis.CSharp.Syntax.AccessorDeclarationSyntax { ExpressionBody: not null });

    /// <summary>Whether a derived type may put another body in its place.</summary>
    private static bool IsOverridable(ISymbol member)
        => member.IsAbstract || ((member.IsVirtual || member.IsOverride) && !member.IsSealed && !member.ContainingType.IsSealed);

    private Expression FollowGetter(IPropertyReferenceOperation property, IrType type)
    {
        IMethodSymbol? getter = property.Property.GetMethod;
        if (getter is null || property.Property.ReturnsByRef || property.Property.ReturnsByRefReadonly)
            return Refuse(property, Ids.References);
        if (IsOverridable(property.Property))
            return Refuse(property, Ids.VirtualCalls);
        if (property.Instance is not (null or IInstanceReferenceOperation))
            return Refuse(property, IdOfInstance(property.Instance));
        if (!IsHere(getter) || !HasGetterBody(getter))
            return Refuse(property, Ids.Properties);
        return Follow(getter, [], type, property);
    }

    /// <summary>The constants of generic math, <c>T.Zero</c> and the like; null where the property is no such constant.</summary>
    private Expression? GenericConstant(IPropertyReferenceOperation property)
    {
        IPropertySymbol symbol = property.Property;
        if (!symbol.IsStatic || symbol.ContainingType.TypeKind != TypeKind.Interface || !symbol.ContainingType.IsIn("System.Numerics"))
            return null;
        ITypeSymbol container = property.ConstrainedToType ?? symbol.ContainingType.TypeArguments[0];
        if (LowerType(container) is not RealType real)
            return null;
        double? value = symbol.Name switch
        {
            "Zero" or "AdditiveIdentity" => 0,
            "One" or "MultiplicativeIdentity" => 1,
            "NegativeOne" => -1,
            "NegativeZero" => -0.0,
            "NaN" => double.NaN,
            "PositiveInfinity" => double.PositiveInfinity,
            "NegativeInfinity" => double.NegativeInfinity,
            "Pi" when real.Kind != RealKind.Generic => Math.PI,
            "E" when real.Kind != RealKind.Generic => Math.E,
            "Tau" when real.Kind != RealKind.Generic => 2 * Math.PI,
            _ => null,
        };
        return value is { } number
            ? Constants.Real(number, real)
            : new Member($"{Types.Text(_source.TypeArguments.Apply(container))}.{symbol.Name}", real);
    }

    private void Note(ISymbol symbol, IOperation operation)
        => _accesses.Add(new Access(symbol, PlaceOf(operation.Syntax), Excerpt(operation.Syntax)));

    private void NoteEnum(ITypeSymbol? type, IOperation operation)
    {
        if (type is { TypeKind: TypeKind.Enum })
            Note(type, operation);
    }
}
