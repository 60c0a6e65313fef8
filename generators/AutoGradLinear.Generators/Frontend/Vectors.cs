using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>The vectors of <c>System.Numerics</c>.</summary>
internal static class Vectors
{
    public static bool IsVector(ITypeSymbol? type)
        => type.Is("System.Numerics", "Vector2", 0) || type.Is("System.Numerics", "Vector3", 0) || type.Is("System.Numerics", "Vector4", 0);
}
