using AutoGradLinear.RandomPrograms.Language;
using static AutoGradLinear.RandomPrograms.Generation.Nesting;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Local functions, with what they capture and change.</summary>
internal static class LocalFunctions
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.LocalFunctions, 6, Nested((make, scope, depth) => Calls.AnyOf(make, scope, Find(make, scope, Kind.Real)))),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.LocalFunctions, 4, New),
        new(Feature.LocalFunctions, 5, (make, scope, _) => Calls.Statement(make, scope, Find(make, scope, Kind.Nothing))),
    ];

    private static readonly string[] OfReal = ["", "R", "RW", "v", "&R"];
    private static readonly string[] OfNothing = ["", "R", "b", "a", "&R"];

    private static Method? Find(Maker make, Scope scope, Kind result)
        => scope.MayCall ? make.Dice.PickOrDefault(scope.Functions.Where(function => function.Result == result)) : null;

    private static Statement? New(Maker make, Scope scope, int depth)
    {
        if (depth == 0)
            return null;
        Kind result = make.Dice.Pick(Kind.Real, Kind.Nothing);
        var function = Method.Of(scope.FreshName("Local"), result, make.Dice.Pick<string>(result == Kind.Real ? OfReal : OfNothing));
        bool isStatic = make.Dice.Chance(20);
        Scope inner = scope.Function(Frame.OfHelper(result), function.Parameters.Select(parameter => parameter.Variable), isStatic);
        Block body = Bodies.Of(make, inner, depth: 1, count: make.Dice.Between(1, 3), function);
        scope.Declare(function);
        return Code.Do($"{(isStatic ? "static " : "")}{function.Declaration} {body}");
    }
}
