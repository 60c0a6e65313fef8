using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic.Shifts;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>
/// Puts the formulas of a module into stable form, before anything is differentiated: the value and all derivatives then come from the same formula.
/// Formulas are found across statements, so equal values should be one variable.
/// </summary>
internal static class Stabilization
{
    /// <summary>The module in stable form; what was replaced is added to <paramref name="restated"/>. The bodies of a user's rules stay as they are.</summary>
    public static Module Run(Module module, List<Restatement> restated)
        => Each(module, function => Run(function, restated));

    /// <summary>The module with the maxima that cancel taken for constants; memory should be made where it is used.</summary>
    public static Module StopMaxima(Module module) => Each(module, CancellingMaxima.Run);

    private static Module Each(Module module, Func<Function, Function> pass)
    {
        HashSet<string> rules = [.. module.Helpers.Append(module.Entry).SelectMany(Module.RulesOf)];
        return new Module(pass(module.Entry), module.Helpers.Select(helper => rules.Contains(helper.Name) ? helper : pass(helper)).ToEquatableArray());
    }

    private static Function Run(Function function, List<Restatement> restated)
    {
        var bases = new OtherBases();
        Function loops = SumStarts.Run(ElementFormulas.Run(RowLoops.Run(bases.Naturalize(function))));
        Function stable = StableForms.Run(ScaledSums.Run(loops, restated), restated);

        // Factors show that they are positive in stable form; their logarithms have one, too.
        Function summed = LogarithmsOfProducts.Run(stable, restated);
        return bases.Restore(summed.Body.Equals(stable.Body) ? stable : StableForms.Run(summed, restated));
    }
}
