using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>Forward mode of a function itself.</summary>
internal static class FirstOrder
{
    /// <summary>The function with its derivative along the direction of the inputs that end in <c>Tangent</c>.</summary>
    /// <param name="areSpans">Whether the tangents of one-dimensional arrays are spans, for callers within the module.</param>
    public static Module Pushforward(Module core, bool areSpans = false)
    {
        int spans = core.Entry.Parameters.Count(parameter => parameter.IsResult);
        return ForwardMode.Pushforward(core, Seeding.Along with { AreSpans = areSpans, ResultName = (name, _) => spans > 1 ? name + "Tangent" : "resultTangent" });
    }
}
