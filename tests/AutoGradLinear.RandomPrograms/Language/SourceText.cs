using AutoGradLinear.RandomPrograms.Judging;

namespace AutoGradLinear.RandomPrograms.Language;

/// <summary>The texts of a program: the annotated type, its twin over dual numbers, and what calls both.</summary>
internal static class SourceText
{
    /// <summary>The type that the generator sees.</summary>
    public static string Subject(RandomProgram program, string name, JudgedMembers members = JudgedMembers.All)
        => $$"""
            using System;
            using System.Numerics;
            using System.Numerics.Tensors;
            using AutoGradLinear;

            public static partial class {{name}}
            {
                [Differentiable(Derivatives.Pullback{{(members == JudgedMembers.All ? " | Derivatives.Pushforward | Derivatives.HessianVectorProduct | Derivatives.Hessian" : "")}}{{(program.IsRewritten ? "" : ", Rewriting = false")}})]
                public static double F({{string.Join(", ", program.Parameters.Select(Declaration))}})
            {{Print(program, Dialect.Plain)}}
            }

            """;

    /// <summary>The twin, and the calls of both.</summary>
    public static string Judge(RandomProgram program, string name, JudgedMembers members)
        => $$"""
            using System;
            using AutoGradLinear.RandomPrograms.Duals;
            using AutoGradLinear.RandomPrograms.Judging;
            using Math = AutoGradLinear.RandomPrograms.Duals.DualMath;
            using MathF = AutoGradLinear.RandomPrograms.Duals.DualMathF;
            using TensorPrimitives = AutoGradLinear.RandomPrograms.Duals.DualTensors;
            using Gradient = AutoGradLinear.RandomPrograms.Duals.DualGradient;

            public static class {{name}}Dual
            {
                public static Dual F({{string.Join(", ", program.Parameters.Select(DualDeclaration))}})
            {{Print(program, Dialect.Dual)}}
            }

            public static class {{name}}Judge
            {
                public static double Value(Point p) => {{name}}.F({{Arguments(program)}});
                {{(members == JudgedMembers.None ? "" : FirstOrder(program, name))}}
                {{(members == JudgedMembers.All ? SecondOrder(program, name) : "")}}
                public static Dual Dual(DualPoint p) => {{name}}Dual.F({{Arguments(program)}});
            }

            """;

    private static string FirstOrder(RandomProgram program, string name)
        => $"""
            public static double Gradient(Point p, Point g) => {name}.FWithGradient({Arguments(program)}{Sinks(program, "out")});
                public static double Pullback(Point p, double a, Point g) => {name}.FPullback({Arguments(program)}, a{Sinks(program, "ref")});
            """;

    private static string SecondOrder(RandomProgram program, string name)
        => $"""
            public static double Pushforward(Point p, Point d, double[] t) => {name}.FPushforward({Arguments(program)}{Directions(program)}, out t[0]);
                public static double HessianVectorProduct(Point p, Point d, Point g) => {name}.FHessianVectorProduct({Arguments(program)}{Directions(program)}{Sinks(program, "out")});
                public static double Hessian(Point p, double[] h) => {name}.FHessian({Arguments(program)}, h);
            """;

    private static string Print(RandomProgram program, Dialect dialect)
    {
        var writer = new Writer(dialect, indentation: 1);
        program.Body.Print(writer);
        foreach (Part member in program.Members.Parts)
        {
            writer.EndLine();
            writer.EndLine();
            member.Print(writer);
        }

        return writer.ToString();
    }

    private static string Declaration(Parameter parameter)
        => $"{(parameter is { IsReal: true, IsDifferentiated: false } ? "[NoGradient] " : "")}{parameter.Variable.Kind.Plain} {parameter.Variable.Name}";

    private static string DualDeclaration(Parameter parameter) => $"{parameter.Variable.Kind.Dual} {parameter.Variable.Name}";

    private static string Arguments(RandomProgram program)
        => string.Join(", ", program.Parameters.Select((parameter, i) => $"p.{Access(parameter.Variable.Kind)}({i})"));

    private static string Directions(RandomProgram program)
        => string.Concat(program.Parameters.Select((parameter, i) => parameter.IsDifferentiated ? $", d.{Access(parameter.Variable.Kind)}({i})" : ""));

    private static string Sinks(RandomProgram program, string modifier)
        => string.Concat(program.Parameters.Select((parameter, i) => !parameter.IsDifferentiated
            ? ""
            : $", {(parameter.IsRow ? "" : modifier + " ")}g.{Access(parameter.Variable.Kind)}({i})"));

    private static string Access(Kind kind)
        => kind == Kind.Real ? "Real"
            : kind == Kind.Whole ? "Whole"
            : kind == Kind.Truth ? "Truth"
            : kind == Kind.Wholes || kind == Kind.WholeRow ? "Wholes"
            : "Row";
}
