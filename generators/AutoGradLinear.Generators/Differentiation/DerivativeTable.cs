namespace AutoGradLinear.Generators.Differentiation;

/// <summary>The functions whose derivatives the compiler knows.</summary>
internal static partial class DerivativeTable
{
}
