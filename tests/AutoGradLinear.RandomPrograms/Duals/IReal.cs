using System.Numerics;

namespace AutoGradLinear.RandomPrograms.Duals;

/// <summary>What generic helpers use of <c>IFloatingPointIeee754&lt;T&gt;</c>.</summary>
public interface IReal<T> :
    IAdditionOperators<T, T, T>,
    ISubtractionOperators<T, T, T>,
    IMultiplyOperators<T, T, T>,
    IDivisionOperators<T, T, T>,
    IUnaryNegationOperators<T, T>,
    IComparisonOperators<T, T, bool>
    where T : IReal<T>
{
    static abstract T One { get; }

    static abstract T Zero { get; }

    static abstract T CreateChecked(double x);

    static abstract T Sin(T x);

    static abstract T Tanh(T x);

    static abstract T Exp(T x);

    static abstract T Max(T x, T y);
}
