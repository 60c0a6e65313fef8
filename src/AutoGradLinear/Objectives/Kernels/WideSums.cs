using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Objectives;

/// <summary>Sums over a few examples in the type of the loss, added to sums over all examples in double, so that these lose no digits.</summary>
internal static class WideSums
{
    public static void Add<T>(ReadOnlySpan<T> block, Span<double> total)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            TensorPrimitives.Add(MemoryMarshal.Cast<T, double>(block), total, total);
            return;
        }

        int i = 0;
        if (typeof(T) == typeof(float))
        {
            ReadOnlySpan<float> source = MemoryMarshal.Cast<T, float>(block);
            int width = Vector<double>.Count;
            for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(source[i..]), out Vector<double> low, out Vector<double> high);
                Span<double> target = total.Slice(i, Vector<float>.Count);
                (new Vector<double>(target) + low).CopyTo(target);
                (new Vector<double>(target[width..]) + high).CopyTo(target[width..]);
            }
        }

        for (; i < block.Length; i++)
            total[i] += double.CreateTruncating(block[i]);
    }
}
