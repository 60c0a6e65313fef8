using AutoGradLinear.Data;
using Xunit;

namespace AutoGradLinear.Tests.Data;

public sealed class SavedPreparationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("agl-preparation").FullName;

    [Fact]
    public void ASavedPreparationDoesExactlyTheSame()
    {
        ClassificationDataset iris = SampleData.Iris();
        ClassificationDataset counts = PreparationTests.RandomCounts(100, 12);
        (ClassificationDataset Data, PreparationStep[] Steps)[] cases =
        [
            (iris, [PreparationStep.Standardize(), PreparationStep.UnitRows(RowNorm.L1)]),
            (iris, [PreparationStep.MinMax(), PreparationStep.CenterByMean(), PreparationStep.Scale(0.1)]),
            (counts, [PreparationStep.DropConstant(), PreparationStep.TfIdf(), PreparationStep.UnitRows()]),
            (counts, [PreparationStep.TfIdf(TermFrequency.Binary, InverseDocumentFrequency.Smoothed), PreparationStep.MaxAbs()]),
            (iris, []),
        ];
        foreach ((ClassificationDataset data, PreparationStep[] steps) in cases)
        {
            var preparation = Preparation.Fit(data, steps);
            string path = Path.Combine(folder, "p.json");
            preparation.Save(path);
            var loaded = Preparation.Load(path);
            Assert.Equal(PreparationTests.Values(preparation.Apply(data)), PreparationTests.Values(loaded.Apply(data)));
            Assert.Equal(preparation.FeatureNames, loaded.FeatureNames);
            Assert.Equal(preparation.InputNames, loaded.InputNames);
            byte[] first = File.ReadAllBytes(path);
            loaded.Save(path);
            Assert.Equal(first, File.ReadAllBytes(path));
        }
    }

    [Theory]
    [InlineData("", "line 1, byte 1: expected JSON")]
    [InlineData("{\"format\":", "expected JSON")]
    [InlineData("[]", "expected an object, found an array")]
    [InlineData("{}", "format: the property is missing")]
    [InlineData("{\"format\":\"autogradlinear.textVectorizer\",\"version\":1}", "expected 'autogradlinear.preparation'")]
    [InlineData("{\"format\":\"autogradlinear.preparation\",\"version\":2}", "version 2 of 'autogradlinear.preparation', this library reads up to version 1")]
    [InlineData("{\"format\":\"autogradlinear.preparation\",\"version\":1.5}", "version: expected a whole number")]
    [InlineData(Start + "\"inputCount\":0,\"steps\":[]}", "inputCount: expected a whole number from 1")]
    [InlineData(Start + "\"inputCount\":99999999999,\"steps\":[]}", "inputCount: expected a whole number")]
    [InlineData(Start + "\"inputCount\":2,\"steps\":[],\"type\":\"System.Object\"}", "'type' is not known")]
    [InlineData(Start + "\"inputCount\":2,\"inputCount\":3,\"steps\":[]}", "expected JSON")]
    [InlineData(Start + "\"inputCount\":2,\"inputNames\":[\"a\"],\"steps\":[]}", "inputNames: expected 2 elements, found 1")]
    [InlineData(Start + "\"inputCount\":2,\"inputNames\":[\"a\",null],\"steps\":[]}", "inputNames[1]: expected a text, found null")]
    [InlineData(Start + "\"inputCount\":2,\"inputNames\":[\"a\",\"\\ud800\"],\"steps\":[]}", "inputNames[1]: the text is not valid Unicode")]
    [InlineData(Start + "\"inputCount\":2,\"steps\":[{\"step\":\"launch\"}]}", "steps[0].step: expected one of standardize")]
    [InlineData(Start + "\"inputCount\":2,\"steps\":[{\"step\":\"maxAbs\",\"factors\":[1]}]}", "steps[0].factors: expected 2 elements, found 1")]
    [InlineData(Start + "\"inputCount\":2,\"steps\":[{\"step\":\"maxAbs\",\"factors\":[1,1e999]}]}", "steps[0].factors[1]: expected a finite number")]
    [InlineData(Start + "\"inputCount\":2,\"steps\":[{\"step\":\"maxAbs\",\"factors\":[1,-1]}]}", "steps[0].factors[1]: expected a positive number")]
    [InlineData(Start + "\"inputCount\":2,\"steps\":[{\"step\":\"maxAbs\",\"factors\":\"x\"}]}", "steps[0].factors: expected an array, found a text")]
    [InlineData(Start + "\"inputCount\":2,\"steps\":[{\"step\":\"scale\",\"factor\":0}]}", "steps[0].factor: expected a number other than 0")]
    [InlineData(Start + "\"inputCount\":2,\"steps\":[{\"step\":\"keepColumns\",\"columns\":[1,0]}]}", "steps[0].columns[1]: expected ascending columns")]
    [InlineData(Start + "\"inputCount\":2,\"steps\":[{\"step\":\"keepColumns\",\"columns\":[2]}]}", "steps[0].columns[0]: expected a whole number from 0 to 1")]
    [InlineData(Start + "\"inputCount\":2,\"steps\":[{\"step\":\"keepColumns\",\"columns\":[1]},{\"step\":\"centerByMean\",\"offsets\":[1,2]}]}", "steps[1].offsets: expected 1 elements, found 2")]
    [InlineData(Start + "\"inputCount\":1,\"steps\":[{\"step\":\"tfIdf\",\"termFrequency\":\"count\",\"inverseDocumentFrequency\":\"none\",\"documents\":3,\"documentCounts\":[4]}]}", "steps[0].documentCounts[0]: expected a whole number from 0 to 3")]
    [InlineData(Start + "\"inputCount\":1,\"steps\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}", "expected JSON")]
    public void ADamagedFileIsRefusedWithFileAndPlace(string content, string expected)
    {
        string path = Path.Combine(folder, "bad.json");
        File.WriteAllText(path, content);
        var error = Assert.Throws<DataFormatException>(() => Preparation.Load(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APreparationCanBePartOfAnotherFile()
    {
        string path = Path.Combine(folder, "outer.json");
        var preparation = Preparation.Fit(SampleData.Iris(), PreparationStep.MinMax());
        SavedJson.Save(path, writer =>
        {
            SavedJson.Begin(writer, "test", 1);
            writer.WritePropertyName("preparation");
            preparation.WriteTo(writer);
            writer.WriteEndObject();
        });
        Preparation loaded = SavedJson.Load(path, saved => Preparation.ReadFrom(saved.Object("preparation")));
        Assert.Equal(PreparationTests.Values(preparation.Apply(SampleData.Iris())), PreparationTests.Values(loaded.Apply(SampleData.Iris())));

        File.WriteAllText(path, File.ReadAllText(path).Replace("minMax", "minmax", StringComparison.Ordinal));
        var error = Assert.Throws<DataFormatException>(() => SavedJson.Load(path, saved => Preparation.ReadFrom(saved.Object("preparation"))));
        Assert.Equal("preparation.steps[0].step", error.Place);
    }

    [Fact]
    public void EveryTruncationAndEveryFlippedByteGivesACleanErrorOrAPreparation()
    {
        string path = Path.Combine(folder, "p.json");
        Preparation.Fit(PreparationTests.RandomCounts(10, 4), PreparationStep.DropConstant(), PreparationStep.TfIdf(), PreparationStep.MaxAbs()).Save(path);
        byte[] valid = File.ReadAllBytes(path);
        for (int i = 0; i < valid.Length; i++)
        {
            byte[] flipped = [.. valid];
            flipped[i] ^= (byte)(1 << (i % 8));
            foreach (byte[] damaged in new[] { flipped, valid[..i] })
            {
                File.WriteAllBytes(path, damaged);
                try
                {
                    Preparation.Load(path);
                }
                catch (DataFormatException)
                {
                }
            }
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private const string Start = "{\"format\":\"autogradlinear.preparation\",\"version\":1,";
}
