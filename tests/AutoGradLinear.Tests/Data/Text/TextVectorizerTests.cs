using Xunit;

namespace AutoGradLinear.Tests.Data;

public class TextVectorizerTests
{
    private static readonly TextVectorizerOptions Counts = new() { InverseDocumentFrequency = InverseDocumentFrequency.None, Norm = RowNorm.None };

    [Fact]
    public void WordsAreRunsOfLettersAndDigits() =>
        Assert.Equal(
            ["2nd", "case", "don", "größe", "snake", "हिन्दी"],
            TextVectorizer.Fit(["2nd: DON'T, Größe; हिन्दी snake_case a I"], Counts).FeatureNames);

    [Fact]
    public void ShortWordsCountWhenAskedFor() =>
        Assert.Equal(["a", "i", "to"], TextVectorizer.Fit(["I a to"], Counts with { MinWordLength = 1 }).FeatureNames);

    [Fact]
    public void SequencesOfWordsAreJoinedByABlank() =>
        Assert.Equal(
            ["be", "be or", "not", "not to", "or", "or not", "to", "to be"],
            TextVectorizer.Fit(["To be, or not to\n be"], Counts with { Words = new NGramRange(1, 2) }).FeatureNames);

    [Fact]
    public void CharactersCrossWordsAndKeepPunctuation() =>
        Assert.Equal([" b!", "a b"], TextVectorizer.Fit(["a \t b!"], Characters(3, 3)).FeatureNames);

    // scikit-learn's char_wb, by its definition: words padded with a blank on both sides, and a word that is too short counted once, whole.
    [Fact]
    public void CharactersWithinWordsArePaddedByBlanks()
    {
        Assert.Equal([" be", " to", "be ", "to "], TextVectorizer.Fit(["to be"], InWords(3, 3)).FeatureNames);
        Assert.Equal([" a "], TextVectorizer.Fit(["a"], InWords(4, 6)).FeatureNames);
        SparseVector vector = TextVectorizer.Fit(["a"], InWords(4, 6)).Vectorize("a a");
        Assert.Equal([2f], vector.Values.ToArray());
        Assert.Equal([" a", " a ", "a "], TextVectorizer.Fit(["a"], InWords(2, 5)).FeatureNames);
    }

    [Fact]
    public void SurrogatePairsAreOneCharacter()
    {
        Assert.Equal(["a😀", "😀b"], TextVectorizer.Fit(["a😀b"], Characters(2, 2)).FeatureNames);
        Assert.Equal(["a\uFFFD", "\uFFFDb"], TextVectorizer.Fit(["a\uD83Db"], Characters(2, 2)).FeatureNames);
    }

    [Fact]
    public void CountsAreThoseOfTheText()
    {
        TextDataset texts = TextDataset.From(["b a b", "c", ""], [1, 0, 1], weights: [1, 2, 3]);
        ClassificationDataset data = TextVectorizer.Fit(texts, Counts with { MinWordLength = 1 }).Apply(texts);
        Assert.True(data.IsSparse);
        Assert.Equal(["a", "b", "c"], data.FeatureNames);
        Assert.Equal([1, 2, 0, 0, 0, 1, 0, 0, 0], PreparationTests.Values(data));
        Assert.Equal([1, 0, 1], data.Labels.ToArray());
        Assert.Equal([1.0, 2, 3], data.Weights.ToArray());
    }

    [Fact]
    public void SmoothedIdfIsThatOfScikitLearn()
    {
        // N = 3; df(aa) = 2, df(bb) = 1, df(cc) = 3.
        var vectorizer = TextVectorizer.Fit(["aa bb cc", "aa cc", "cc cc"]);
        double a = Math.Log(4 / 3.0) + 1;
        double b = 2 * (Math.Log(4 / 2.0) + 1);
        double c = Math.Log(4 / 4.0) + 1;
        double norm = Math.Sqrt((a * a) + (b * b) + (c * c));
        float[] values = new float[3];
        vectorizer.Vectorize("aa bb bb cc dd").CopyTo<float>(values);
        Assert.Equal([(float)(a / norm), (float)(b / norm), (float)(c / norm)], values, (x, y) => Math.Abs(x - y) < 1e-7); // Floats.
    }

    [Fact]
    public void LogarithmicWeightsFollowTheirFormula()
    {
        var vectorizer = TextVectorizer.Fit(["aa bb", "aa", "aa cc"], new TextVectorizerOptions
        {
            TermFrequency = TermFrequency.Logarithmic, InverseDocumentFrequency = InverseDocumentFrequency.Logarithmic, Norm = RowNorm.None,
        });
        SparseVector vector = vectorizer.Vectorize("aa bb bb bb");
        Assert.Equal([1], vector.Columns.ToArray()); // aa is in every text: ln 1 = 0.
        Assert.Equal([(float)((1 + Math.Log(3)) * Math.Log(3))], vector.Values.ToArray());
    }

