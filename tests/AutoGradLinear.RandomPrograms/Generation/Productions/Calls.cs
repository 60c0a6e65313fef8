using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Calls, with arguments from what is visible.</summary>
internal static class Calls
{
    public static Expression? AnyOf(Maker make, Scope scope, Method? method)
    {
        if (method is null)
            return null;
        var arguments = new List<Expression>();
        foreach (MethodParameter parameter in method.Parameters)
        {
            if (Argument(make, scope, parameter) is not { } argument)
                return null;
            arguments.Add(argument);
        }

        return Code.Of(method.Result, $"{method.Name}({arguments})");
    }

    /// <summary>A call for its effect, sometimes with a local that <c>out</c> declares.</summary>
    public static Statement? Statement(Maker make, Scope scope, Method? method)
    {
        if (AnyOf(make, scope, method) is not { } call)
            return null;
        if (method!.Parameters.Count(parameter => parameter.Passing == Passing.Out) != 1 || !make.Dice.Chance(40))
            return Code.Do($"{call};");
        int index = call.Parts.ToList().FindIndex(part => part is Expression { Parts: [Verbatim { Text: "out " }, ..] });
        if (index < 0)
            return Code.Do($"{call};");
        Variable local = scope.Declare(scope.Fresh("s", Kind.Real));
        return Code.Do($"{call.With(index, Code.Real($"out {Kind.Real} {local}"))};");
    }

    private static Expression? Argument(Maker make, Scope scope, MethodParameter parameter)
    {
        Kind kind = parameter.Variable.Kind;
        return parameter.Passing switch
        {
            Passing.ByReference => Place(make, scope, kind) is { } place ? Code.Of(kind, $"ref {place}") : null,
            Passing.Out => Place(make, scope, kind) is { } place ? Code.Of(kind, $"out {place}") : null,
            Passing.ReadOnly when make.Any(scope, kind) is { } variable && make.Dice.Chance(50) => Code.Of(kind, $"in {variable}"),
            _ => Value(make, scope, kind),
        };
    }

    private static Expression? Value(Maker make, Scope scope, Kind kind)
    {
        if (kind == Kind.Real)
            return make.Bounded(scope, 1);
        if (kind == Kind.Whole)
            return Integers.Masked(make, scope, 3);
        if (kind == Kind.Truth)
            return make.Truth(scope, 1);
        if (kind == Kind.Pair)
            return make.Pair(scope, 0);
        if (kind == Kind.Couple)
            return make.Couple(scope, 0);
        if (kind == Kind.Row)
            return Slices.Row(make, scope);
        if (kind == Kind.Buffer)
            return Slices.Buffer(make, scope);
        return make.Target(scope, kind) is { } array ? Code.Of(kind, $"{array}") : null;
    }

    /// <summary>What can be passed by reference: a local, or an element.</summary>
    private static Expression? Place(Maker make, Scope scope, Kind kind)
        => kind == Kind.Real && make.Dice.Chance(25) && Elements.AnyBuffer(make, scope) is { } row
            ? Code.Real($"{row}[{Elements.Index(make, scope, row)}]")
            : make.Target(scope, kind) is { } variable ? Code.Of(kind, $"{variable}")
            : null;
}
