using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Data.Cache;

/// <summary>The code of docs/streams.md stands here too, so that it is compiled.</summary>
public sealed partial class StreamsPageTests
{
    [Fact]
    public void TheCodeOfThePageIsTheCodeThatIsCompiledHere()
    {
        string here = Plain(File.ReadAllText(ThisFile()));
        string page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "..", "docs", "streams.md"));
        MatchCollection samples = Sample().Matches(page);
        Assert.Equal(2, samples.Count);
        foreach (Match sample in samples)
            Assert.Contains(Plain(sample.Groups["code"].Value.Replace("using AutoGradLinear;\nusing AutoGradLinear.Losses;\n\n", string.Empty)), here);
    }

    internal static void Train()
    {
        // The first run reads the file once and writes the cache; later runs only open it.
        ClassificationDataset data = DatasetCache.Open("train.cache", () => SvmlightFile.Open("train.svm.gz"), new CacheOptions { MemoryBytes = 512L << 20 });
        (ClassificationDataset train, ClassificationDataset test) = data.Split(testFraction: 0.1, seed: 1);
        var model = SoftmaxClassifier.Train(train, default, new L2<float>(1e-4f));
        Console.WriteLine($"accuracy {model.Evaluate(test).Accuracy:P1}");
    }

    internal static ClassificationDataset Encode(FeatureTable firstRows)
    {
        TableEncoder encoder = TableEncoder.Fit(firstRows);
        DatasetCache.Write("table.cache", Parts());
        ClassificationDataset data = DatasetCache.Open("table.cache");

        IEnumerable<ClassificationDataset> Parts()
        {
            using CsvTableReader reader = CsvFile.Open("table.csv");
            while (reader.Read(10_000) is { } table)
                yield return encoder.Apply(table);
        }

        return data;
    }

    /// <summary>Lines without what indents them.</summary>
    private static string Plain(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim())).Trim();

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();
}
