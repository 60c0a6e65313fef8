using System.Numerics;
using System.Text.Json;

namespace AutoGradLinear.Data;

/// <summary>Turns counts of terms into weights: the weight of the count times that of the term.</summary>
internal sealed class TfIdfStep : FittedStep
{
    public const string Name = "tfIdf";

    private readonly TermFrequency termFrequency;
    private readonly InverseDocumentFrequency inverseDocumentFrequency;
    private readonly int[] documentCounts;
    private readonly int documents;
    private readonly double[]? weights;

    private TfIdfStep(TermFrequency termFrequency, InverseDocumentFrequency inverseDocumentFrequency, int[] documentCounts, int documents)
        : base(documentCounts.Length)
    {
        this.termFrequency = termFrequency;
        this.inverseDocumentFrequency = inverseDocumentFrequency;
        this.documentCounts = documentCounts;
        this.documents = documents;
        weights = TermWeighting.Of(inverseDocumentFrequency, documentCounts, documents);
    }

    public override string Kind => Name;

    /// <summary>The weight of a count.</summary>
    public TermFrequency TermFrequency => termFrequency;

    /// <summary>The weights of the terms; none where all are 1.</summary>
    public ReadOnlySpan<double> TermWeights => weights;

    public static TfIdfStep Fit(
        ClassificationDataset train, TermFrequency termFrequency, InverseDocumentFrequency inverseDocumentFrequency, WorkProgress work) =>
        new(termFrequency, inverseDocumentFrequency, ColumnStatistics.DocumentCounts(train, work), train.Count);

    public static TfIdfStep Read(SavedObject saved, int inputCount)
    {
        saved.RequireOnly("step", "termFrequency", "inverseDocumentFrequency", "documents", "documentCounts");
        TermFrequency termFrequency = saved.OneOf("termFrequency", TermWeighting.TermFrequencies);
        InverseDocumentFrequency inverse = saved.OneOf("inverseDocumentFrequency", TermWeighting.InverseDocumentFrequencies);
        int documents = saved.Integer("documents", 1, int.MaxValue);
        return new TfIdfStep(termFrequency, inverse, saved.Integers("documentCounts", inputCount, 0, documents), documents);
    }

    public override int Transform<T>(Span<T> row)
    {
        for (int j = 0; j < row.Length; j++)
        {
            if (row[j] != T.Zero)
                row[j] = Weighted(row[j], j);
        }

        return row.Length;
    }

    public override int Transform<T>(Span<int> columns, Span<T> values)
    {
        for (int k = 0; k < values.Length; k++)
            values[k] = Weighted(values[k], columns[k]);
        return values.Length;
    }

    public override void WriteProperties(Utf8JsonWriter writer)
    {
        writer.WriteString("termFrequency", TermWeighting.NameOf(TermWeighting.TermFrequencies, termFrequency));
        writer.WriteString(
            "inverseDocumentFrequency", TermWeighting.NameOf(TermWeighting.InverseDocumentFrequencies, inverseDocumentFrequency));
        writer.WriteNumber("documents", documents);
        SavedJson.Write(writer, "documentCounts", documentCounts);
    }

    private T Weighted<T>(T count, int column)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (count < T.Zero)
            throw new ArgumentException($"Column {column} has a negative value; counts of terms are at least 0.", "features");
        double weight = TermWeighting.Of(termFrequency, double.CreateTruncating(count));
        return T.CreateTruncating(weights is null ? weight : weight * weights[column]);
    }
}
