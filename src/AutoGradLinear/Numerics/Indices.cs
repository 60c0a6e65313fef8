using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Numerics;

/// <summary>Checks of many indices at once, ahead of loops that follow them without checks of their own.</summary>
internal static class Indices
{
    /// <summary>Whether every index is at least 0 and below a limit; negative ones are large without their sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AllBelow(ReadOnlySpan<int> indices, int limit)
    {
        ReadOnlySpan<uint> places = MemoryMarshal.Cast<int, uint>(indices);
        int width = Vector<uint>.Count;
        if (places.Length < width)
        {
            uint highest = 0;
            foreach (uint place in places)
                highest = Math.Max(highest, place);
            return places.IsEmpty || highest < (uint)limit;
        }

        // The last vector may overlap the one before it.
        Vector<uint> largest = VectorMath.Load(places, places.Length - width);
        for (int start = 0; start < places.Length - width; start += width)
            largest = Vector.Max(largest, VectorMath.Load(places, start));
        return Vector.LessThanAll(largest, new Vector<uint>((uint)limit));
    }
}
