namespace AutoGradLinear.Generators.Frontend;

/// <summary>Documentation ids as people read them.</summary>
internal static class DocumentationIds
{
    /// <summary><c>Type.Member</c> of <c>M:Namespace.Type.Member``1(System.Double){float}</c>.</summary>
    public static string MemberName(string id)
    {
        int end = id.IndexOfAny(['(', '{']);
        string path = end < 0 ? id : id.Substring(0, end);
        string[] parts = path.Substring(path.IndexOf(':') + 1).Split('.');
        string member = WithoutArity(parts[parts.Length - 1]);
        if (member == "#ctor")
            return WithoutArity(parts[parts.Length - 2]);
        if (member.StartsWith("get_", StringComparison.Ordinal))
            member = member.Substring(4);
        return parts.Length < 2 ? member : $"{WithoutArity(parts[parts.Length - 2])}.{member}";
    }

    private static string WithoutArity(string name)
    {
        int tick = name.IndexOf('`');
        return tick < 0 ? name : name.Substring(0, tick);
    }
}
