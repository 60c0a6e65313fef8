using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>
/// Core function → formula of what it returns. Variables that have no formula, because a loop does more than add up or compare, or because memory is written to, are left out; only
/// what the result depends on needs one.
/// </summary>
internal sealed partial class Raising
{
    /// <summary>Longer formulas would not be read, and cost time.</summary>
    private const int Limit = 120;

    private readonly Func<Variable, string> _nameOf;
    private readonly HashSet<Variable> _parameters;
    private readonly HashSet<Expression> _written;
    private readonly Dictionary<Variable, Formula> _numbers = [];
    private readonly Dictionary<Variable, Condition> _conditions = [];
    private readonly Dictionary<string, Expression> _sources = [];
    private readonly HashSet<string> _differentiated = [];
    private readonly HashSet<(string, string)> _sameLength = [];
    private bool _isAmbiguous;
    private int _depth;
    private int _fresh;

    private Raising(Function function, Func<Variable, string> nameOf)
    {
        _nameOf = nameOf;
        _parameters = [.. function.Parameters.Select(parameter => parameter.Variable)];
        _written = [.. function.Body.AllStatements().SelectMany(Writes.TargetsOf).SelectMany(array => array.Roots())];
        foreach (Parameter parameter in function.Parameters.Where(parameter => parameter.IsDifferentiated))
            _differentiated.Add(nameOf(parameter.Variable));
    }

    /// <summary>The formula of the only value that the function returns, or null where it has none.</summary>
    /// <param name="nameOf">What readers call a parameter.</param>
    public static Raised? Run(Function function, Func<Variable, string> nameOf)
    {
        if (function.Results.Count != 1 || function.IsVoid || !function.Results[0].Type.IsReal)
            return null;
        var raising = new Raising(function, nameOf);
        raising.Visit(function.Body);
        Formula? value = raising.Of(((Return)function.Body[function.Body.Count - 1]).Values[0]);
        return value is null || raising._isAmbiguous ? null : new Raised(value, raising._differentiated, raising._sameLength);
    }

