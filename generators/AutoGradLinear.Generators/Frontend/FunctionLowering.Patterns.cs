using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Patterns are conditions on a value that has been computed once.</summary>
internal sealed partial class FunctionLowering
{
    private static readonly BooleanLiteral Always = new(true);

    private Expression LowerIsPattern(IIsPatternOperation test)
    {
        Expression? subject = LowerSubject(test.Value, HasDesignation(test.Pattern));
        return subject is null ? Placeholder(test.Type) : LowerPattern(test.Pattern, subject);
    }

    /// <summary>
    /// The value that patterns are about, evaluated once. Where names are given to it, or code runs between the tests, it is kept in a variable of its own.
    /// </summary>
    private Expression? LowerSubject(IOperation value, bool needsCopy)
    {
        if (LowerAny(value.Type) is null)
        {
            // A local or parameter of such a type has been reported where it is declared.
            if (AssignedSymbols.SymbolOf(value) is null)
                RefuseType(value.Type, value);
            return null;
        }

        Expression subject = LowerValue(value);
        return needsCopy || !Aggregates.LeavesOf(subject).All(leaf => leaf.IsAtom()) ? Keep(subject, "subject") : subject;
    }

    private static bool HasDesignation(IOperation pattern)
        => pattern.DescendantsAndSelf().Any(part =>
            part is IDeclarationPatternOperation { DeclaredSymbol: not null } or IRecursivePatternOperation { DeclaredSymbol: not null });

    /// <summary>Whether the value has the pattern. The value is an atom, or made of atoms.</summary>
    private Expression LowerPattern(IPatternOperation pattern, Expression subject)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Always;
            case IConstantPatternOperation constant:
                return LowerConstantPattern(constant, subject);
            case IRelationalPatternOperation relational when subject.Type is RealType or IntegerType && Operators.Lower(relational.OperatorKind) is { } op:
                return LiteralOf(relational.Value, subject.Type) is { } bound ? new Binary(op, subject, bound) : RefusePattern(pattern);
            case INegatedPatternOperation negated:
                return Negate(LowerPattern(negated.Pattern, subject));
            case IBinaryPatternOperation binary:
            {
                bool isAnd = binary.OperatorKind == BinaryOperatorKind.And;
                Expression left = LowerPattern(binary.LeftPattern, subject);
                return ShortCircuit(isAnd, left, () => LowerPattern(binary.RightPattern, subject));
            }

