namespace AutoGradLinear.Generators.IR;

/// <summary>What generated members and their parameters are called.</summary>
internal static class GeneratedMemberNames
{
    private static readonly (WantedMembers Member, string Ending, string[] Suffixes, string[] Parameters)[] All =
    [
        (WantedMembers.Value, "Stable", [], []),
        (WantedMembers.Pullback, "Pullback", ["Adjoint"], ["resultAdjoint"]),
        (WantedMembers.Pushforward, "Pushforward", ["Tangent"], ["resultTangent"]),
        (WantedMembers.HessianVectorProduct, "HessianVectorProduct", ["Direction", "Product"], []),
        (WantedMembers.Hessian, "Hessian", [], ["hessian"]),
        (WantedMembers.HessianDiagonal, "HessianDiagonal", ["Gradient", "HessianDiagonal"], []),
        (WantedMembers.Jacobian, "Jacobian", [], ["jacobian"]),
    ];

    /// <summary>The flags one by one.</summary>
    public static IEnumerable<WantedMembers> Each(WantedMembers wanted) => All.Select(item => item.Member).Where(member => (wanted & member) != 0);

    /// <summary>What is appended to the name of the method.</summary>
    public static IEnumerable<string> EndingsOf(WantedMembers wanted, bool hasResult)
        => (hasResult ? new[] { "WithGradient" } : []).Concat(All.Where(item => (wanted & item.Member) != 0).Select(item => item.Ending));

    /// <summary>The parameters that members have beside those of the method.</summary>
    public static HashSet<string> ParametersOf(WantedMembers wanted, bool hasResult, IReadOnlyCollection<string> differentiated, IReadOnlyCollection<string> spans)
    {
        var names = new HashSet<string>(hasResult ? differentiated.Select(name => name + "Gradient") : []);
        foreach ((WantedMembers member, _, string[] suffixes, string[] parameters) in All)
        {
            if ((wanted & member) == 0)
                continue;
            names.UnionWith(suffixes.SelectMany(suffix => differentiated.Select(name => name + suffix)));
            names.UnionWith(spans.Count > 1 && member is WantedMembers.Pullback or WantedMembers.Pushforward ? spans.Select(name => name + suffixes[0]) : parameters);
        }

        return names;
    }
}
