using AutoGradLinear.RandomPrograms.Generation.Productions;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>Bodies of methods.</summary>
internal static class Bodies
{
    /// <summary>Statements, and at the end a return that depends on several of the variables.</summary>
    public static Block Of(Maker make, Scope scope, int depth, int count, Method? method = null)
    {
        List<Statement> statements = [];
        foreach (MethodParameter parameter in method?.Parameters ?? [])
        {
            // What is assigned first is what `out` asks for; until then it cannot be read.
            if (parameter.Passing == Passing.Out)
                statements.Add(Code.Do($"{parameter.Variable} = {Code.Literal(make.Dice.Real(-1, 1))};"));
        }

        statements.AddRange(make.Sequence(scope, depth, count));
        if (scope.Frame.Result == Kind.Real)
            statements.Add(Code.Do($"return {Sum(make, scope)};"));
        else if (scope.Frame.Result != Kind.Nothing)
            statements.Add(Jumps.Return(make, scope));
        if (scope.Frame.UsesFuel)
            statements.Insert(0, Code.Do($"int fuel = {make.Dice.Between(4, 9)};"));
        return Block.Of(statements);
    }

    private static Expression Sum(Maker make, Scope scope)
    {
        Expression sum = make.Real(scope, 1);
        for (int i = make.Dice.Between(1, 3); i > 0; i--)
            sum = Code.Real($"{sum} + {make.Real(scope, 1)}");
        return sum;
    }
}
