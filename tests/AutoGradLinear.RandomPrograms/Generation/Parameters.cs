using System.Collections.Immutable;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>The parameters of the differentiated function, with arguments for each point.</summary>
internal static class Parameters
{
    public static ImmutableArray<Parameter> Of(Maker make, int points)
    {
        Dice dice = make.Dice;
        var parameters = new List<Parameter>();

        void Add(bool condition, Variable variable, bool isDifferentiated, Func<object> argument)
        {
            if (condition)
                parameters.Add(new Parameter(variable, isDifferentiated, [.. Enumerable.Range(0, points).Select(_ => argument())]));
        }

        object Real() => dice.Real(-1.5, 1.5);
        object Row() => Enumerable.Range(0, dice.Between(3, 5)).Select(_ => dice.Real(-1.5, 1.5)).ToArray();
        object Whole() => dice.Between(-1, 4);
        Variable Rows(string name, Kind kind, bool isWritable) => new(name, kind) { IsWritable = isWritable, Length = 3 };

        bool hasRows = make.Weight(Feature.Elements) > 0;
        bool hasInOut = make.Weight(Feature.InOut) > 0;
        Add(true, new Variable("x", Kind.Real), true, Real);
        Add(dice.Chance(70), new Variable("y", Kind.Real), dice.Chance(85), Real);
        Add(hasRows && dice.Chance(80), Rows("v", dice.Pick(Kind.Row, Kind.Row, Kind.Array), false), dice.Chance(85), Row);
        Add(hasRows && dice.Chance(40), Rows("w", dice.Pick(Kind.Row, Kind.Array), false), dice.Chance(85), Row);
        Add(hasInOut && dice.Chance(80), Rows("u", dice.Pick(Kind.Buffer, Kind.Array), true), dice.Chance(80), Row);
        Add(dice.Chance(60), new Variable("m", Kind.Whole), false, Whole);
        Add(dice.Chance(30), new Variable("n", Kind.Whole), false, Whole);
        Add(dice.Chance(10), new Variable("on", Kind.Truth), false, () => dice.Chance(50));
        Add(
            make.Weight(Feature.WholeArrays) > 0 && dice.Chance(50),
            new Variable("t", dice.Pick(Kind.WholeRow, Kind.Wholes)) { IsWritable = false, Length = 3 },
            false,
            () => Enumerable.Range(0, dice.Between(3, 4)).Select(_ => dice.Between(-1, 4)).ToArray());
        return [.. parameters];
    }
}
