using System.Globalization;
using System.IO.Compression;

namespace AutoGradLinear;

/// <summary>Small classic datasets that the library carries within itself.</summary>
public static class SampleData
{
    private const int DigitCount = 1797;
    private const int PixelCount = 64;

    /// <summary>
    /// Handwritten digits: 1 797 images of 8 × 8 pixels, ink from 0 to 16, as bytes; classes "0" to "9"; features named
    /// <c>pixel_row_column</c>.
    /// </summary>
    /// <returns>The dataset.</returns>
    /// <remarks>The test part of E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI, 1998 (CC BY 4.0).</remarks>
    public static ClassificationDataset Digits()
    {
        using var stream = new GZipStream(Open("digits.bin.gz"), CompressionMode.Decompress);
        byte[] pixels = new byte[DigitCount * PixelCount];
        int[] labels = new int[DigitCount];
        for (int i = 0; i < DigitCount; i++)
        {
            stream.ReadExactly(pixels, i * PixelCount, PixelCount);
            labels[i] = stream.ReadByte();
        }

        string[] names = [.. Enumerable.Range(0, PixelCount).Select(p => $"pixel_{p / 8}_{p % 8}")];
        return ClassificationDataset.FromRows(pixels, PixelCount, labels, featureNames: names);
    }

    /// <summary>
    /// Iris flowers: 150 flowers, 4 lengths in centimetres, as doubles; classes "setosa", "versicolor", "virginica", 50 of each.
    /// </summary>
    /// <returns>The dataset.</returns>
    /// <remarks>R. A. Fisher, "The use of multiple measurements in taxonomic problems", 1936; from UCI (CC BY 4.0).</remarks>
    public static ClassificationDataset Iris()
    {
        using var reader = new StreamReader(Open("iris.csv"));
        string[] classes = reader.ReadLine()!.Split(',')[2..];
        var rows = new List<double[]>();
        var labels = new List<string>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            string[] fields = line.Split(',');
            rows.Add([.. fields[..4].Select(field => double.Parse(field, CultureInfo.InvariantCulture))]);
            labels.Add(classes[int.Parse(fields[4], CultureInfo.InvariantCulture)]);
        }

        return ClassificationDataset.FromRows(
            rows, labels, classes, featureNames: ["sepal_length", "sepal_width", "petal_length", "petal_width"]);
    }

    private static Stream Open(string name) =>
        typeof(SampleData).Assembly.GetManifestResourceStream($"AutoGradLinear.Data.Samples.{name}")
        ?? throw new InvalidOperationException($"The embedded resource '{name}' is missing.");
}
