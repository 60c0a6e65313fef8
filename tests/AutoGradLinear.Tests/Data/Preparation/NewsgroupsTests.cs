using System.Globalization;
using System.IO.Compression;
using Xunit;

namespace AutoGradLinear.Tests.Data;

public class NewsgroupsTests
{
    private const string Train = "20newsgroups/20news-bydate.train.svm.gz";
    private const string Test = "20newsgroups/20news-bydate.test.svm.gz";
    private const int Terms = 32203;

    [DataFact(Train, Test)]
    public void CountsOfNewsgroupsBecomeTfIdfRowsOfLengthOne()
    {
        List<(int Label, Dictionary<int, int> Counts)> train = Read(Train);
        List<(int Label, Dictionary<int, int> Counts)> test = Read(Test);
        Assert.Equal((11314, 7532), (train.Count, test.Count));
        var documentCounts = train.SelectMany(row => row.Counts.Keys).CountBy(term => term).ToDictionary();

        var preparation = Preparation.Fit(Dataset(train), PreparationStep.TfIdf(), PreparationStep.UnitRows());
        ClassificationDataset prepared = preparation.Apply(Dataset(test));
        Assert.Equal(926963, prepared.StoredCount);
        float[] found = new float[Terms];
        for (int i = 0; i < test.Count; i++)
        {
            Dictionary<int, double> expected = test[i].Counts.ToDictionary(
                entry => entry.Key,
                entry => documentCounts.TryGetValue(entry.Key, out int count) ? (1 + Math.Log(entry.Value)) * Math.Log(11314.0 / count) : 0.0);
            double norm = Math.Sqrt(expected.Values.Sum(value => value * value));
            prepared.CopyRow<float>(i, found);

            // Two roundings to float, each 6e-8 of values up to 1.
            foreach ((int term, double value) in expected)
                Assert.True(Math.Abs((norm > 0 ? value / norm : 0) - found[term]) < 3e-7);
        }
    }

    private static ClassificationDataset Dataset(List<(int Label, Dictionary<int, int> Counts)> rows)
    {
        var starts = new List<int> { 0 };
        var columns = new List<int>();
        var values = new List<float>();
        foreach ((_, Dictionary<int, int> counts) in rows)
        {
            foreach ((int term, int count) in counts.OrderBy(entry => entry.Key))
            {
                columns.Add(term);
                values.Add(count);
            }

            starts.Add(columns.Count);
        }

        return ClassificationDataset.FromSparseRows<int>(
            starts.ToArray(), columns.ToArray(), values.ToArray(), Terms, [.. rows.Select(row => row.Label)]);
    }

    private static List<(int Label, Dictionary<int, int> Counts)> Read(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(SharedData.Find(name)!), CompressionMode.Decompress));
        var rows = new List<(int, Dictionary<int, int>)>();
        while (reader.ReadLine() is string line)
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            rows.Add((
                int.Parse(fields[0], CultureInfo.InvariantCulture),
                fields.Skip(1).Select(field => field.Split(':')).ToDictionary(
                    pair => int.Parse(pair[0], CultureInfo.InvariantCulture) - 1, pair => int.Parse(pair[1], CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
