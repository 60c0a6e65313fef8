using Xunit;

namespace AutoGradLinear.Tests.Data;

public class RealTextTests
{
    private const string Sms = "text/SMSSpamCollection";

    [DataFact(Sms)]
    public void SmsMessagesAreReadAsTheyStand()
    {
        TextDataset data = TextFile.Read(SharedData.Find(Sms)!);
        Assert.Equal(5574, data.Count);
        Assert.Equal(["ham", "spam"], data.Classes);
        Assert.Equal(747, data.Labels.ToArray().Count(label => label == 1));
        Assert.StartsWith("Go until jurong point, crazy..", data.Texts[0], StringComparison.Ordinal);

        // Quotation marks are text: a CSV reader would take lines together.
        string[] lines = File.ReadAllLines(SharedData.Find(Sms)!);
        Assert.Equal(lines.Select(line => line[(line.IndexOf('\t') + 1)..]), data.Texts);
    }

    [DataFact(Sms)]
    public void SmsMessagesBecomeSparseRowsOfLengthOne()
    {
        (TextDataset train, TextDataset test) = TextFile.Read(SharedData.Find(Sms)!).Split(0.2, seed: 1);
        var vectorizer = TextVectorizer.Fit(train, new TextVectorizerOptions
        {
            Words = null, CharactersInWords = new NGramRange(1, 5), MinDocuments = 2, TermFrequency = TermFrequency.Logarithmic,
        });
        ClassificationDataset features = vectorizer.Apply(test);
        Assert.Equal(test.Count, features.Count);
        Assert.InRange(vectorizer.FeatureCount, 10_000, 100_000);
        float[] values = new float[vectorizer.FeatureCount];
        for (int i = 0; i < features.Count; i++)
        {
            int count = features.StoredColumns(i).Length;
            features.CopyStoredValues<float>(i, values);
            double square = 0.0;
            foreach (float value in values.AsSpan(0, count))
                square += (double)value * value;

            // Floats, each rounded to 6e-8 of its size.
            Assert.True(count == 0 || Math.Abs(square - 1.0) < 1e-6);
        }
    }
}
