using System.Numerics.Tensors;

namespace AutoGradLinear.Solvers;

/// <summary>A diagonal matrix.</summary>
/// <param name="diagonal">Its elements, positive.</param>
/// <param name="updates">Whether every pair updates it.</param>
/// <remarks>
/// The update is that of J. Gilbert and C. Lemaréchal, "Some numerical experiments with variable-storage quasi-Newton algorithms", Mathematical Programming 45, 1989: the diagonal
/// of the BFGS update of D, after D is scaled as L-BFGS scales it.
/// </remarks>
internal sealed class DiagonalPreconditioner(double[] diagonal, bool updates = false) : IPreconditioner
{
    public void Solve(Span<double> vector) => TensorPrimitives.Divide(vector, diagonal, vector);

    public void Exchange(StateArchive archive) => archive.Items<double>(diagonal);

    /// <summary>D ← the diagonal of σD + y yᵀ / s·y − σD s (σD s)ᵀ / s·σD s, where σ = y·D⁻¹ y / s·y.</summary>
    public void Update(ReadOnlySpan<double> step, ReadOnlySpan<double> change, double curvature)
    {
        if (!updates)
            return;
        double inverseSquare = 0.0, stepSquare = 0.0;
        for (int i = 0; i < diagonal.Length; i++)
        {
            inverseSquare += change[i] * change[i] / diagonal[i];
            stepSquare += step[i] * step[i] * diagonal[i];
        }

        double scale = inverseSquare / curvature;
        for (int i = 0; i < diagonal.Length; i++)
        {
            double moved = diagonal[i] * step[i];
            diagonal[i] = (scale * (diagonal[i] - (moved * moved / stepSquare))) + (change[i] * change[i] / curvature);
        }

        Diagonal.MakePositive(diagonal);
    }
}
