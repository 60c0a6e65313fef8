using Xunit;

namespace AutoGradLinear.Tests.Data;

public sealed class SavedTextVectorizerTests : IDisposable
{
    private const string Start = "{\"format\":\"autogradlinear.textVectorizer\",\"version\":1,\"options\":";
    private const string Options = "\"lowercase\":true,\"minWordLength\":2,\"minDocuments\":1,\"maxDocumentShare\":1,\"signedHash\":false,"
        + "\"termFrequency\":\"count\",\"inverseDocumentFrequency\":\"smoothed\",\"norm\":\"l2\"}";

    private static readonly string[] Texts = ["Free entry \"now\" \u2028 größer", "Nah, I don't 😀", "free prize\\"];

    private readonly string folder = Directory.CreateTempSubdirectory("agl-text").FullName;

    [Fact]
    public void ASavedVectorizerDoesExactlyTheSame()
    {
        TextVectorizerOptions[] cases =
        [
            new(),
            new() { Words = new NGramRange(1, 2), Characters = new NGramRange(1, 3), CharactersInWords = new NGramRange(2, 4), MaxFeatures = 50 },
            new() { HashBits = 8, SignedHash = true, TermFrequency = TermFrequency.Logarithmic, InverseDocumentFrequency = InverseDocumentFrequency.Logarithmic, Norm = RowNorm.L1 },
            new() { HashBits = 30, InverseDocumentFrequency = InverseDocumentFrequency.None },
        ];
        foreach (TextVectorizerOptions options in cases)
        {
            var vectorizer = TextVectorizer.Fit(Texts, options);
            string path = Path.Combine(folder, "v.json");
            vectorizer.Save(path);
            var loaded = TextVectorizer.Load(path);
            Assert.Equal(vectorizer.Options, loaded.Options);
            Assert.Equal(vectorizer.FeatureNames, loaded.FeatureNames);
            foreach (string text in Texts)
            {
                SparseVector expected = vectorizer.Vectorize(text);
                SparseVector found = loaded.Vectorize(text);
                Assert.Equal(expected.Columns.ToArray(), found.Columns.ToArray());
                Assert.Equal(expected.Values.ToArray(), found.Values.ToArray());
                Assert.Equal(expected.FeatureCount, found.FeatureCount);
            }

            byte[] first = File.ReadAllBytes(path);
            loaded.Save(path);
            Assert.Equal(first, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void ASmallFileOfManyColumnsTakesLittleMemory()
    {
        string path = Path.Combine(folder, "wide.json");
        File.WriteAllText(path, Start + "{\"words\":[1,1],\"hashBits\":24," + Options + ",\"documents\":2,\"columns\":[7],\"documentCounts\":[1]}");
        long before = GC.GetAllocatedBytesForCurrentThread();
        var vectorizer = TextVectorizer.Load(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal(1 << 24, vectorizer.FeatureCount);
    }

    [Theory]
    [InlineData(Start + "{}}", "options.lowercase: the property is missing")]
    [InlineData(Start + "{" + Options + "}", "options: Nothing is counted")]
    [InlineData(Start + "{\"words\":[2,1]," + Options + "}", "options: Words goes from 2 to 1")]
    [InlineData(Start + "{\"words\":[1]," + Options + "}", "options.words: expected 2 elements")]
    [InlineData(Start + "{\"words\":[1,1]," + Options + ",\"documents\":2,\"words\":[\"b\",\"a\"],\"documentCounts\":[1,1]}", "words[1]: expected n-grams")]
    [InlineData(Start + "{\"words\":[1,1]," + Options + ",\"documents\":2,\"words\":[\"a\",\"b\"],\"documentCounts\":[1,3]}", "documentCounts[1]: expected a whole number from 1 to 2")]
    [InlineData(Start + "{\"words\":[1,1]," + Options + ",\"documents\":2,\"words\":[],\"documentCounts\":[]}", "the vocabulary is empty")]
    [InlineData(Start + "{\"words\":[1,1],\"hashBits\":30," + Options + ",\"documents\":2,\"columns\":[],\"documentCounts\":[]}", "expected at most 24")]
    [InlineData(Start + "{\"words\":[1,1],\"hashBits\":2," + Options + ",\"documents\":2,\"columns\":[4],\"documentCounts\":[1]}", "columns[0]: expected a whole number from 0 to 3")]
    public void ADamagedFileIsRefusedWithFileAndPlace(string content, string expected)
    {
        string path = Path.Combine(folder, "bad.json");
        File.WriteAllText(path, content);
        var error = Assert.Throws<DataFormatException>(() => TextVectorizer.Load(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
