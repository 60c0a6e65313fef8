using System.Collections.Immutable;
using AutoGradLinear.RandomPrograms.Language;
using CsCheck;

namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>Random programs, as a generator of CsCheck. Shrinking is ours: see <see cref="Shrinking.Shrinker"/>.</summary>
internal sealed class ProgramGen(FeatureWeights weights) : Gen<RandomProgram>
{
    private const int Points = 3;

    /// <summary>The program with a number in the sequence of a seed.</summary>
    public RandomProgram At(ulong seed, int number) => Generate(new PCG((uint)number, seed), null!, out _);

    public override RandomProgram Generate(PCG pcg, Size? min, out Size size)
    {
        var make = new Maker(new Dice(pcg), weights);
        ImmutableArray<Parameter> parameters = Parameters(make);
        Scope scope = Scope.Of(new Frame(Kind.Real, budget: 18), parameters.Select(parameter => parameter.Variable));
        Block body = Bodies.Of(make, scope, depth: 3, count: make.Dice.Between(4, 8));
        size = new Size((ulong)body.Parts.Length);
        return new RandomProgram(parameters, make.Members.ToBlock(), body);
    }

    private static ImmutableArray<Parameter> Parameters(Maker make)
    {
        Dice dice = make.Dice;
        var parameters = ImmutableArray.CreateBuilder<Parameter>();
        foreach (string name in (ReadOnlySpan<string>)["x", "y", "z"])
        {
            if (name == "x" || dice.Chance(60))
                parameters.Add(Reals(dice, new Variable(name, Kind.Real), isDifferentiated: name == "x" || dice.Chance(85)));
        }

        foreach (string name in (ReadOnlySpan<string>)["v", "w"])
        {
            if (make.Weight(Feature.Elements) > 0 && dice.Chance(70))
                parameters.Add(Rows(dice, new Variable(name, dice.Pick(Kind.Row, Kind.Row, Kind.Array)) { IsWritable = false, Length = 3 }, dice.Chance(85)));
        }

        foreach (string name in (ReadOnlySpan<string>)["m", "n"])
        {
            if (dice.Chance(60))
                parameters.Add(new Parameter(new Variable(name, Kind.Whole), false, Each(() => (object)dice.Between(-1, 4))));
        }

        return parameters.ToImmutable();
    }

    private static Parameter Reals(Dice dice, Variable variable, bool isDifferentiated)
        => new(variable, isDifferentiated, Each(() => (object)dice.Real(-1.5, 1.5)));

    private static Parameter Rows(Dice dice, Variable variable, bool isDifferentiated)
        => new(variable, isDifferentiated, Each(() => (object)Enumerable.Range(0, dice.Between(3, 5)).Select(_ => dice.Real(-1.5, 1.5)).ToArray()));

    private static ImmutableArray<object> Each(Func<object> argument) => [.. Enumerable.Range(0, Points).Select(_ => argument())];
}
