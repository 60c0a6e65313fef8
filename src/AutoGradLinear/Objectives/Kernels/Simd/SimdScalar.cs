using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGradLinear.Objectives;

/// <summary>One element at a time: for machines and real types without vectors, and for fewer features than a register holds.</summary>
internal readonly unsafe struct SimdScalar<T> : ISimd<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(T* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LoadBytes(byte* source) => T.CreateTruncating(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T vector, T* target) => *target = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Broadcast(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T a, T b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T a, T b, T sum) => (a * b) + sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(T vector) => vector;
}
