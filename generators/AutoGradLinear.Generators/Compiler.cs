using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.Differentiation;
using AutoGradLinear.Generators.Differentiation.Traits;
using AutoGradLinear.Generators.Emission;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Lanes;
using AutoGradLinear.Generators.IR.Forms;
using AutoGradLinear.Generators.Optimization;
using AutoGradLinear.Generators.Optimization.Lanes;
using AutoGradLinear.Generators.Symbolic.Formulas;
using AutoGradLinear.Generators.Symbolic.Stability;

namespace AutoGradLinear.Generators;

/// <summary>What a generated member is for.</summary>
internal enum MemberKind
{
    /// <summary>The value alone, from the same IR as the gradient.</summary>
    Value,

    /// <summary>The value and the gradient; sinks are overwritten.</summary>
    Gradient,

    /// <summary>The value and the vector–Jacobian product; accumulators are added to.</summary>
    Pullback,

    /// <summary>The value and the Jacobian–vector product.</summary>
    Pushforward,

    /// <summary>The value and the product of the Hessian with a direction.</summary>
    HessianVectorProduct,

    /// <summary>The value and the Hessian.</summary>
    Hessian,

    /// <summary>The value, the gradient and the diagonal of the Hessian.</summary>
    HessianDiagonal,

    /// <summary>The results and the Jacobian.</summary>
    Jacobian,
}

/// <summary>A generated member: a function in surface form, ready to be printed, with the functions that it calls.</summary>
/// <param name="Batch">For derivatives of a loss, the function of many examples at once; null where there is none.</param>
internal sealed record GeneratedMember(MemberKind Kind, Function Function, EquatableArray<Function> Helpers, LaneFunction? Batch = null);

/// <summary>What is generated for one target.</summary>
/// <param name="Traits">What is proved of a loss or penalty.</param>
/// <param name="Restated">The formulas that are computed in a stabler form.</param>
/// <param name="AllAtOnce">Whether Hessians take all directions in one sweep.</param>
/// <param name="Formulas">The formulas of the value and of its derivatives, as the source has them; empty where there are none.</param>
/// <param name="Distance">How far apart the indices of elements may be that second derivatives join; null where that is not known, or not asked for.</param>
internal sealed record Unit(
    Target Target,
    EquatableArray<GeneratedMember> Members,
    ProvedTraits Traits,
    EquatableArray<Finding> Findings,
    EquatableArray<Restatement> Restated = default,
    int? Distance = null,
    bool AllAtOnce = false,
    EquatableArray<string> Formulas = default);

