using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Static methods beside the function.</summary>
internal static class Helpers
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Helpers, 2, (make, scope, depth) => depth > 0 && Find(make, Kind.Real) is { } method ? Call(make, scope, method) : null),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Helpers, 2, (make, scope, _) => Find(make, Kind.Nothing) is { } method && Call(make, scope, method) is { } call ? Code.Do($"{call};") : null),
    ];

    private static readonly Kind[][] ParametersOfReal =
        [[Kind.Real], [Kind.Real, Kind.Real], [Kind.Real, Kind.Whole], [Kind.Row], [Kind.Row, Kind.Real], [Kind.Buffer, Kind.Real], [Kind.Array, Kind.Whole]];

    private static readonly Kind[][] ParametersOfNothing =
        [[Kind.Buffer], [Kind.Buffer, Kind.Real], [Kind.Array, Kind.Row], [Kind.Buffer, Kind.Whole, Kind.Real]];

    /// <summary>One that exists, or a new one.</summary>
    private static Method? Find(Maker make, Kind result)
        => make.Dice.Chance(50) && make.Dice.PickOrDefault(make.Members.Methods.Where(method => method.Result == result)) is { } method
            ? method
            : make.Members.Methods.Count < 4 ? New(make, result) : null;

    private static Method New(Maker make, Kind result)
    {
        string name = make.Members.FreshName("Helper");
        Kind[] kinds = make.Dice.Pick<Kind[]>(result == Kind.Real ? ParametersOfReal : ParametersOfNothing);
        var parameters = kinds.Select((kind, i) => new Variable("abc"[i].ToString(), kind)).ToList();
        var frame = new Frame(result, budget: 5) { MaxLoops = 1 };
        Block body = Bodies.Of(make, Scope.Of(frame, parameters), depth: 2, count: make.Dice.Between(1, 4));
        Method method = new(name, result, [.. kinds.Select(kind => (kind, Passing.ByValue))]);
        return make.Members.Declare(method, Code.Do($"private static {result} {name}({parameters.Select(p => Code.Of(p.Kind, $"{p.Kind} {p}"))}) {body}"));
    }

    private static Expression? Call(Maker make, Scope scope, Method method)
    {
        var arguments = method.Parameters.Select(parameter => Argument(make, scope, parameter.Kind)).ToList();
        return arguments.Contains(null) ? null : Code.Of(method.Result, $"{method.Name}({arguments.OfType<Expression>()})");
    }

    private static Expression? Argument(Maker make, Scope scope, Kind kind)
    {
        if (kind == Kind.Real)
            return make.Bounded(scope, 1);
        if (kind == Kind.Whole)
            return Integers.Masked(make, scope, 3);
        Variable? row = make.Dice.PickOrDefault(
            kind == Kind.Row ? scope.Of(Kind.Row, Kind.Buffer, Kind.Array)
            : kind == Kind.Buffer ? scope.Writable(Kind.Buffer, Kind.Array)
            : scope.Writable(Kind.Array));
        return row is null ? null : Code.Of(kind, $"{row}");
    }
}
