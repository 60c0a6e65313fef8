using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Tests.Models;

public class NearestNeighborsTests
{
    /// <summary>Bytes are scaled after the sum and not before, so that a few roundings of 2⁻⁵³ lie between the results.</summary>
    private const double Rounding = 1e-12;

    public static TheoryData<string, string, NeighborDistance, int> Cases()
    {
        var cases = new TheoryData<string, string, NeighborDistance, int>();
        string[] storages = ["byte", "half", "single", "double", "sparse single", "sparse double", "scaled byte"];
        foreach (string training in storages)
        {
            foreach (string queries in storages)
            {
                foreach (NeighborDistance distance in Enum.GetValues<NeighborDistance>())
                    cases.Add(training, queries, distance, 1 + (2 * ((training.Length + queries.Length) % 3)));
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryStorageGivesWhatSortingGives(string training, string queries, NeighborDistance distance, int k)
    {
        foreach ((int rows, int columns, int count, int levels) in new[] { (50, 3, 21, 3), (101, 70, 19, 256), (7, 33, 1, 2), (203, 129, 70, 4) })
        {
            ClassificationDataset data = Make(training, rows, columns, levels, seed: rows);
            ClassificationDataset asked = Make(queries, count, columns, levels, seed: rows + 1);
            NearestNeighbors model = NearestNeighbors.Train(data, new NearestNeighborsOptions { K = k, Distance = distance });

            // Whole numbers are summed without rounding, so that ties are ties in every storage; scaled ones are not where one side is scaled.
            bool isExact = training != "scaled byte" || queries != "scaled byte";
            Neighbor[][] expected = isExact
                ? NaiveNeighbors.Find(data, asked, k, distance)
                : NaiveNeighbors.Find(Make("byte", rows, columns, levels, rows), Make("byte", count, columns, levels, rows + 1), k, distance);
            Neighbor[][] found = model.Neighbors(asked);
            Assert.Equal(expected.SelectMany(n => n.Select(m => m.Row)), found.SelectMany(n => n.Select(m => m.Row)));
            double factor = isExact ? 1.0 : 1.0 / 255.0;
            foreach ((Neighbor[] e, Neighbor[] f) in expected.Zip(found))
                Assert.All(e.Zip(f), pair => Assert.Equal(pair.First.Distance * factor, pair.Second.Distance, Rounding * (1.0 + pair.First.Distance)));
            Assert.Equal(expected.Select(n => NaiveNeighbors.Vote(data, n)), model.Predict(asked));
        }
    }

    [Theory]
    [InlineData(NeighborDistance.L1)]
    [InlineData(NeighborDistance.L2)]
    public void RealsGiveTheDistancesOfDoublesToTheLastBit(NeighborDistance distance)
    {
        float[] values = [.. RandomData.Vector(90 * 257, 3).Select(x => (float)(1000.0 + x))];
        ClassificationDataset single = ClassificationDataset.FromRows(values, 257, Labels(90));
        ClassificationDataset sparse = single.ToSparse();
        ClassificationDataset real = ClassificationDataset.FromRows(values.Select(x => (double)x).ToArray(), 257, Labels(90));
        var options = new NearestNeighborsOptions { K = 5, Distance = distance };
        Neighbor[][] expected = NaiveNeighbors.Find(real, real, 5, distance);

        foreach (ClassificationDataset training in new[] { single, sparse, real })
        {
            NearestNeighbors model = NearestNeighbors.Train(training, options);
            Assert.Equal(expected, model.Neighbors(single));
            Assert.Equal(expected, model.Neighbors(sparse));
            Assert.Equal(expected[7], model.Neighbors(values.AsSpan(7 * 257, 257)));
            Assert.Equal(expected[7], model.Neighbors([.. values[(7 * 257)..(8 * 257)].Select(x => (double)x)]));
        }
    }

    [Fact]
    public void ValuesWhoseSquaresOverflowOrUnderflowFloatsAreStillOrdered()
    {
        NearestNeighbors large = NearestNeighbors.Train(ClassificationDataset.FromRows(new[] { 3e30f, 1e30f, 2e30f }, 1, [0, 1, 0]));
        NearestNeighbors small = NearestNeighbors.Train(ClassificationDataset.FromRows(new[] { 3e-30f, 1e-30f, 2e-30f }, 1, [0, 1, 0]));

        Assert.Equal(1, large.Neighbors([0.0f])[0].Row);
        Assert.Equal(1, small.Neighbors([0.0f])[0].Row);
    }

    [Theory]
    [InlineData(NeighborDistance.L1)]
    [InlineData(NeighborDistance.L2)]
    public void ManyColumnsOfLargeBytesDoNotOverflow(NeighborDistance distance)
    {
        // Σ 255² over 70 000 columns is more than 2³².
        const int columns = 70_001;
        byte[] bytes = new byte[2 * columns];
        bytes.AsSpan(columns).Fill(255);
        NearestNeighbors model = NearestNeighbors.Train(
            ClassificationDataset.FromRows(bytes, columns, [0, 1]), new NearestNeighborsOptions { K = 2, Distance = distance });

        Neighbor[][] found = model.Neighbors(model.TrainingData);

        double expected = distance == NeighborDistance.L1 ? 255.0 * columns : Math.Sqrt(255.0 * 255.0 * columns);
        Assert.Equal([new Neighbor(0, 0.0), new Neighbor(1, expected)], found[0]);
        Assert.Equal([new Neighbor(1, 0.0), new Neighbor(0, expected)], found[1]);
    }

    [Fact]
    public void ResultsDoNotDependOnThreads()
    {
        ClassificationDataset data = Make("single", 300, 20, 5, 1);
        ClassificationDataset asked = Make("single", 333, 20, 5, 2);
        int[] one = NearestNeighbors.Train(data, new NearestNeighborsOptions { K = 5, MaxThreads = 1 }).Predict(asked);

        Assert.Equal(one, NearestNeighbors.Train(data, new NearestNeighborsOptions { K = 5, MaxThreads = 4 }).Predict(asked));
    }

    [Fact]
    public void TheNearestOfTiedClassesWins()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new[] { 4.0, 3.0, 2.0, 1.0 }, 1, ["a", "b", "a", "b"]);

        Assert.Equal(1, NearestNeighbors.Train(data, new NearestNeighborsOptions { K = 4 }).Predict([0.0]));
        Assert.Equal(0, NearestNeighbors.Train(data, new NearestNeighborsOptions { K = 4 }).Predict([5.0]));
        Assert.Equal(0, NearestNeighbors.Train(data).Predict([3.5f]));
    }

    [Fact]
    public void WeightsOfTrainingExamplesWeighVotes()
    {
        double[] features = [1.0, 2.0, 3.0];
        string[] labels = ["a", "b", "b"];
        var options = new NearestNeighborsOptions { K = 3 };

        Assert.Equal(1, NearestNeighbors.Train(ClassificationDataset.FromRows(features, 1, labels), options).Predict([0.0]));
        Assert.Equal(
            0,
            NearestNeighbors.Train(ClassificationDataset.FromRows(features, 1, labels, weights: [3.0, 1.0, 1.0]), options).Predict([0.0]));
        Assert.Equal(
            1,
            NearestNeighbors.Train(ClassificationDataset.FromRows(features, 1, labels, weights: [0.0, 0.0, 1.0])).Predict([0.0]));
    }

    [Theory]
    [InlineData("byte", NeighborDistance.L1)]
    [InlineData("byte", NeighborDistance.L2)]
    [InlineData("single", NeighborDistance.L2)]
    [InlineData("sparse double", NeighborDistance.L1)]
    public void ExamplesOfWeightZeroAreAsIfAbsent(string storage, NeighborDistance distance)
    {
        double[] weights = [.. Enumerable.Range(0, 101).Select(i => i % 3 == 0 ? 0.0 : 1.0 + (i % 2))];
        int[] kept = [.. Enumerable.Range(0, 101).Where(i => weights[i] > 0.0)];
        ClassificationDataset data = Make(storage, 101, 5, 3, seed: 1).WithWeights(weights);
        ClassificationDataset asked = Make(storage, 40, 5, 3, seed: 2);
        var options = new NearestNeighborsOptions { K = 5, Distance = distance };
        NearestNeighbors model = NearestNeighbors.Train(data, options);
        NearestNeighbors without = NearestNeighbors.Train(data.Subset(kept), options);

        Neighbor[][] expected = without.Neighbors(asked);

        Assert.Equal(expected.Select(n => n.Select(m => m with { Row = kept[m.Row] })), model.Neighbors(asked));
        Assert.Equal(without.Predict(asked), model.Predict(asked));

        // All that have a weight may vote, and no more.
        Assert.Equal(kept, NearestNeighbors.Train(data, options with { K = kept.Length }).Neighbors(asked)[0].Select(n => n.Row).Order());
        Assert.Contains(
            $"above 0, {kept.Length}",
            Assert.Throws<ArgumentOutOfRangeException>(() => NearestNeighbors.Train(data, options with { K = kept.Length + 1 })).Message,
            StringComparison.Ordinal);
    }

    [DataFact("mnist/train-images-idx3-ubyte.gz", "mnist/train-labels-idx1-ubyte.gz", "mnist/t10k-images-idx3-ubyte.gz", "mnist/t10k-labels-idx1-ubyte.gz")]
    public void MnistHasTheAccuracyThatAProgramOfItsOwnCounts()
    {
        ClassificationDataset train = Part("train", 10_000);
        ClassificationDataset test = Part("t10k", 1_000);
        NearestNeighbors model = NearestNeighbors.Train(train, new NearestNeighborsOptions { K = 3, Distance = NeighborDistance.L2 });

        // 922 of 1000 in a plain loop over integers; distances of bytes are exact, so that there is nothing to tolerate.
        Assert.Equal(0.922, model.Evaluate(test).Accuracy, 1e-12); // a rounded quotient

        static ClassificationDataset Part(string name, int count) => IdxFile.ReadImages(
            SharedData.Find($"mnist/{name}-images-idx3-ubyte.gz")!, SharedData.Find($"mnist/{name}-labels-idx1-ubyte.gz")!)
            .Subset([.. Enumerable.Range(0, count)]);
    }

    [Fact]
    public void EvaluationMatchesClassesByNameAndRespectsWeights()
    {
        NearestNeighbors model = NearestNeighbors.Train(ClassificationDataset.FromRows(new[] { 0.0, 10.0, 20.0 }, 1, ["a", "b", "c"]));
        ClassificationDataset data = ClassificationDataset.FromRows(new[] { 19.0, 9.0, 1.0 }, 1, ["c", "c", "b"], weights: [2.0, 1.0, 1.0]);

        EvaluationResult result = model.Evaluate(data);

        Assert.Equal(0.5, result.Accuracy);
        Assert.Equal(0.5, result.MeanLoss);
        Assert.Equal(2.0, result.ConfusionMatrix[2, 2]);
        Assert.Equal(1.0, result.ConfusionMatrix[1, 0]);
    }

    [Fact]
    public void ProgressReachesAllExamples()
    {
        ClassificationDataset data = Make("byte", 100, 5, 9, 1);
        var reports = new Reports();

        NearestNeighbors.Train(data).Predict(data, reports);

        Assert.Equal(new PredictionProgress(100, 100), reports.All[^1]);
        Assert.Equal(reports.All.OrderBy(r => r.Completed), reports.All);
    }

    [Fact]
    public void CancellationEndsThePrediction()
    {
        ClassificationDataset data = Make("byte", 300, 5, 9, 1);
        using var source = new CancellationTokenSource();
        var reports = new Reports { Then = source.Cancel };

        foreach (int threads in new[] { 1, 2 })
        {
            NearestNeighbors model = NearestNeighbors.Train(data, new NearestNeighborsOptions { MaxThreads = threads });
            Assert.ThrowsAny<OperationCanceledException>(() => model.Predict(data, reports, source.Token));
        }
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new[] { 0.0, 1.0, 2.0, 3.0 }, 2, ["a", "b"], featureNames: ["width", "height"]);
        NearestNeighbors model = NearestNeighbors.Train(data);
        ClassificationDataset narrow = ClassificationDataset.FromRows(new[] { 0.0, 1.0 }, 1, ["a", "b"]);

        Assert.Throws<ArgumentOutOfRangeException>(() => NearestNeighbors.Train(data, new NearestNeighborsOptions { K = 0 }));
        Assert.Contains(
            "2",
            Assert.Throws<ArgumentOutOfRangeException>(() => NearestNeighbors.Train(data, new NearestNeighborsOptions { K = 3 })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => NearestNeighbors.Train(data, new NearestNeighborsOptions { MaxThreads = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => NearestNeighbors.Train(data, new NearestNeighborsOptions { Distance = (NeighborDistance)7 }));
        Assert.Throws<ArgumentException>(() => model.Predict(narrow));
        Assert.Throws<ArgumentException>(() => model.Neighbors(narrow));
        Assert.Throws<ArgumentException>(() => model.Evaluate(narrow));
        Assert.Throws<ArgumentException>(() => model.Predict([1.0]));
        Assert.Throws<ArgumentException>(() => model.Predict(ReadOnlySpan<float>.Empty));
        Assert.Contains(
            "'height'", Assert.Throws<ArgumentException>(() => model.Predict([1.0, double.NaN])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "'z'",
            Assert.Throws<ArgumentException>(() => model.Evaluate(ClassificationDataset.FromRows(new[] { 0.0, 1.0 }, 2, ["z"], classes: ["y", "z"]))).Message,
            StringComparison.Ordinal);
    }

    private static int[] Labels(int rows) => [.. Enumerable.Range(0, rows).Select(i => i * 7 % 4)];

    /// <summary>Whole numbers below <paramref name="levels"/>, many of them 0: the fewer levels, the more ties.</summary>
    private static ClassificationDataset Make(string storage, int rows, int columns, int levels, int seed)
    {
        var random = new DeterministicRandom(seed);
        byte[] bytes = new byte[rows * columns];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = random.NextDouble() < 0.4 ? (byte)0 : (byte)(random.NextDouble() * levels);
        int[] labels = Labels(rows);
        int[] classes = [0, 1, 2, 3];
        return storage switch
        {
            "byte" => ClassificationDataset.FromRows(bytes, columns, labels, classes: classes),
            "scaled byte" => ClassificationDataset.FromRows(bytes, columns, labels, classes: classes).ScaledBy(1.0 / 255.0),
            "half" => ClassificationDataset.FromRows(bytes.Select(x => (Half)x).ToArray(), columns, labels, classes: classes),
            "single" => ClassificationDataset.FromRows(bytes.Select(x => (float)x).ToArray(), columns, labels, classes: classes),
            "sparse single" => ClassificationDataset.FromRows(bytes.Select(x => (float)x).ToArray(), columns, labels, classes: classes).ToSparse(),
            "double" => ClassificationDataset.FromRows(bytes.Select(x => (double)x).ToArray(), columns, labels, classes: classes),
            _ => ClassificationDataset.FromRows(bytes.Select(x => (double)x).ToArray(), columns, labels, classes: classes).ToSparse(),
        };
    }

    private sealed class Reports : IProgress<PredictionProgress>
    {
        public List<PredictionProgress> All { get; } = [];

        public Action Then { get; init; } = () => { };

        public void Report(PredictionProgress value)
        {
            All.Add(value);
            Then();
        }
    }
}
