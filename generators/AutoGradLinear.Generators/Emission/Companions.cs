namespace AutoGradLinear.Generators.Emission;

/// <summary>How a member uses the parameter that goes with a differentiated one.</summary>
internal enum CompanionRole
{
    /// <summary>A tangent, a direction: read.</summary>
    Input,

    /// <summary>A gradient, a product: overwritten.</summary>
    Output,

    /// <summary>An adjoint: added to.</summary>
    Accumulator,
}

/// <summary>A group of parameters of a generated member, one for each differentiated parameter of the method, whose name it has with the suffix.</summary>
internal sealed record Companion(string Suffix, CompanionRole Role)
{
    /// <summary>The groups of a kind of member, in the order of its signature.</summary>
    public static IReadOnlyList<Companion> Of(MemberKind kind) => kind switch
    {
        MemberKind.Gradient => [new("Gradient", CompanionRole.Output)],
        MemberKind.Pullback => [new("Adjoint", CompanionRole.Accumulator)],
        MemberKind.Pushforward => [new("Tangent", CompanionRole.Input)],
        MemberKind.HessianVectorProduct => [new("Direction", CompanionRole.Input), new("Product", CompanionRole.Output)],
        MemberKind.HessianDiagonal => [new("Gradient", CompanionRole.Output), new("HessianDiagonal", CompanionRole.Output)],
        _ => [],
    };
}