            case IDeclarationPatternOperation declaration when declaration.MatchedType is null || IsSameType(declaration.MatchedType, declaration.InputType):
                Designate(declaration.DeclaredSymbol, subject, declaration);
                return Always;
            case ITypePatternOperation type when IsSameType(type.MatchedType, type.InputType):
                return Always;
            case IRecursivePatternOperation recursive when IsSameType(recursive.MatchedType, recursive.InputType):
                return LowerRecursivePattern(recursive, subject);
            default:
                return RefusePattern(pattern);
        }
    }

    private Expression RefusePattern(IPatternOperation pattern)
    {
        Report(Ids.Switches, pattern);
        return Always;
    }

    private bool IsSameType(ITypeSymbol matched, ITypeSymbol input)
        => SymbolEqualityComparer.Default.Equals(_source.TypeArguments.Apply(matched), _source.TypeArguments.Apply(input));

    private Expression LowerConstantPattern(IConstantPatternOperation pattern, Expression subject)
    {
        if (LiteralOf(pattern.Value, subject.Type) is not { } literal)
            return pattern.Value.ConstantValue is { HasValue: true, Value: null } ? Refuse(pattern, Ids.Nullables) : RefusePattern(pattern);
        NoteEnum(pattern.Value.Type, pattern.Value);
        return literal switch
        {
            BooleanLiteral { Value: true } => subject,
            BooleanLiteral => Negate(subject),

            // A constant NaN matches NaN, which equals nothing.
            RealLiteral { Value: double.NaN } => new Binary(BinaryOperator.NotEqual, subject, subject),
            _ => new Binary(BinaryOperator.Equal, subject, literal),
        };
    }

    private static Expression? LiteralOf(IOperation value, IrType type)
        => value.ConstantValue.HasValue ? Constants.Lower(value.ConstantValue.Value, type) : null;

    private Expression LowerRecursivePattern(IRecursivePatternOperation pattern, Expression subject)
    {
        Designate(pattern.DeclaredSymbol, subject, pattern);
        Expression matches = Always;
        if (!pattern.DeconstructionSubpatterns.IsEmpty)
        {
            if (PartsOf(subject, pattern.DeconstructSymbol) is not { } parts || parts.Count != pattern.DeconstructionSubpatterns.Length)
                return RefusePattern(pattern);
            for (int i = 0; i < parts.Count; i++)
            {
                int position = i;
                matches = ShortCircuit(isAnd: true, matches, () => LowerPattern(pattern.DeconstructionSubpatterns[position], parts[position]));
            }
        }

        foreach (IPropertySubpatternOperation property in pattern.PropertySubpatterns)
        {
            matches = ShortCircuit(isAnd: true, matches, () =>
                LowerPatternMember(property.Member, subject) is { } member ? LowerPattern(property.Pattern, member) : RefusePattern(pattern));
        }

        return matches;
    }

    private Expression? LowerPatternMember(IOperation operation, Expression subject)
    {
        if (operation is not IMemberReferenceOperation reference)
            return null;
        if (subject is Bundle bundle)
        {
            if (Aggregates.Find(bundle.Aggregate, reference.Member) is { } member)
                return bundle.Select(member);
            return operation is IPropertyReferenceOperation property && LowerAny(property.Type) is { } type
                ? Keep(FollowGetterOf(property, bundle, type), property.Property.Name)
                : null;
        }

        return subject.Type is ArrayType && reference.Member.Name == "Length" ? Keep(new Length(subject), "length") : null;
    }

    /// <summary>
    /// A name for the value. Unless the source assigns it, it is the value's own variable: patterns give names to what nobody else can change.
    /// </summary>
    private void Designate(ISymbol? symbol, Expression subject, IOperation source)
    {
        if (symbol is not ILocalSymbol local)
            return;
        if (LowerAny(local.Type) is null)
        {
            RefuseType(local.Type, source);
            return;
        }

        if (!_assigned.Contains(local))
        {
            if (subject is Bundle bundle)
                _bundles[local] = bundle;
            else if (subject is Use use)
                _variables[local] = use.Variable;
            if (subject is Bundle or Use)
                return;
        }

        if (subject is Bundle copied)
            AssignAll(DeclareBundle(local, copied.Aggregate), copied);
        else if (DeclareLocal(local, source) is { } variable)
            _block.Add(new Assign(variable, subject));
    }

    private static Expression Negate(Expression condition) => condition switch
    {
        BooleanLiteral literal => new BooleanLiteral(!literal.Value),
        Unary { Operator: UnaryOperator.Not } negated => negated.Operand,
        _ => new Unary(UnaryOperator.Not, condition),
    };

    /// <summary>
    /// <c>left &amp;&amp; right</c> or <c>left || right</c>: the right operand is evaluated only where the left one does not decide; so are its side effects.
    /// </summary>
    private Expression ShortCircuit(bool isAnd, Expression left, Func<Expression> lowerRight)
    {
        if (left is BooleanLiteral literal && literal.Value == isAnd)
            return lowerRight();
        Expression right = Always;
        EquatableArray<Statement> effects = Capture(() => right = lowerRight());
        if (left is BooleanLiteral)
            return left;
        if (effects.IsEmpty)
        {
            return right is BooleanLiteral decided && decided.Value == isAnd
                ? left
                : new Binary(isAnd ? BinaryOperator.AndAlso : BinaryOperator.OrElse, left, right);
        }

        Variable holds = Temporary("holds", IrType.Bool);
        _block.Add(new Assign(holds, left));
        EquatableArray<Statement> block = [.. effects, new Assign(holds, right)];
        _block.Add(isAnd ? new If(new Use(holds), block, []) : new If(new Use(holds), [], block));
        return new Use(holds);
    }
}
