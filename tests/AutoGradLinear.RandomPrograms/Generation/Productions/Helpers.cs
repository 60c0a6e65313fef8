using AutoGradLinear.RandomPrograms.Language;
using static AutoGradLinear.RandomPrograms.Generation.Nesting;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Static methods beside the function: with results, without, and with parameters that they assign.</summary>
internal static class Helpers
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Helpers, 4, Call(Kind.Real, Signatures.OfReal)),
        new(Feature.References, 3, Call(Kind.Real, Signatures.WithReferences)),
    ];

    public static readonly Production<Expression>[] Pairs = [new(Feature.Helpers, 2, Call(Kind.Pair, Signatures.OfPair))];

    public static readonly Production<Expression>[] Couples = [new(Feature.Helpers, 2, Call(Kind.Couple, Signatures.OfCouple))];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.VoidHelpers, 5, CallForEffect(Signatures.OfNothing)),
        new(Feature.References, 4, CallForEffect(Signatures.OfReferences)),
        new(Feature.Helpers, 1, NewArray),
    ];

    private const int MaxMethods = 4;

    private static Make<Expression> Call(Kind result, string[] signatures)
        => Nested((make, scope, _) => Calls.AnyOf(make, scope, Find(make, scope, result, signatures)));

    private static Make<Statement> CallForEffect(string[] signatures)
        => (make, scope, _) => Calls.Statement(make, scope, Find(make, scope, Kind.Nothing, signatures));

    /// <summary>One that exists, or a new one.</summary>
    private static Method? Find(Maker make, Scope scope, Kind result, string[] signatures)
    {
        if (!scope.MayCall)
            return null;
        bool fits(Method method) => method.Result == result && signatures.Contains(method.Signature);
        if (make.Dice.Chance(50) && make.Dice.PickOrDefault(make.Members.Methods.Where(fits)) is { } method)
            return method;
        return make.Members.Count < MaxMethods ? New(make, result, make.Dice.Pick<string>(signatures)) : null;
    }

    private static Method New(Maker make, Kind result, string signature)
    {
        var method = Method.Of(make.Members.FreshName("Helper"), result, signature);
        if (result == Kind.Pair || method.Parameters.Any(parameter => parameter.Variable.Kind == Kind.Pair))
            Structs.Require(make);
        Scope scope = Scope.Of(Frame.OfHelper(result), method.Parameters.Select(parameter => parameter.Variable));
        Block body = Bodies.Of(make, scope, depth: 2, count: make.Dice.Between(1, 4), method);
        return make.Members.Declare(method, Code.Do($"private static {method.Declaration} {body}"));
    }

    /// <summary>An array from a helper.</summary>
    private static Statement? NewArray(Maker make, Scope scope, int depth)
    {
        if (make.Weight(Feature.Arrays) == 0 || Calls.AnyOf(make, scope, Find(make, scope, Kind.Array, Signatures.OfArray)) is not { } call)
            return null;
        Variable row = scope.Declare(scope.Fresh("p", Kind.Array) with { Length = 2, IsAssignable = true });
        return Code.Do($"{Kind.Array} {row} = {call};");
    }
}
