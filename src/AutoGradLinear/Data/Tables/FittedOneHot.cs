using System.Text.Json;

namespace AutoGradLinear.Data;

/// <summary>One feature per category, then one for all rare ones, then one for missing ones.</summary>
internal sealed class FittedOneHot : FittedCategories
{
    public const string EncodingName = "oneHot";

    private readonly string[] kept;
    private readonly string[] rare;
    private readonly UnknownCategory unknown;
    private readonly MissingCategory missing;
    private readonly bool hasMissingFeature;
    private readonly int mostFrequent;
    private readonly Dictionary<string, int> featureOf;
    private readonly EncodedValue ofUnknown;

    /// <param name="name">The column.</param>
    /// <param name="kept">The categories with a feature of their own.</param>
    /// <param name="rare">Those that share one.</param>
    /// <param name="unknown">What others become.</param>
    /// <param name="missing">What missing ones become.</param>
    /// <param name="hasMissingFeature">Whether the training data had missing ones that became a category of their own.</param>
    /// <param name="mostFrequent">The feature of the most frequent category.</param>
    private FittedOneHot(
        string name, string[] kept, string[] rare, UnknownCategory unknown, MissingCategory missing, bool hasMissingFeature, int mostFrequent)
        : base(name, kept.Length + (rare.Length > 0 ? 1 : 0) + (hasMissingFeature ? 1 : 0))
    {
        this.kept = kept;
        this.rare = rare;
        this.unknown = unknown;
        this.missing = missing;
        this.hasMissingFeature = hasMissingFeature;
        this.mostFrequent = mostFrequent;
        featureOf = new Dictionary<string, int>(kept.Length + rare.Length, StringComparer.Ordinal);
        for (int k = 0; k < kept.Length; k++)
            featureOf.Add(kept[k], k);
        foreach (string category in rare)
            featureOf.Add(category, kept.Length);
        ofUnknown = unknown switch
        {
            UnknownCategory.Refuse => EncodedValue.Refused,
            UnknownCategory.Other when rare.Length > 0 => new EncodedValue(kept.Length, 1.0),
            _ => EncodedValue.Zeros,
        };
        Missing = missing switch
        {
            MissingCategory.Refuse => EncodedValue.Refused,
            MissingCategory.MostFrequent => new EncodedValue(mostFrequent, 1.0),
            MissingCategory.Own when hasMissingFeature => new EncodedValue(Width - 1, 1.0),
            _ => EncodedValue.Zeros,
        };
    }

    public override EncodedValue Missing { get; }

    public override string Encoding => EncodingName;

    public override IEnumerable<string> FeatureNames =>
    [
        .. kept.Select(category => $"{Name}={category}"),
        .. rare.Length > 0 ? [$"{Name} is other"] : Array.Empty<string>(),
        .. hasMissingFeature ? [$"{Name} is missing"] : Array.Empty<string>(),
    ];

    private static (string Name, UnknownCategory Value)[] UnknownNames { get; } =
        [("other", UnknownCategory.Other), ("zeros", UnknownCategory.Zeros), ("refuse", UnknownCategory.Refuse)];

    public static FittedOneHot Fit(CategoryColumn column, OneHotEncoding encoding)
    {
        int[] counts = new int[column.Categories.Count];
        foreach (int code in column.Codes)
        {
            if (code != CategoryColumn.Missing)
                counts[code]++;
        }

        int[] seen = [.. Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0)];
        Array.Sort(seen, (a, b) => string.CompareOrdinal(column.Categories[a], column.Categories[b]));
        HashSet<int> frequent =
        [
            .. seen.Where(code => counts[code] >= encoding.MinFrequency)
                .OrderByDescending(code => counts[code])
                .Take(encoding.MaxCategories ?? int.MaxValue),
        ];
        string[] kept = [.. seen.Where(frequent.Contains).Select(code => column.Categories[code])];
        string[] rare = [.. seen.Where(code => !frequent.Contains(code)).Select(code => column.Categories[code])];
        int most = seen.MaxBy(code => counts[code]);
        int mostFrequent = Array.IndexOf(kept, column.Categories[most]);
        return new FittedOneHot(
            column.Name,
            kept,
            rare,
            encoding.Unknown,
            encoding.Missing,
            encoding.Missing == MissingCategory.Own && column.MissingCount > 0,
            mostFrequent < 0 ? kept.Length : mostFrequent);
    }

    public static FittedOneHot Read(SavedObject saved, string name)
    {
        saved.RequireOnly("name", "encoding", "categories", "rare", "unknown", "missing", "missingFeature", "mostFrequent");
        string[] kept = saved.Strings("categories", null);
        string[] rare = saved.Strings("rare", null);
        if (kept.Length + rare.Length == 0)
            throw saved.Error("categories", "expected one category or more, here or in 'rare'.");
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string list, string[] categories) in new[] { ("categories", kept), ("rare", rare) })
        {
            foreach (string category in categories)
            {
                if (!met.Add(category))
                    throw saved.Error(list, $"the category '{SavedObject.Shown(category)}' stands twice.");
            }
        }

        MissingCategory missing = saved.OneOf<MissingCategory>("missing", MissingNames);
        bool hasMissingFeature = saved.Boolean("missingFeature");
        if (hasMissingFeature && missing != MissingCategory.Own)
            throw saved.Error("missingFeature", "expected false, because missing categories are none of their own.");
        return new FittedOneHot(
            name,
            kept,
            rare,
            saved.OneOf<UnknownCategory>("unknown", UnknownNames),
            missing,
            hasMissingFeature,
            saved.Integer("mostFrequent", 0, kept.Length - (rare.Length > 0 ? 0 : 1)));
    }

    public override EncodedValue Of(ReadOnlySpan<char> category) =>
        featureOf.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(category, out int feature) ? new EncodedValue(feature, 1.0) : ofUnknown;

    public override void WriteProperties(Utf8JsonWriter writer)
    {
        SavedJson.Write(writer, "categories", kept);
        SavedJson.Write(writer, "rare", rare);
        writer.WriteString("unknown", UnknownNames[(int)unknown].Name);
        writer.WriteString("missing", NameOf(missing));
        writer.WriteBoolean("missingFeature", hasMissingFeature);
        writer.WriteNumber("mostFrequent", mostFrequent);
    }
}
