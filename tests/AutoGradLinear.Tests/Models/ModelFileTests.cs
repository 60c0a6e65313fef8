using System.Buffers.Binary;
using System.Text.Json;
using CsCheck;
using Xunit;

namespace AutoGradLinear.Tests.Models;

public sealed class ModelFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autogradlinear").FullName;

    private string Path => System.IO.Path.Combine(folder, "model.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ALoadedModelIsTheSavedOne()
    {
        HingeModel saved = Example();
        saved.Save(Path);
        HingeModel loaded = HingeModel.Load(Path);
        Assert.Equal(saved.Weights.ToArray(), loaded.Weights.ToArray());
        Assert.Equal(saved.Bias.ToArray(), loaded.Bias.ToArray());
        Assert.Equal(saved.Classes, loaded.Classes);
        Assert.Equal(saved.FeatureNames!, loaded.FeatureNames!);
        Assert.Equal(saved.Loss, loaded.Loss);
        Assert.Equal(saved.Penalty, loaded.Penalty);
        Assert.Equal([Path], Directory.GetFiles(folder));
    }

    [Fact]
    public void SavingReplacesAFile()
    {
        File.WriteAllText(Path, "old");
        Example().Save(Path);
        Assert.Equal(3, HingeModel.Load(Path).Classes.Count);
    }

    [Fact]
    public void TheLayoutIsSafetensors()
    {
        Example().Save(Path);
        byte[] file = File.ReadAllBytes(Path);
        long length = BinaryPrimitives.ReadInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, (int)length));
        JsonElement weights = header.RootElement.GetProperty("weights");
        Assert.Equal("F32", weights.GetProperty("dtype").GetString());
        Assert.Equal([3, 2], weights.GetProperty("shape").EnumerateArray().Select(item => item.GetInt32()));
        Assert.Equal([0, 24], weights.GetProperty("data_offsets").EnumerateArray().Select(item => item.GetInt32()));
        Assert.Equal([24, 36], header.RootElement.GetProperty("bias").GetProperty("data_offsets").EnumerateArray().Select(item => item.GetInt32()));
        Assert.All(
            header.RootElement.GetProperty("__metadata__").EnumerateObject(), item => Assert.Equal(JsonValueKind.String, item.Value.ValueKind));
        Assert.Equal(8 + length + 36, file.Length);
        Assert.Equal(1.5f, BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(8 + (int)length)));
    }

    [Fact]
    public void AModelOfDoublesKeepsEveryDigit()
    {
        SoftmaxModel model = SoftmaxModel.Train(SampleData.Iris(), new(), new(1e-3));
        model.Save(Path);
        SoftmaxModel loaded = SoftmaxModel.Load(Path, new(), new(1e-3));
        Assert.Equal(model.Weights.ToArray(), loaded.Weights.ToArray());
        Assert.Null(loaded.TrainingResult);
    }

    [Fact]
    public void AnotherLossIsRefused()
    {
        SoftmaxModel.Train(SampleData.Iris(), new(), new(1e-3)).Save(Path);
        Fails("has the type 'F64'; expected 'F32'");
        Example().Save(Path);
        Edit("HandwrittenHinge", "HandwrittenFoo__");
        Fails("HandwrittenHinge");
    }

    [Fact]
    public void AFileThatIsMissingIsMissing() => Assert.Throws<FileNotFoundException>(() => HingeModel.Load(Path));

    [Fact]
    public void EveryTruncationIsAnErrorThatNamesTheFile()
    {
        Example().Save(Path);
        byte[] file = File.ReadAllBytes(Path);
        for (int length = 0; length < file.Length; length++)
        {
            File.WriteAllBytes(Path, file[..length]);
            var error = Assert.Throws<DataFormatException>(() => HingeModel.Load(Path));
            Assert.Contains(Path, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnyDamageIsAnErrorOfTheRightKindOrHarmless()
    {
        Example().Save(Path);
        byte[] file = File.ReadAllBytes(Path);
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Sample(
            (position, value) =>
            {
                byte[] damaged = [.. file];
                damaged[position] = value;
                string path = System.IO.Path.Combine(folder, "damaged.safetensors");
                File.WriteAllBytes(path, damaged);
                try
                {
                    HingeModel.Load(path);
                }
                catch (DataFormatException error)
                {
                    Assert.Contains(path, error.Message, StringComparison.Ordinal);
                }
            },
            iter: 3000,
            threads: 1);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1L)]
    [InlineData(0L)]
    [InlineData(1_000_000L)]
    public void ALengthOfTheHeaderThatCannotBeIsRefused(long length)
    {
        Example().Save(Path);
        byte[] file = File.ReadAllBytes(Path);
        BinaryPrimitives.WriteInt64LittleEndian(file, length);
        File.WriteAllBytes(Path, file);
        Fails("its first 8 bytes");
    }

    [Theory]
    [InlineData("[3,2]", "[2,3]", "weights has 2 rows")]
    [InlineData("[3,2]", "[3,9]", "expected 108 bytes")]
    [InlineData("[3,2]", "[3,0]", "positive lengths")]
    [InlineData("[3,2]", "[3,2.5]", "expected an integer")]
    [InlineData("[3,2]", "[3]", "has 1 items; expected 2")]
    [InlineData("[3,2]", "[3000000000,3000000000]", "at most 2 GB")]
    [InlineData("[0,24]", "[4,28]", "one behind the other")]
    [InlineData("[0,24]", "[-4,20]", "stands at")]
    [InlineData("\"F32\"", "\"F16\"", "has the type 'F16'; expected 'F32'")]
    [InlineData("\"F32\"", "32", "is a JSON Number; expected String")]
    [InlineData("\"bias\"", "\"sabi\"", "no 'bias'")]
    [InlineData("\"format_version\":\"2.0\"", "\"format_version\":\"3.1\"", "written by AutoGradLinear 0.1.0, a newer version, in format 3.1")]
    [InlineData("\"format_version\":\"2.0\"", "\"format_version\":\"3.1\"", "Update the package AutoGradLinear")]
    [InlineData("\"format_version\":\"2.0\"", "\"format_version\":\"2.0.1\"", "'format_version' is '2.0.1'; expected a version such as '2.0'")]
    [InlineData("\"format_version\":\"2.0\"", "\"format_version\":\"0\"", "'format_version' is '0'")]
    [InlineData("\"format_version\":\"2.0\"", "\"format_version\":2.0", "is a JSON Number; expected String")]
    [InlineData("\"loss\":", "\"penalty\":\"x\",\"loss\":", "the header is not readable as JSON")]
    [InlineData("{\"dtype\"", "{\"more\":[[[[[]]]]],\"dtype\"", "the header is not readable as JSON")]
    [InlineData("\"bias\":{", "\"more\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[36,36]},\"bias\":{", "has the tensor 'more'")]
    [InlineData("[24,36]", "[20,32]", "one behind the other")]
    [InlineData("[24,36]", "[28,40]", "one behind the other")]
    [InlineData("autogradlinear.linear", "something.else", "expected 'autogradlinear.linear-classifier'")]
    [InlineData("Strength", "Weakness", "expected [Strength]")]
    [InlineData("\"bias\":", "\"weights\":{},\"bias\":", "the header is not readable as JSON")]
    [InlineData("\"F32\"", "\"F\\n32\"", "has the type 'F?32'")]
    public void AHeaderThatDoesNotFitIsRefused(string old, string replacement, string message)
    {
        Example().Save(Path);
        Edit(old, replacement);
        Fails(message);
    }

    [Fact]
    public void ANewerMinorVersionMayAddWhatThisOnePassesOver()
    {
        Example().Save(Path);
        Edit("\"format_version\":\"2.0\"", "\"format_version\":\"2.7\",\"colour\":\"blue\"");
        Assert.Equal(Example().Weights.ToArray(), HingeModel.Load(Path).Weights.ToArray());
    }

    [Fact]
    public void TheFileNamesTheVersionOfTheLibrary()
    {
        Example().Save(Path);
        Version version = typeof(LinearClassifier).Assembly.GetName().Version!;
        Edit($"\"library\":\"AutoGradLinear {version.ToString(3)}\"", "\"library\":\"another\"");
        HingeModel.Load(Path);
    }

    [Fact]
    public void WeightsThatAreNotFiniteAreRefused()
    {
        Example().Save(Path);
        byte[] file = File.ReadAllBytes(Path);
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(file.Length - 4), float.NaN);
        File.WriteAllBytes(Path, file);
        Fails("element 2 of bias is NaN; expected a finite number");
    }

    [Fact]
    public void BytesBehindTheNumbersAreRefused()
    {
        Example().Save(Path);
        File.AppendAllText(Path, "x");
        Fails("37 bytes of numbers; expected 36");
    }

    [Fact]
    public void AFailureLeavesTheOldFile()
    {
        Directory.CreateDirectory(Path);
        Assert.ThrowsAny<Exception>(() => Example().Save(Path));
        Assert.Empty(Directory.GetFiles(folder));
    }

    private static HingeModel Example() =>
        Models.Make([1.5f, -2f, 3f, 0.1f, 5f, 6f], [0.25f, 0f, -1f], ["a", "b \"quoted\"", "ç"], ["width", "height"]);

    private void Edit(string old, string replacement) => SafetensorsEdit.ReplaceInHeader(Path, old, replacement);

    private void Fails(string message)
    {
        var error = Assert.Throws<DataFormatException>(() => HingeModel.Load(Path));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
    }
}
