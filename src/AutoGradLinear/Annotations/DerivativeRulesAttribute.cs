namespace AutoGradLinear;

/// <summary>
/// Names types whose methods with <see cref="DerivativeOfAttribute"/> hold wherever the assembly is referenced. Within an assembly its own
/// rules hold without being named, and go before those of the assemblies that it references.
/// </summary>
/// <param name="types">The types; their rules are public.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class DerivativeRulesAttribute(params Type[] types) : Attribute
{
    /// <summary>The types that declare the rules.</summary>
    public IReadOnlyList<Type> Types { get; } = types;
}
