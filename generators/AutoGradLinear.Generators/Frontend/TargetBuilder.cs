using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Joins the declaration and the body of an annotated method into a target, with all there is to report about both.</summary>
internal sealed class TargetBuilder(string key, Compilation compilation, ShapeReport report, CancellationToken cancellationToken)
{
    /// <summary>Nothing is generated; what is wrong is said.</summary>
    public Lowered<Target> Refused()
        => new(new Draft<Target>(key, null, report.Findings.ToEquatableArray()), report.Origins.ToEquatableArray());

    /// <summary>Nothing is generated and nothing is said: C# has its own errors for it.</summary>
    public Lowered<Target> Broken() => new(new Draft<Target>(key, null, []), []);

    /// <summary>Whether the signature does not compile.</summary>
    public bool IsBroken(IMethodSymbol method)
        => Types.IsBroken(method.ReturnType) || method.Parameters.Any(parameter => Types.IsBroken(parameter.Type));

    private static bool IsOff(AttributeData attribute, string option)
        => attribute.NamedArguments.Any(argument => argument.Key == option && argument.Value.Value is false);

    /// <param name="attributes">The attribute that asks for it, with its options.</param>
    /// <param name="adjust">What is to be changed in the entry, such as which parameters are differentiated.</param>
    public Lowered<Target> Build(
        TargetKind kind,
        IMethodSymbol method,
        WantedMembers wanted,
        IEnumerable<AttributeData> attributes,
        EquatableArray<Hyperparameter>? hyperparameters,
        string? linkMethod,
        Func<Function, Function> adjust)
    {
        if (ModuleBuilder.Build(method, compilation, isTwice: (wanted & WantedMembers.SecondOrder) != 0, cancellationToken) is not { } lowered)
            return Refused();
        if (lowered.IsBroken)
            return Broken();
        IReadOnlyList<Finding> findings = [.. report.Findings, .. lowered.Findings];
        Module module = lowered.Module with { Entry = adjust(lowered.Module.Entry) };
        var target = new Target(
            kind,
            TypeShells.Of(method.ContainingType, compilation),
            MethodShells.Of(method, module.Entry, compilation),
            wanted,
            hyperparameters,
            linkMethod,
            module,
            lowered.NamePlace,
            IsRewritten: attributes.All(attribute => !IsOff(attribute, "Rewriting")));
        return new Lowered<Target>(
            new Draft<Target>(key, target, findings.ToEquatableArray()),
            report.Origins.Concat(lowered.Origins).ToEquatableArray());
    }
}
