using AutoGradLinear;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>The square of a number, and its derivative: shows that messages are understood.</summary>
internal static partial class HelloModule
{
    public static Module Module { get; } = new("hello",
    [
        new("square", input =>
        {
            double x = Input.NumberOf(input, "input");
            return Evaluation.OfNumber(() => Square(x));
        }),
        new("double", input =>
        {
            double x = Input.NumberOf(input, "input");
            return Evaluation.OfNumber(() =>
            {
                SquareWithGradient(x, out double gradient);
                return gradient;
            });
        }),
    ]);

    [Differentiable]
    internal static double Square(double x) => x * x;
}