    private void Visit(EquatableArray<Statement> block)
    {
        _depth++;
        foreach (Statement statement in block)
            Visit(statement);
        _depth--;
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Assign { Target.Type: BooleanType } assign:
                Define(assign.Target, ConditionOf(assign.Value));
                break;
            case Assign assign:
                Define(assign.Target, Of(assign.Value));
                break;
            case If @if:
                Visit(@if.Then);
                Visit(@if.Else);
                if (ConditionOf(@if.Condition) is not { } condition)
                    break;
                foreach (Merge merge in @if.Merges)
                {
                    if (merge.Result.Type is BooleanType)
                        Define(merge.Result, Choice(condition, ConditionOf(merge.Then), ConditionOf(merge.Else)));
                    else
                        Define(merge.Result, Choice(condition, Of(merge.Then), Of(merge.Else)));
                }

                break;
            case For loop:
                Visit(loop);
                break;
        }
    }

    private void Define(Variable variable, Formula? value)
    {
        if (value is not null && value.SelfAndParts().Take(Limit + 1).Count() <= Limit)
            _numbers[variable] = value;
    }

    private void Define(Variable variable, Condition? value)
    {
        if (value is not null && value.SelfAndParts().Take(Limit + 1).Count() <= Limit)
            _conditions[variable] = value;
    }

    private static Condition? Choice(Condition condition, Condition? then, Condition? @else)
        => then is null || @else is null ? null : Condition.Or(Condition.And([condition, then]), Condition.And([Condition.Not(condition), @else]));

    /// <summary>One value or the other; the larger or smaller of two numbers, where derivatives agree on a tie.</summary>
    private Formula? Choice(Condition condition, Formula? then, Formula? @else)
    {
        if (then is null || @else is null)
            return null;
        if (condition is not Comparison { Operator: not (BinaryOperator.Equal or BinaryOperator.NotEqual) } comparison)
            return Arithmetic.Choose(condition, then, @else);
        bool isLeft = comparison.Left.Equals(then) && comparison.Right.Equals(@else);
        if (!isLeft && !(comparison.Left.Equals(@else) && comparison.Right.Equals(then)))
            return Arithmetic.Choose(condition, then, @else);

        // On a tie max(a, b) takes the operand that is not differentiated, and of two that are the first; the condition takes this one.
        bool takesThen = comparison.Operator is BinaryOperator.LessOrEqual or BinaryOperator.GreaterOrEqual;
        (Formula winner, Formula other) = takesThen ? (then, @else) : (@else, then);
        if (!IsActive(winner) || IsActive(other))
            return Applied.Of((comparison.Operator is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual) == isLeft ? "max" : "min", winner, other);
        return Arithmetic.Choose(condition, then, @else);
    }

    private bool IsActive(Formula formula) => DerivativeFlow.Of(formula, name => _differentiated.Contains(name) || name.StartsWith(Placeholder, StringComparison.Ordinal));

    /// <summary>The formula of a number, or null.</summary>
    private Formula? Of(Expression expression)
    {
        switch (expression)
        {
            case RealLiteral literal:
                return IsFinite(literal.Value) ? new Number(AsWritten(literal)) : null;
            case IntegerLiteral { Type: IntegerType } literal:
                return new Number(literal.Value);
            case Use { Type: RealType or IntegerType { Name: "int" } } use:
                return _numbers.TryGetValue(use.Variable, out Formula? value) ? value : OfParameter(use);
            case Member { Type: RealType or IntegerType { Name: "int" } } member:
                return Named(LastName(member.Text), member) is { } name ? new Name(name) : null;
            case Element { Index: not Indices, Type: RealType or IntegerType { Name: "int" } } element when Row(element.Array) is { } row && Of(element.Index) is { } at:
                return row.Item(at);
            case Length { Dimension: 0 } length when Row(length.Array) is { } row:
                return row.Count;
            case Unary { Operator: UnaryOperator.Negate } negate when Of(negate.Operand) is { } operand:
                return Arithmetic.Negate(operand);
            case Binary { Type: RealType or IntegerType { Name: "int" } } binary when Of(binary.Left) is { } left && Of(binary.Right) is { } right:
                return Of(binary, left, right);
            case Conditional { Type: not (BooleanType or ArrayType) } choice when ConditionOf(choice.Condition) is { } condition:
                return Choice(condition, Of(choice.Then), Of(choice.Else));

            // Real types differ in rounding only.
            case Convert { Type: RealType, Operand.Type: RealType or IntegerType { Name: "int" } } convert:
                return Of(convert.Operand);
            case Apply { External: null } apply:
                return Of(apply);
            default:
                return null;
        }
    }

    private static Formula? Of(Binary binary, Formula left, Formula right) => binary.Operator switch
    {
        BinaryOperator.Add => Arithmetic.Add(left, right),
        BinaryOperator.Subtract => Arithmetic.Subtract(left, right),
        BinaryOperator.Multiply => Arithmetic.Multiply(left, right),
        BinaryOperator.Divide when binary.Type.IsReal => Arithmetic.Divide(left, right),
        _ => null,
    };

    private Condition? ConditionOf(Expression expression)
    {
        switch (expression)
        {
            case BooleanLiteral literal:
                return new Fixed(literal.Value);
            case Use use:
                return _conditions.TryGetValue(use.Variable, out Condition? known) ? known
                    : IsParameter(use) && Named(_nameOf(use.Variable), use) is { } parameter ? new Flag(parameter) : null;
            case Member member:
                return Named(LastName(member.Text), member) is { } name ? new Flag(name) : null;
            case Unary { Operator: UnaryOperator.Not } not:
                return ConditionOf(not.Operand) is { } operand ? Condition.Not(operand) : null;
            case Binary { Operator: BinaryOperator.AndAlso or BinaryOperator.And } both when ConditionOf(both.Left) is { } left && ConditionOf(both.Right) is { } right:
                return Condition.And([left, right]);
            case Binary { Operator: BinaryOperator.OrElse or BinaryOperator.Or } either when ConditionOf(either.Left) is { } left && ConditionOf(either.Right) is { } right:
                return Condition.Or(left, right);
            case Binary { Operator: >= BinaryOperator.Equal, Left.Type: RealType or IntegerType { Name: "int" } } comparison when Of(comparison.Left) is { } left && Of(comparison.Right) is { } right:
                return Condition.Compare(comparison.Operator, left, right);
            default:
                return null;
        }
    }

    private Name? OfParameter(Use use) => IsParameter(use) && Named(_nameOf(use.Variable), use) is { } name ? new Name(name) : null;

    private bool IsParameter(Use use) => _parameters.Contains(use.Variable);

    /// <summary>The name, unless it means something else already.</summary>
    private string? Named(string name, Expression source)
    {
        if (FormulaText.IsReserved(name) || (_sources.TryGetValue(name, out Expression? other) && !other.Equals(source)))
        {
            _isAmbiguous = true;
            return null;
        }

        _sources[name] = source;
        return name;
    }

    private static string LastName(string text) => text.Substring(text.LastIndexOf('.') + 1).TrimStart('@');

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    /// <summary>The number that the source has: 0.1f is meant to be a tenth.</summary>
    private static double AsWritten(RealLiteral literal)
    {
        if (literal.Type is not RealType { Kind: RealKind.Float })
            return literal.Value;
        System.Globalization.CultureInfo invariant = System.Globalization.CultureInfo.InvariantCulture;
        string[] texts = [((float)literal.Value).ToString("G7", invariant), ((float)literal.Value).ToString("G8", invariant)];
        return texts.Select(text => double.Parse(text, invariant)).FirstOrDefault(value => (float)value == (float)literal.Value) is var written && written != 0 ? written : literal.Value;
    }
}

/// <summary>What was raised.</summary>
/// <param name="Value">The formula of the result.</param>
/// <param name="Differentiated">The names of numbers and rows by which the result is differentiated.</param>
/// <param name="SameLength">Rows that have one length, or the function throws.</param>
internal sealed record Raised(Formula Value, HashSet<string> Differentiated, HashSet<(string, string)> SameLength);