    [Fact]
    public void TheVocabularyIsThatOfTheTrainingTexts()
    {
        TextDataset texts = TextDataset.From(["aa bb", "cc dd"], ["x", "y"]);
        var vectorizer = TextVectorizer.Fit(texts.Subset([0]), Counts);
        Assert.Equal(["aa", "bb"], vectorizer.FeatureNames);
        Assert.Equal([1, 1, 0, 0], PreparationTests.Values(vectorizer.Apply(texts)));
    }

    [Fact]
    public void RareAndFrequentTermsAreLeftOut()
    {
        string[] texts = ["aa bb dd", "aa bb", "aa cc cc cc", "aa dd"];
        Assert.Equal(["bb", "dd"], TextVectorizer.Fit(texts, Counts with { MinDocuments = 2, MaxDocumentShare = 0.5 }).FeatureNames);
        Assert.Equal(["aa", "bb", "cc"], TextVectorizer.Fit(texts, Counts with { MaxFeatures = 3 }).FeatureNames); // bb and dd tie.
        var error = Assert.Throws<ArgumentException>(() => TextVectorizer.Fit(texts, Counts with { MinDocuments = 5 }));
        Assert.Contains("None of the 4 n-grams", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KindsOfNGramsAreKeptApart()
    {
        var vectorizer = TextVectorizer.Fit(["ab"], Counts with { CharactersInWords = new NGramRange(2, 2), Characters = new NGramRange(2, 2) });
        Assert.Equal(
            ["words:ab", "characters:ab", "charactersInWords: a", "charactersInWords:ab", "charactersInWords:b "], vectorizer.FeatureNames);
    }

    [Fact]
    public void HashedFeaturesNeedNoFitting()
    {
        TextVectorizerOptions options = Counts with { HashBits = 10, SignedHash = true, MinWordLength = 1 };
        var vectorizer = TextVectorizer.WithoutFitting(options);
        Assert.Equal(1024, vectorizer.FeatureCount);
        Assert.Null(vectorizer.FeatureNames);
        uint hash = AutoGradLinear.Numerics.StableHash.Of("hello");
        SparseVector vector = vectorizer.Vectorize("Hello hello");
        Assert.Equal([(int)(hash & 1023)], vector.Columns.ToArray());
        Assert.Equal([hash >> 31 == 0 ? 2f : -2f], vector.Values.ToArray());
        Assert.Throws<ArgumentException>(() => TextVectorizer.WithoutFitting(options with { InverseDocumentFrequency = InverseDocumentFrequency.Smoothed }));
        Assert.Throws<ArgumentException>(() => TextVectorizer.WithoutFitting(Counts));
    }

    [Fact]
    public void OneTextIsVectorizedAsTheDataset()
    {
        string[] lines = ["Free entry in 2 a wkly comp", "Nah I don't think he goes to usf", "WINNER!! claim 900 prize"];
        TextDataset texts = TextDataset.From(lines, [0, 1, 0]);
        foreach (int? bits in new int?[] { null, 12 })
        {
            var vectorizer = TextVectorizer.Fit(texts, new TextVectorizerOptions
            {
                Words = new NGramRange(1, 2), CharactersInWords = new NGramRange(2, 4), HashBits = bits, TermFrequency = TermFrequency.Logarithmic,
            });
            double[] all = PreparationTests.Values(vectorizer.Apply(texts));
            for (int i = 0; i < lines.Length; i++)
            {
                double[] one = new double[vectorizer.FeatureCount];
                vectorizer.Vectorize(lines[i]).CopyTo<double>(one);
                Assert.Equal(all.AsSpan(i * one.Length, one.Length).ToArray(), one);
                Assert.InRange(one.Sum(x => x * x), 1 - 1e-6, 1 + 1e-6); // Floats.
            }
        }
    }

    [Fact]
    public void OptionsThatMakeNoSenseAreRefused()
    {
        TextVectorizerOptions[] bad =
        [
            new() { Words = null },
            new() { Words = new NGramRange(2, 1) },
            new() { Characters = new NGramRange(0, 1) },
            new() { MinWordLength = 0 },
            new() { MaxDocumentShare = 0 },
            new() { MaxDocumentShare = double.NaN },
            new() { MaxFeatures = 0 },
            new() { HashBits = 31, InverseDocumentFrequency = InverseDocumentFrequency.None },
            new() { HashBits = 25 },
            new() { HashBits = 8, MaxFeatures = 3 },
            new() { SignedHash = true },
            new() { Norm = (RowNorm)7 },
        ];
        foreach (TextVectorizerOptions options in bad)
            Assert.ThrowsAny<ArgumentException>(() => TextVectorizer.Fit(["aa bb"], options));
    }

    [Fact]
    public void FittingCanBeCancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => TextVectorizer.Fit(["aa"], cancellationToken: source.Token));
    }

    private static TextVectorizerOptions Characters(int shortest, int longest) => Counts with { Words = null, Characters = new NGramRange(shortest, longest) };

    private static TextVectorizerOptions InWords(int shortest, int longest) => Counts with { Words = null, CharactersInWords = new NGramRange(shortest, longest) };
}
