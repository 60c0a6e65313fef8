using AutoGradLinear;
using AutoGradLinear.Plots;

namespace LectureTour;

/// <summary>Images to train and to measure on.</summary>
/// <param name="Name">What the data are called.</param>
/// <param name="Train">Images to train on.</param>
/// <param name="Test">Images to measure on.</param>
/// <param name="Shape">How pixels make an image.</param>
/// <param name="Strength">λ, the strength of the penalty that suits them.</param>
internal sealed record ImageData(string Name, ClassificationDataset Train, ClassificationDataset Test, ImageShape Shape, float Strength);

/// <summary>Finds and reads the files of MNIST and CIFAR-10 in a folder.</summary>
internal static class ImageSource
{
    /// <summary>More images make training longer than a lecture; the first ones are in random order.</summary>
    private const int MostTrainingImages = 10_000;

    /// <summary>Reads what is there.</summary>
    /// <exception cref="FileNotFoundException">The folder has neither; or a file of a pair is missing.</exception>
    /// <exception cref="DataFormatException">A file is damaged.</exception>
    public static IEnumerable<ImageData> Read(string folder, CancellationToken cancellation)
    {
        string? mnist = Find(folder, "mnist", "train-images-idx3-ubyte", "train-images-idx3-ubyte.gz");
        string? cifar = Find(folder, "cifar10", "data_batch_1.bin") ?? Find(folder, "cifar-10-batches-bin", "data_batch_1.bin");
        if (mnist is null && cifar is null)
        {
            throw new FileNotFoundException(
                $"'{folder}' has neither MNIST (train-images-idx3-ubyte, with .gz or without, in it or in its folder mnist) nor CIFAR-10 "
                + "(data_batch_1.bin, in it or in its folder cifar10 or cifar-10-batches-bin).");
        }

        if (mnist is not null)
            yield return ReadMnist(Path.GetDirectoryName(mnist)!, mnist.EndsWith(".gz", StringComparison.Ordinal), cancellation);
        if (cifar is not null)
            yield return ReadCifar(Path.GetDirectoryName(cifar)!, cancellation);
    }

    private static string? Find(string folder, string subfolder, params string[] names) =>
        names.SelectMany(name => new[] { Path.Combine(folder, name), Path.Combine(folder, subfolder, name) }).FirstOrDefault(File.Exists);

    private static ImageData ReadMnist(string folder, bool isPacked, CancellationToken cancellation)
    {
        string ending = isPacked ? ".gz" : string.Empty;
        return new ImageData("MNIST, handwritten digits", First(ReadPart("train")), ReadPart("t10k"), new ImageShape(28, 28), 1e-3f);

        ClassificationDataset ReadPart(string part) => IdxFile.ReadImages(
            Path.Combine(folder, $"{part}-images-idx3-ubyte{ending}"),
            Path.Combine(folder, $"{part}-labels-idx1-ubyte{ending}"),
            new IdxOptions { ClassCount = 10 },
            null,
            cancellation).ScaledBy(1.0 / 255.0);
    }

    /// <summary>Of CIFAR-10 the first batch is enough for training; without a test batch, its last fifth is kept apart.</summary>
    private static ImageData ReadCifar(string folder, CancellationToken cancellation)
    {
        ClassificationDataset batch = Cifar10File.Read(Path.Combine(folder, "data_batch_1.bin"), null, null, cancellation);
        string? testBatch = Directory.EnumerateFiles(folder, "test_batch*.bin").Order(StringComparer.Ordinal).FirstOrDefault();
        (ClassificationDataset train, ClassificationDataset test) = testBatch is null
            ? batch.Split(testFraction: 0.2, LectureContext.Seed)
            : (batch, Cifar10File.Read(testBatch, null, null, cancellation));
        Preparation preparation = Preparation.Fit(train, PreparationStep.CenterByMean(), PreparationStep.Scale(1.0 / 64.0));
        var shape = new ImageShape(32, 32, Channels: 3);
        return new ImageData("CIFAR-10, small photos", First(preparation.Apply(train)), preparation.Apply(test), shape, 0.1f);
    }

    private static ClassificationDataset First(ClassificationDataset data) =>
        data.Count <= MostTrainingImages ? data : data.Subset([.. Enumerable.Range(0, MostTrainingImages)]);
}
