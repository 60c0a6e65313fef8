namespace AutoGradLinear.RandomPrograms.Duals;

/// <summary><c>AutoGradLinear.Gradient</c> over dual numbers.</summary>
public static class DualGradient
{
    public static Dual Stop(Dual x) => x.V;
}
