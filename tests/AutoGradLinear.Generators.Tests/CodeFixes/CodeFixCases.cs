using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>For each fix the text before and after.</summary>
internal static class CodeFixCases
{
    public static IReadOnlyList<(string Name, string Id, string Title, string Before, string After)> All { get; } =
    [
        (
            "A type without modifiers keeps its comment above",
            "AGL0001",
            "Make 'Losses' partial",
            """
            using AutoGradLinear;

            /// <summary>Losses of mine.</summary>
            class Losses
            {
                [Differentiable]
                public static double Square(double x) => x * x;
            }
            """,
            """
            using AutoGradLinear;

            /// <summary>Losses of mine.</summary>
            partial class Losses
            {
                [Differentiable]
                public static double Square(double x) => x * x;
            }
            """
        ),
        (
            "A readonly record struct has partial before its keyword",
            "AGL0001",
            "Make 'Hinge' partial",
            """
            using AutoGradLinear;

            [Loss]
            public readonly record struct Hinge(float Margin)
            {
                public float Value(float score, float target) => Margin * score * target;
            }
            """,
            """
            using AutoGradLinear;

            [Loss]
            public readonly partial record struct Hinge(float Margin)
            {
                public float Value(float score, float target) => Margin * score * target;
            }
            """
        ),
        (
            "The types around a type become partial as well",
            "AGL0001",
            "Make 'Inner' partial",
            """
            using AutoGradLinear;

            public static class Outer
            {
                public static class Inner
                {
                    [Differentiable]
                    public static double Square(double x) => x * x;
                }
            }
            """,
            """
            using AutoGradLinear;

            public static partial class Outer
            {
                public static partial class Inner
                {
                    [Differentiable]
                    public static double Square(double x) => x * x;
                }
            }
            """
        ),
        (
            "All parts of a file-local type lose the modifier",
            "AGL0012",
            "Remove 'file'",
            """
            using AutoGradLinear;

            // Kept to this file.
            file static partial class Losses
            {
                [Differentiable]
                public static double Square(double x) => x * x;
            }

            file static partial class Losses
            {
            }
            """,
            """
            using AutoGradLinear;

            // Kept to this file.
            static partial class Losses
            {
                [Differentiable]
                public static double Square(double x) => x * x;
            }

            static partial class Losses
            {
            }
            """
        ),
        (
            "A loss without a body gets one",
            "AGL0020",
            "Add a method 'Value'",
            """
            using System;
            using AutoGradLinear;

            [Loss]
            public readonly partial record struct Hinge(float Margin);
            """,
            """
            using System;
            using AutoGradLinear;

            [Loss]
            public readonly partial record struct Hinge(float Margin)
            {
                public float Value(ReadOnlySpan<float> scores, int label) => throw new NotImplementedException();
            }
            """
        ),
        (
            "A loss with an empty body computes in its type parameter",
            "AGL0020",
            "Add a method 'Value'",
            """
            namespace Mine
            {
                using System.Numerics;

                [AutoGradLinear.Loss]
                public partial struct Flat<T>
                    where T : unmanaged, IFloatingPointIeee754<T> { }
            }
            """,
            """
            namespace Mine
            {
                using System.Numerics;

                [AutoGradLinear.Loss]
                public partial struct Flat<T>
                    where T : unmanaged, IFloatingPointIeee754<T>
                {
                    public T Value(System.ReadOnlySpan<T> scores, int label) => throw new System.NotImplementedException();
                }
            }
            """
        ),
        (
            "A penalty keeps its other members, and computes in the type of its hyperparameters",
            "AGL0030",
            "Add a method 'Value'",
            """
            using System;
            using AutoGradLinear;

            [Penalty]
            public readonly partial record struct Ridge(double Strength)
            {
                public double Half => Strength / 2;
            }
            """,
            """
            using System;
            using AutoGradLinear;

            [Penalty]
            public readonly partial record struct Ridge(double Strength)
            {
                public double Half => Strength / 2;

                public double Value(ReadOnlySpan<double> weights) => throw new NotImplementedException();
            }
            """
        ),
        (
            "A static class becomes an ordinary one",
            "AGL0040",
            "Remove 'static'",
            """
            using AutoGradLinear;
            using AutoGradLinear.Losses;

            [LinearClassifier<MulticlassHinge<float>, L2<float>>]
            public static partial class Margins;
            """,
            """
            using AutoGradLinear;
            using AutoGradLinear.Losses;

            [LinearClassifier<MulticlassHinge<float>, L2<float>>]
            public partial class Margins;
            """
        ),
        (
            "An abstract class becomes an ordinary one",
            "AGL0040",
            "Remove 'abstract'",
            """
            using AutoGradLinear;
            using AutoGradLinear.Losses;

            [LinearClassifier<MulticlassHinge<float>, L2<float>>]
            abstract partial class Margins
            {
                public string Name => "margins";
            }
            """,
            """
            using AutoGradLinear;
            using AutoGradLinear.Losses;

            [LinearClassifier<MulticlassHinge<float>, L2<float>>]
            partial class Margins
            {
                public string Name => "margins";
            }
            """
        ),
    ];

    public static TheoryData<string> Names => [.. All.Select(item => item.Name)];
}
