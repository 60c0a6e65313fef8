namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>What helpers take, by what they give; the letters are those of <see cref="Method"/>.</summary>
internal static class Signatures
{
    public static readonly string[] OfReal = ["R", "RR", "RW", "v", "vR", "bR", "aW", "vv", "bv", "P", "C", "RT"];
    public static readonly string[] OfPair = ["R", "P", "RR", "vP"];
    public static readonly string[] OfCouple = ["R", "C", "bR"];
    public static readonly string[] OfArray = ["R", "v"];
    public static readonly string[] OfNothing = ["b", "bR", "av", "bWR", "bb", "aa"];
    public static readonly string[] WithReferences = ["&R", "R&R", "!R", "b!R", "@RR"];
    public static readonly string[] OfReferences = ["&R", "&R&R", "!RR", "&R!R", "b&R", "&WR", "&R@R"];
}
