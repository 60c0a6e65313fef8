namespace AutoGradLinear;

/// <summary>How far two examples x and y are apart.</summary>
public enum NeighborDistance
{
    /// <summary>Σⱼ |xⱼ − yⱼ|, the Manhattan distance.</summary>
    L1,

    /// <summary>√Σⱼ (xⱼ − yⱼ)², the Euclidean distance.</summary>
    L2,
}
