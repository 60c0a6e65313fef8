using System.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// The vector registers of one width, so that a kernel is written once for all of them. Implementations are structs without state: a kernel
/// that is generic in one is compiled for it, and every call here becomes an instruction.
/// </summary>
/// <typeparam name="T">The real type of an element.</typeparam>
/// <typeparam name="TVector">The register.</typeparam>
internal unsafe interface ISimd<T, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
{
    /// <summary>The number of elements in a register.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(T* source);

    /// <summary>Loads as many bytes as a register has elements, as numbers.</summary>
    static abstract TVector LoadBytes(byte* source);

    static abstract void Store(TVector vector, T* target);

    /// <summary>A register with the same value in every element.</summary>
    static abstract TVector Broadcast(T value);

    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a · b + sum, rounded once where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector sum);

    /// <summary>The sum of the elements.</summary>
    static abstract T Sum(TVector vector);
}
