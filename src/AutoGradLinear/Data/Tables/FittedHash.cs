using System.Text.Json;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Data;

/// <summary>The hash of a category chooses one of 2^bits features, and the sign; a last feature is for missing ones.</summary>
internal sealed class FittedHash(string name, int bits, MissingCategory missing, bool hadMissing)
    : FittedCategories(name, (1 << bits) + (missing == MissingCategory.Own && hadMissing ? 1 : 0))
{
    public const string EncodingName = "hash";

    private readonly int bits = bits;
    private readonly MissingCategory missing = missing;
    private readonly bool hasMissingFeature = missing == MissingCategory.Own && hadMissing;

    public override EncodedValue Missing => missing switch
    {
        MissingCategory.Refuse => EncodedValue.Refused,
        MissingCategory.Own when hasMissingFeature => new EncodedValue(Width - 1, 1.0),
        _ => EncodedValue.Zeros,
    };

    public override string Encoding => EncodingName;

    public override IEnumerable<string> FeatureNames =>
    [
        .. Enumerable.Range(0, 1 << bits).Select(feature => $"{Name}#{feature}"),
        .. hasMissingFeature ? [$"{Name} is missing"] : Array.Empty<string>(),
    ];

    public static FittedHash Read(SavedObject saved, string name)
    {
        saved.RequireOnly("name", "encoding", "bits", "missing", "missingFeature");
        MissingCategory missing = saved.OneOf<MissingCategory>("missing", MissingNames);
        if (missing == MissingCategory.MostFrequent)
            throw saved.Error("missing", "expected own, zeros or refuse for a hashed column, found mostFrequent.");
        bool hasMissingFeature = saved.Boolean("missingFeature");
        if (hasMissingFeature && missing != MissingCategory.Own)
            throw saved.Error("missingFeature", "expected false, because missing categories are none of their own.");
        return new FittedHash(name, saved.Integer("bits", 1, HashEncoding.MostBits), missing, hasMissingFeature);
    }

    public override EncodedValue Of(ReadOnlySpan<char> category)
    {
        uint hash = StableHash.Of(category);
        return new EncodedValue((int)(hash & ((1u << bits) - 1)), hash >> 31 == 0 ? 1.0 : -1.0);
    }

    public override void WriteProperties(Utf8JsonWriter writer)
    {
        writer.WriteNumber("bits", bits);
        writer.WriteString("missing", NameOf(missing));
        writer.WriteBoolean("missingFeature", hasMissingFeature);
    }
}
