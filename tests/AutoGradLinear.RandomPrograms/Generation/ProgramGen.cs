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
        var dice = new Dice(pcg);
        var make = new Maker(dice, weights.Varied(dice));
        ImmutableArray<Parameter> parameters = Parameters.Of(make, Points);
        Scope scope = Scope.Of(new Frame(Kind.Real, budget: dice.Between(3, 12)), parameters.Select(parameter => parameter.Variable));
        Block body = Bodies.Of(make, scope, depth: 3, count: dice.Between(2, 6));
        size = new Size((ulong)body.Parts.Length);
        return new RandomProgram(parameters, make.Members.ToBlock(), body, IsRewritten: dice.Chance(50));
    }
}
