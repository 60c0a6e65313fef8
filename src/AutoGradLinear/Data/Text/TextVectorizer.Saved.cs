using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear;

public sealed partial class TextVectorizer
{
    private const string Kind = "textVectorizer";
    private const int Version = 1;

    /// <summary>Saves the vectorizer as JSON; the file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => SavedJson.Save(path, WriteTo);

    /// <summary>Loads a vectorizer that <see cref="Save"/> has written; it does exactly the same.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The vectorizer.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is damaged, of another kind or of a newer version; the message names the place.</exception>
    public static TextVectorizer Load(string path) => SavedJson.Load(path, ReadFrom);

    /// <summary>Writes the vectorizer as one object, alone or within another file.</summary>
    internal void WriteTo(Utf8JsonWriter writer)
    {
        SavedJson.Begin(writer, Kind, Version);
        TextVectorizerOptionsJson.Write(writer, "options", Options);
        writer.WriteNumber("documents", documents);
        if (vocabulary is not null)
        {
            for (int analyzer = 0; analyzer < NGrams.Analyzers.Length; analyzer++)
            {
                if (NGrams.RangeOf(Options, analyzer) is not null)
                    SavedJson.Write(writer, NGrams.Analyzers[analyzer], vocabulary.Terms[analyzer]);
            }

            SavedJson.Write(writer, "documentCounts", documentCounts);
        }
        else if (hashedCounts is not null)
        {
            SavedJson.Write(writer, "columns", hashedCounts.Columns);
            SavedJson.Write(writer, "documentCounts", hashedCounts.Counts);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads a vectorizer.</summary>
    /// <param name="saved">The object that <see cref="WriteTo"/> has written.</param>
    /// <returns>The vectorizer.</returns>
    /// <exception cref="DataFormatException">A property is not as it should be.</exception>
    internal static TextVectorizer ReadFrom(SavedObject saved)
    {
        SavedJson.RequireFormat(saved, Kind, Version);
        TextVectorizerOptions options = TextVectorizerOptionsJson.Read(saved, "options");
        if (!options.NeedsFitting)
        {
            saved.RequireOnly("format", "version", "options", "documents");
            saved.Integer("documents", 0, 0);
            return new TextVectorizer(options, null, null, null, 0);
        }

        int documents = saved.Integer("documents", 1, int.MaxValue);
        return options.HashBits is int bits ? ReadHashed(saved, options, documents, 1 << bits) : ReadVocabulary(saved, options, documents);
    }

    private static TextVectorizer ReadHashed(SavedObject saved, TextVectorizerOptions options, int documents, int columnCount)
    {
        saved.RequireOnly("format", "version", "options", "documents", "columns", "documentCounts");
        int[] columns = saved.Integers("columns", null, 0, columnCount - 1);
        int[] counts = saved.Integers("documentCounts", columns.Length, 1, documents);
        for (int k = 1; k < columns.Length; k++)
        {
            if (columns[k] <= columns[k - 1])
                throw saved.Error($"columns[{k}]", $"expected ascending columns, found {columns[k]} after {columns[k - 1]}.");
        }

        return new TextVectorizer(options, null, null, new HashedCounts(columns, counts), documents);
    }

    private static TextVectorizer ReadVocabulary(SavedObject saved, TextVectorizerOptions options, int documents)
    {
        List<string> known = ["format", "version", "options", "documents", "documentCounts"];
        string[][] terms = new string[NGrams.Analyzers.Length][];
        int count = 0;
        for (int analyzer = 0; analyzer < terms.Length; analyzer++)
        {
            string name = NGrams.Analyzers[analyzer];
            terms[analyzer] = [];
            if (NGrams.RangeOf(options, analyzer) is null)
                continue;
            known.Add(name);
            terms[analyzer] = saved.Strings(name, null);
            count += terms[analyzer].Length;
            for (int k = 0; k < terms[analyzer].Length; k++)
            {
                if (terms[analyzer][k].Length == 0 || (k > 0 && string.CompareOrdinal(terms[analyzer][k - 1], terms[analyzer][k]) >= 0))
                    throw saved.Error($"{name}[{k}]", "expected n-grams that are not empty, in ordinal order, none of them twice.");
            }
        }

        saved.RequireOnly([.. known]);
        if (count == 0)
            throw saved.Error("documentCounts", "the vocabulary is empty; expected one n-gram or more.");
        return new TextVectorizer(options, new TextVocabulary(terms), saved.Integers("documentCounts", count, 1, documents), null, documents);
    }
}