/// <summary>The rooms behind <c>Link</c>, in their order: a pure function of value-equal data that cannot fail on what <c>Link</c> accepts.</summary>
internal static class Compiler
{
    public static Unit Differentiate(Target target, CancellationToken cancellationToken)
    {
        Module core = CoreBuilder.Build(target.Module, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var members = new List<GeneratedMember>();
        var restated = new List<Restatement>();
        ProvedTraits traits = Traits(target.Kind, core.Entry);
        IEnumerable<Finding> findings = Findings(target, core.Entry);
        EquatableArray<string> formulas = Formulas(target, core.Entry);
        if (target.IsRewritten)
            core = Each(Stabilization.Run(Each(core, CommonSubexpressions.Run), restated), function => DeadCode.Run(Invariants.Run(function)));
        core = Each(core, Privatization.Run);
        if (target.IsRewritten)
            core = Stabilization.StopMaxima(core);
        foreach ((MemberKind kind, Func<Module> make) in Wanted(target, core, traits))
        {
            cancellationToken.ThrowIfCancellationRequested();
            GeneratedMember member = Member(kind, make());
            members.Add(target is { HasBatchForm: true, IsRewritten: true } ? member with { Batch = BatchOf(member) } : member);
        }

        int? distance = (target.Wanted & WantedMembers.SecondOrder) == 0 ? null : HessianStructure.Of(core.Entry).Distance;
        return new Unit(target, members.ToEquatableArray(), traits, [.. findings, .. Findings(target, restated)], restated.ToEquatableArray(), distance, Matrices.IsSmall(core.Entry), formulas);
    }

    private static Module Each(Module module, Func<Function, Function> pass) => new(pass(module.Entry), module.Helpers.Select(pass).ToEquatableArray());

    /// <summary>What is proved of a loss or penalty. An element that is read twice is one value only after sharing.</summary>
    public static ProvedTraits Traits(TargetKind kind, Function core) => TraitProofs.Of(kind, CommonSubexpressions.Run(core));

    /// <summary>A loss is called L and a penalty R; a function has its own name.</summary>
    private static EquatableArray<string> Formulas(Target target, Function core)
    {
        string symbol = target.Kind switch
        {
            TargetKind.Loss => "L",
            TargetKind.Penalty => "R",
            _ => target.Method.Name.TrimStart('@'),
        };
        return FormulaDocumentation.Of(CommonSubexpressions.Run(core), symbol, target.Method.NameOf);
    }

    private static IEnumerable<(MemberKind Kind, Func<Module> Make)> Wanted(Target target, Module core, ProvedTraits traits)
    {
        bool Wants(WantedMembers member) => (target.Wanted & member) != 0;
        bool hasResult = !core.Entry.Results.IsEmpty;
        if (target.Kind != TargetKind.Function || Wants(WantedMembers.Value))
            yield return (MemberKind.Value, () => core);
        if (hasResult)
            yield return (MemberKind.Gradient, () => ReverseMode.Gradient(core));
        if (Wants(WantedMembers.Pullback))
            yield return (MemberKind.Pullback, () => ReverseMode.Pullback(core));
        if (Wants(WantedMembers.Pushforward))
            yield return (MemberKind.Pushforward, () => FirstOrder.Pushforward(core));
        if (Wants(WantedMembers.HessianVectorProduct) || (target.HasCurvature && (traits & ProvedTraits.Smooth) != 0))
            yield return (MemberKind.HessianVectorProduct, () => SecondOrder.HessianVectorProduct(core));
        if (Wants(WantedMembers.Hessian))
            yield return (MemberKind.Hessian, () => Matrices.Hessian(core));
        if (Wants(WantedMembers.HessianDiagonal))
            yield return (MemberKind.HessianDiagonal, () => Matrices.HessianDiagonal(core));
        if (Wants(WantedMembers.Jacobian))
            yield return (MemberKind.Jacobian, () => Matrices.Jacobian(core));
    }

    private static GeneratedMember Member(MemberKind kind, Module module)
    {
        Module optimised = Pipeline.Run(module).Reachable();
        return new GeneratedMember(kind, SurfaceBuilder.Build(optimised.Entry), optimised.Helpers.Select(SurfaceBuilder.Build).ToEquatableArray());
    }

    private static LaneFunction? BatchOf(GeneratedMember member)
        => member.Helpers.IsEmpty && member.Kind is MemberKind.Gradient or MemberKind.HessianVectorProduct
            ? LaneForm.Of(
                member.Function, BatchNames.Blocks(member.Function, member.Kind == MemberKind.HessianVectorProduct), BatchNames.SinkOf(member.Kind == MemberKind.HessianVectorProduct))
            : null;

    private static IEnumerable<Finding> Findings(Target target, IEnumerable<Restatement> restated)
        => restated.Select(formula => new Finding(
            Ids.StableForm, formula.Site?.Function ?? target.Module.Entry.Name, formula.Site?.Place ?? target.NamePlace, [formula.Name, formula.Replacement]));

    private static EquatableArray<Finding> Findings(Target target, Function core)
    {
        var @return = (Return)core.Body[core.Body.Count - 1];
        Activity activity = Activity.Of(core);
        IEnumerable<Expression> results = @return.Values.Concat(core.Parameters.Where(parameter => parameter.IsResult).Select(parameter => new Use(parameter.Variable)));
        return results.Any(activity.IsActive)
            ? []
            : [new Finding(Ids.Independent, target.Module.Entry.Name, target.NamePlace, [target.Method.Name])];
    }
}
