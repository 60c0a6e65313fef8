using Xunit;

namespace AutoGradLinear.Tests.Data.Files;

/// <summary>The well-known files, with the counts that are known of them.</summary>
public class RealFileTests
{
    [DataFact("mnist/train-images-idx3-ubyte.gz", "mnist/train-labels-idx1-ubyte.gz")]
    public void MnistHasItsCountsAndMean()
    {
        ClassificationDataset mnist = IdxFile.ReadImages(
            SharedData.Find("mnist/train-images-idx3-ubyte.gz")!, SharedData.Find("mnist/train-labels-idx1-ubyte.gz")!);
        Assert.Equal((60000, 784, 10), (mnist.Count, mnist.FeatureCount, mnist.ClassCount));
        Assert.Equal(FeatureStorage.Byte, mnist.Storage);
        int[] counts = new int[10];
        foreach (int label in mnist.Labels)
            counts[label]++;
        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], counts);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], mnist.Classes);
        Assert.Equal([5, 0, 4, 1, 9], mnist.Labels[..5].ToArray());
        double sum = 0.0;
        double[] row = new double[784];
        for (int i = 0; i < mnist.Count; i++)
        {
            mnist.CopyRow<double>(i, row);
            sum += row.Sum();
        }

        // The published mean of the training pixels, 0.1307 after division by 255.
        Assert.Equal(0.1307, sum / 255.0 / 784.0 / 60000.0, 0.00005);
    }

    [DataFact("libsvm/a9a.gz", "libsvm/a9a.t.gz")]
    public void AdultHasItsCountsAndTheTestPartTakesTheNumberOfFeaturesAndTheClasses()
    {
        ClassificationDataset train = SvmlightFile.Read(SharedData.Find("libsvm/a9a.gz")!);
        Assert.Equal((32561, 123), (train.Count, train.FeatureCount));
        Assert.Equal(["-1", "1"], train.Classes);
        Assert.Equal(7841, train.Labels.Count(1));
        var options = new SvmlightOptions { FeatureCount = train.FeatureCount, Classes = train.Classes };
        ClassificationDataset test = SvmlightFile.Read(SharedData.Find("libsvm/a9a.t.gz")!, options);
        Assert.Equal((16281, 123), (test.Count, test.FeatureCount));
        Assert.Equal(3846, test.Labels.Count(1));
        Assert.Equal(122, SvmlightFile.Read(SharedData.Find("libsvm/a9a.t.gz")!).FeatureCount);
    }

    [DataFact("libsvm/agaricus.txt.train", "libsvm/agaricus.txt.test")]
    public void MushroomsHaveTheLabels0And1()
    {
        ClassificationDataset train = SvmlightFile.Read(SharedData.Find("libsvm/agaricus.txt.train")!);
        Assert.Equal((6513, 126), (train.Count, train.FeatureCount));
        Assert.Equal(["0", "1"], train.Classes);
        Assert.Equal((3373, 3140), (train.Labels.Count(0), train.Labels.Count(1)));
        ClassificationDataset test = SvmlightFile.Read(SharedData.Find("libsvm/agaricus.txt.test")!, new SvmlightOptions { FeatureCount = 126 });
        Assert.Equal((835, 776), (test.Labels.Count(0), test.Labels.Count(1)));
    }

    [DataFact("libsvm/dna.scale", "libsvm/dna.scale.t", "libsvm/heart_scale")]
    public void SmallClassicsHaveTheirCounts()
    {
        ClassificationDataset dna = SvmlightFile.Read(SharedData.Find("libsvm/dna.scale")!);
        Assert.Equal((2000, 180), (dna.Count, dna.FeatureCount));
        Assert.Equal((464, 485, 1051), (dna.Labels.Count(0), dna.Labels.Count(1), dna.Labels.Count(2)));
        Assert.Equal(1186, SvmlightFile.Read(SharedData.Find("libsvm/dna.scale.t")!).Count);
        ClassificationDataset heart = SvmlightFile.Read(SharedData.Find("libsvm/heart_scale")!);
        Assert.Equal((270, 13), (heart.Count, heart.FeatureCount));
    }

    [DataFact("libsvm/pendigits", "libsvm/pendigits.t")]
    public void LinesThatEndInBlankAndCarriageReturnAreRead()
    {
        ClassificationDataset train = SvmlightFile.Read(SharedData.Find("libsvm/pendigits")!);

        // This copy leaves out the sixteenth feature, which nothing in the file tells.
        Assert.Equal((7494, 15, 10), (train.Count, train.FeatureCount, train.ClassCount));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], train.Classes);
        Assert.Equal(3498, SvmlightFile.Read(SharedData.Find("libsvm/pendigits.t")!).Count);
    }

    [DataFact("20newsgroups/20news-bydate.train.svm.gz", "20newsgroups/20news-bydate.test.svm.gz")]
    public void NewsgroupsHaveTheirCountsAndRowsWithoutFeatures()
    {
        ClassificationDataset train = SvmlightFile.Read(SharedData.Find("20newsgroups/20news-bydate.train.svm.gz")!);
        Assert.Equal((11314, 32203, 20, 1445175L), (train.Count, train.FeatureCount, train.ClassCount, train.StoredCount));
        Assert.Equal(21, Enumerable.Range(0, train.Count).Count(row => train.StoredColumns(row).IsEmpty));
        ClassificationDataset test = SvmlightFile.Read(
            SharedData.Find("20newsgroups/20news-bydate.test.svm.gz")!, new SvmlightOptions { FeatureCount = 32203 });
        Assert.Equal((7532, 926963L), (test.Count, test.StoredCount));
    }
}
