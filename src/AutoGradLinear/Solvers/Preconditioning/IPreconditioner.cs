namespace AutoGradLinear.Solvers;

/// <summary>A positive definite matrix D that stands for the Hessian, and that is cheap to divide by.</summary>
internal interface IPreconditioner
{
    /// <summary>v ← D⁻¹ v.</summary>
    void Solve(Span<double> vector);

    /// <summary>Carries the matrix, or what it is made of.</summary>
    void Exchange(StateArchive archive);

    /// <summary>Learns from a pair s = x₊ − x, y = ∇F₊ − ∇F with the curvature s·y.</summary>
    void Update(ReadOnlySpan<double> step, ReadOnlySpan<double> change, double curvature)
    {
    }
}
