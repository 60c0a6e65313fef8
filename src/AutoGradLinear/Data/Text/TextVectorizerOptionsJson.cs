using System.Text.Json;

namespace AutoGradLinear.Data;

/// <summary>Options of a vectorizer in files.</summary>
internal static class TextVectorizerOptionsJson
{
    private static ReadOnlySpan<string> Names => new string[]
    {
        "words", "characters", "charactersInWords", "lowercase", "minWordLength", "minDocuments", "maxDocumentShare", "maxFeatures", "hashBits",
        "signedHash", "termFrequency", "inverseDocumentFrequency", "norm",
    };

    public static void Write(Utf8JsonWriter writer, string name, TextVectorizerOptions options)
    {
        writer.WriteStartObject(name);
        for (int analyzer = 0; analyzer < NGrams.Analyzers.Length; analyzer++)
        {
            if (NGrams.RangeOf(options, analyzer) is { } range)
                SavedJson.Write(writer, NGrams.Analyzers[analyzer], [range.Shortest, range.Longest]);
        }

        writer.WriteBoolean("lowercase", options.Lowercase);
        writer.WriteNumber("minWordLength", options.MinWordLength);
        writer.WriteNumber("minDocuments", options.MinDocuments);
        writer.WriteNumber("maxDocumentShare", options.MaxDocumentShare);
        if (options.MaxFeatures is int most)
            writer.WriteNumber("maxFeatures", most);
        if (options.HashBits is int bits)
            writer.WriteNumber("hashBits", bits);
        writer.WriteBoolean("signedHash", options.SignedHash);
        writer.WriteString("termFrequency", TermWeighting.NameOf(TermWeighting.TermFrequencies, options.TermFrequency));
        writer.WriteString(
            "inverseDocumentFrequency", TermWeighting.NameOf(TermWeighting.InverseDocumentFrequencies, options.InverseDocumentFrequency));
        writer.WriteString("norm", TermWeighting.NameOf(TermWeighting.RowNorms, options.Norm));
        writer.WriteEndObject();
    }

    public static TextVectorizerOptions Read(SavedObject saved, string name)
    {
        SavedObject inner = saved.Object(name);
        inner.RequireOnly(Names);
        var options = new TextVectorizerOptions
        {
            Words = Range(inner, "words"),
            Characters = Range(inner, "characters"),
            CharactersInWords = Range(inner, "charactersInWords"),
            Lowercase = inner.Boolean("lowercase"),
            MinWordLength = inner.Integer("minWordLength", 1, int.MaxValue),
            MinDocuments = inner.Integer("minDocuments", 1, int.MaxValue),
            MaxDocumentShare = inner.Number("maxDocumentShare"),
            MaxFeatures = inner.Has("maxFeatures") ? inner.Integer("maxFeatures", 1, int.MaxValue) : null,
            HashBits = inner.Has("hashBits") ? inner.Integer("hashBits", 1, 30) : null,
            SignedHash = inner.Boolean("signedHash"),
            TermFrequency = inner.OneOf("termFrequency", TermWeighting.TermFrequencies),
            InverseDocumentFrequency = inner.OneOf("inverseDocumentFrequency", TermWeighting.InverseDocumentFrequencies),
            Norm = inner.OneOf("norm", TermWeighting.RowNorms),
        };
        try
        {
            options.Validate();
        }
        catch (ArgumentException exception)
        {
            throw saved.Error(name, exception.Message, exception);
        }

        return options;
    }

    private static NGramRange? Range(SavedObject saved, string name)
    {
        if (!saved.Has(name))
            return null;
        int[] bounds = saved.Integers(name, 2, 1, 100);
        return new NGramRange(bounds[0], bounds[1]);
    }
}
