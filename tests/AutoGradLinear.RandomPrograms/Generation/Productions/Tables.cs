using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Constants, alone and in tables.</summary>
internal static class Tables
{
    public static readonly Production<Expression>[] Reals =
    [
        new(Feature.Tables, 1, (make, scope, _) => Constant(make, "Half", () => Code.Do($"private const double Half = 0.5;"))),
        new(Feature.Tables, 1, (make, scope, _) => Constant(make, "Scale", () => Code.Do($"private static readonly double Scale = 1.25;"))),
        new(Feature.Tables, 1, (make, scope, _) =>
        {
            make.Members.Require("Table", () => Code.Do($"private static {Kind.Row} Table => new {Kind.Real}[] {{ 0.5, -1.25, 0.75, 1.5 }};"));
            return Code.Real($"Table[{Integers.Masked(make, scope, 3)}]");
        }),
    ];

    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Tables, 3, (make, scope, _) =>
        {
            List<Expression> constants = Enumerable.Range(0, 4).Select(_ => Code.Literal(make.Dice.Real(-1.5, 1.5))).ToList();
            Variable table = scope.Declare(scope.Fresh("c", Kind.Row) with { Length = 4, IsWritable = false, IsOnStack = true });
            return Code.Do($"{Kind.Row} {table} = [{constants}];");
        }),
    ];

    private static Expression Constant(Maker make, string name, Func<Statement> declaration)
    {
        make.Members.Require(name, declaration);
        return Code.Real($"{name}");
    }
}
