using System.Numerics;

namespace AutoGradLinear.Data;

/// <summary>The magnitudes that a real type holds with all its digits.</summary>
internal readonly record struct NormalRange(double Smallest, double Largest)
{
    public static NormalRange Of<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
        => typeof(T) == typeof(float) ? new(1.1754943508222875e-38, float.MaxValue)
            : typeof(T) == typeof(Half) ? new(6.103515625e-05, (double)Half.MaxValue)
            : new(2.2250738585072014e-308, double.MaxValue);

    /// <summary>Whether all numbers are 0 or in the range.</summary>
    public bool Holds(LinearMap map)
    {
        foreach (double weight in map.Weights)
        {
            if (weight != 0.0 && !(Math.Abs(weight) >= Smallest && Math.Abs(weight) <= Largest))
                return false;
        }

        // The bias is a sum: what is too small in it does not matter.
        foreach (double bias in map.Bias)
        {
            if (!(Math.Abs(bias) <= Largest))
                return false;
        }

        return true;
    }
}
