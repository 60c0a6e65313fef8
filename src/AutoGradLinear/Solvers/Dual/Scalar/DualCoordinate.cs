namespace AutoGradLinear.Solvers;

/// <summary>The dual variable α of one example and one score.</summary>
/// <param name="Slope">α, a slope of the loss: ℓ(s) ≥ α s − ℓ*(α) for all s.</param>
/// <param name="Conjugate">ℓ*(α), or what is no less.</param>
/// <param name="Point">A score at which the loss has this slope.</param>
internal readonly record struct DualCoordinate(double Slope, double Conjugate, double Point);
