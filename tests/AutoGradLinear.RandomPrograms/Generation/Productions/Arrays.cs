using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Scratch arrays and stack storage; writing to elements; two names for one array, and swaps.</summary>
internal static class Arrays
{
    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Arrays, 3, New),
        new(Feature.Arrays, 2, NewOnStack),
        new(Feature.Core, 5, (make, scope, _) => Elements.AnyBuffer(make, scope) is { } row
            ? Code.Do($"{row}[{Elements.Index(make, scope, row)}] = {make.Value(scope, 2)};")
            : null),
        new(Feature.Core, 5, (make, scope, _) => Elements.AnyBuffer(make, scope) is { } row
            ? Code.Do($"{row}[{Elements.Index(make, scope, row)}] {make.Dice.Pick("+=", "-=", "*=")} {make.Bounded(scope, 2)};")
            : null),
        new(Feature.Core, 1, (make, scope, _) => Elements.AnyBuffer(make, scope) is { } row
            ? Code.Do($"{row}[{Elements.Index(make, scope, row)}]{make.Dice.Pick("++", "--")};")
            : null),
        new(Feature.Arrays, 2, Swap),
        new(Feature.Arrays, 1, Replace),
    ];

    /// <summary>What the elements of a new array are.</summary>
    public static IEnumerable<Expression> Many(Maker make, Scope scope, int count)
        => Enumerable.Range(0, count).Select(_ => make.Real(scope, 1)).ToList();

    private static Statement New(Maker make, Scope scope, int depth)
    {
        int length = make.Dice.Between(2, 5);
        Variable? other = make.Dice.Chance(25) ? Elements.AnyRow(make, scope) : null;
        Variable row = scope.Fresh("p", Kind.Array) with { Length = other?.Length ?? length, IsAssignable = true };
        Expression value = other is null ? Filled(make, scope, length) : Code.Of(Kind.Array, $"new {Kind.Real}[{other}.Length]");
        scope.Declare(row);
        return Code.Do($"{Kind.Array} {row} = {value};");
    }

    private static Expression Filled(Maker make, Scope scope, int length) => make.Dice.Next(3) switch
    {
        0 => Code.Of(Kind.Array, $"[{Many(make, scope, length)}]"),
        1 => Code.Of(Kind.Array, $"new {Kind.Real}[] {{ {Many(make, scope, length)} }}"),
        _ => Code.Of(Kind.Array, $"new {Kind.Real}[{length}]"),
    };

    private static Statement NewOnStack(Maker make, Scope scope, int depth)
    {
        int length = make.Dice.Between(2, 5);
        Variable row = scope.Fresh("q", Kind.Buffer) with { Length = length, IsOnStack = true };
        Statement statement = make.Dice.Next(3) switch
        {
            0 => Code.Do($"{Kind.Buffer} {row} = [{Many(make, scope, length)}];"),
            1 => Code.Do($"{Kind.Buffer} {row} = stackalloc {Kind.Real}[] {{ {Many(make, scope, length)} }};"),
            _ => Code.Do($"{Kind.Buffer} {row} = stackalloc {Kind.Real}[{length}];"),
        };
        scope.Declare(row);
        return statement;
    }

    /// <summary>Two arrays change their names, or two elements their places.</summary>
    private static Statement? Swap(Maker make, Scope scope, int depth)
    {
        List<Variable> names = scope.Variables.Where(row => row.IsAssignable).ToList();
        if (make.Dice.Chance(50) && make.Dice.PickLate(names) is { } first
            && make.Dice.PickLate(names.Where(row => row != first && row.Kind == first.Kind && row.Length == first.Length)) is { } second)
            return Exchanged(first, second, scope);
        return Element(make, scope) is { } left && Element(make, scope) is { } right && Element(make, scope) is { } value
            ? Code.Do($"({left}, {right}) = ({make.Real(scope, 1)}, {value});")
            : null;
    }

    /// <summary>C# has no tuples of spans.</summary>
    private static Statement Exchanged(Variable first, Variable second, Scope scope)
    {
        if (first.Kind != Kind.Buffer)
            return Code.Do($"({first}, {second}) = ({second}, {first});");
        Variable spare = scope.Fresh("spare", Kind.Buffer);
        return Code.Do($"{{ {Kind.Buffer} {spare} = {first}; {first} = {second}; {second} = {spare}; }}");
    }

    private static Expression? Element(Maker make, Scope scope)
        => Elements.AnyBuffer(make, scope) is { } row ? Code.Real($"{row}[{Elements.Index(make, scope, row)}]") : null;

    /// <summary>A name for another array, from here on.</summary>
    private static Statement? Replace(Maker make, Scope scope, int depth)
    {
        if (make.Dice.PickLate(scope.Of(Kind.Array).Where(row => row.IsAssignable)) is not { } row)
            return null;
        Variable? other = make.Dice.PickLate(scope.Writable(Kind.Array).Where(other => other != row && other.Length >= row.Length));
        return other is not null && make.Dice.Chance(50)
            ? Code.Do($"{row} = {other};")
            : Code.Do($"{row} = {Filled(make, scope, row.Length)};");
    }
}
