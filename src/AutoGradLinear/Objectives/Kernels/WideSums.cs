using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Objectives;

/// <summary>Sums over a few examples in the type of the loss, added to sums over all examples in double, so that these lose no digits.</summary>
internal static class WideSums
{
    /// <summary>
    /// How many numbers are summed in <typeparamref name="T"/> before the sum goes to double: few enough to lose less than half of the type's digits, and no more than are worth a walk
    /// over the sums.
    /// </summary>
    public static int MostTerms<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
        => Math.Min(512, 1 << Math.Min(T.One.GetSignificandBitLength() / 2, 30));

    /// <summary>total += factor · block.</summary>
    public static void Add<T>(ReadOnlySpan<T> block, double factor, Span<double> total)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            TensorPrimitives.MultiplyAdd(MemoryMarshal.Cast<T, double>(block), factor, total, total);
            return;
        }

        int i = 0;
        if (typeof(T) == typeof(float))
        {
            ref float source = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(block));
            ref double target = ref MemoryMarshal.GetReference(total);
            int width = Vector<double>.Count;
            var factors = new Vector<double>(factor);
            for (; i <= block.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(Vector.LoadUnsafe(ref source, (nuint)i), out Vector<double> low, out Vector<double> high);
                low = Vector.FusedMultiplyAdd(low, factors, Vector.LoadUnsafe(ref target, (nuint)i));
                high = Vector.FusedMultiplyAdd(high, factors, Vector.LoadUnsafe(ref target, (nuint)(i + width)));
                low.StoreUnsafe(ref target, (nuint)i);
                high.StoreUnsafe(ref target, (nuint)(i + width));
            }
        }

        for (; i < block.Length; i++)
            total[i] += double.CreateTruncating(block[i]) * factor;
    }

    /// <summary>target = terms + factor · block.</summary>
    public static void Combine<T>(ReadOnlySpan<T> terms, ReadOnlySpan<T> block, double factor, Span<double> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        if (typeof(T) == typeof(float))
        {
            ref float source = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(block));
            ref float start = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(terms));
            ref double result = ref MemoryMarshal.GetReference(target);
            int width = Vector<double>.Count;
            var factors = new Vector<double>(factor);
            for (; i <= block.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(Vector.LoadUnsafe(ref source, (nuint)i), out Vector<double> low, out Vector<double> high);
                Vector.Widen(Vector.LoadUnsafe(ref start, (nuint)i), out Vector<double> lowStart, out Vector<double> highStart);
                Vector.FusedMultiplyAdd(low, factors, lowStart).StoreUnsafe(ref result, (nuint)i);
                Vector.FusedMultiplyAdd(high, factors, highStart).StoreUnsafe(ref result, (nuint)(i + width));
            }
        }

        for (; i < block.Length; i++)
            target[i] = double.CreateTruncating(terms[i]) + (double.CreateTruncating(block[i]) * factor);
    }

    /// <summary>Overwrites doubles with values of the loss's type.</summary>
    public static void Copy<T>(ReadOnlySpan<T> block, Span<double> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
            MemoryMarshal.Cast<T, double>(block).CopyTo(target);
        else
            TensorPrimitives.ConvertTruncating(block, target);
    }

    /// <summary>Overwrites values of the loss's type with doubles.</summary>
    public static void Copy<T>(ReadOnlySpan<double> source, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
            MemoryMarshal.Cast<double, T>(source).CopyTo(target);
        else
            TensorPrimitives.ConvertTruncating(source, target);
    }
}
