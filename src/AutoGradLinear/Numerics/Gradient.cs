namespace AutoGradLinear;

/// <summary>Marks that steer how a function is differentiated.</summary>
public static class Gradient
{
    /// <summary>Returns <paramref name="value"/> and cuts the flow of derivatives: ∂Stop(x)/∂x = 0.</summary>
    /// <typeparam name="T">Any type; a derivative would only flow through a real one.</typeparam>
    /// <param name="value">The value to be treated as a constant by the derivative.</param>
    /// <returns><paramref name="value"/>, unchanged.</returns>
    public static T Stop<T>(T value) => value;
}
