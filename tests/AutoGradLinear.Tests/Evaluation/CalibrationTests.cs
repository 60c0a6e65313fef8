using AutoGradLinear.Evaluation;
using Xunit;

namespace AutoGradLinear.Tests.Evaluation;

public class CalibrationTests
{
    private static readonly Calibration[] Methods = [Calibration.Platt, Calibration.Isotonic, Calibration.Temperature];

    [Fact]
    public void PoolAdjacentViolatorsJoinsWhatFalls()
    {
        // Targets 0 1 0 0 1 1 0 1 at the scores 1..8: the blocks are {1}, {2 3 4}, {5 6 7}, {8}.
        List<ScoreBlock> blocks = Pool([1, 2, 3, 4, 5, 6, 7, 8], [false, true, false, false, true, true, false, true], [1, 1, 1, 1, 1, 1, 1, 1]);
        Assert.Equal([(1.0, 1.0), (2.0, 4.0), (5.0, 7.0), (8.0, 8.0)], blocks.Select(block => (block.Lowest, block.Highest)));
        Near([0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0], [.. blocks.Select(block => block.Mean)]);
    }

    [Fact]
    public void PoolAdjacentViolatorsKeepsEqualScoresTogetherAndRespectsWeights()
    {
        List<ScoreBlock> blocks = Pool([2, 1, 2, 3], [true, false, false, true], [3, 1, 1, 1]);
        Assert.Equal([1.0, 2.0, 3.0], blocks.Select(block => block.Lowest));
        Near([0.0, 0.75, 1.0], [.. blocks.Select(block => block.Mean)]);

        // A group of equal scores that begins high and ends low is judged as a whole: 1/2 > 1/4 joins, in either order of the rows.
        ScoreBlock joined = Assert.Single(Pool([0, 0, 1, 1, 1, 1], [true, false, true, false, false, false], [1, 1, 1, 1, 1, 1]));
        Assert.Equal(2.0 / 6.0, joined.Mean, 1e-14); // a few roundings
        Assert.Equal((0.0, 1.0, 6.0), (joined.Lowest, joined.Highest, joined.Weight));
    }

    [Fact]
    public void PooledMeansAreTheBestOfAllRisingOnes()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            bool[] isPositive = [.. Enumerable.Range(0, 9).Select(i => random.NextDouble() < i / 9.0)];
            double[] scores = [.. Enumerable.Range(0, 9).Select(i => (double)i)];
            double[] weights = [.. scores.Select(_ => 1.0 + random.Next(3))];
            List<ScoreBlock> blocks = Pool(scores, isPositive, weights);

            // The minimax formula: the value at i is max over a ≤ i of min over b ≥ i of the mean of a..b.
            for (int i = 0; i < 9; i++)
            {
                double expected = Enumerable.Range(0, i + 1).Max(a => Enumerable.Range(i, 9 - i).Min(b => Mean(isPositive, weights, a, b)));
                double actual = blocks.Single(block => block.Lowest <= scores[i] && scores[i] <= block.Highest).Mean;
                Assert.True(Math.Abs(expected - actual) < 1e-12, $"seed {seed}, {i}: {actual}, expected {expected}."); // means of a few numbers
            }
        }
    }

    [Fact]
    public void BlocksOfTheIsotonicCurveAreShrunkTowardsTheShareOfPositiveExamples()
    {
        // Blocks 0/1, 1/3, 2/3, 1/1 and a share of ½: (k + 1) / (n + 2).
        IsotonicCurve curve = IsotonicCurve.Fit(
            [1, 2, 3, 4, 5, 6, 7, 8], [false, true, false, false, true, true, false, true], [1, 1, 1, 1, 1, 1, 1, 1]);
        Near([1.0, 2.0, 4.0, 5.0, 7.0, 8.0], curve.Scores);
        Near([1.0 / 3.0, 2.0 / 5.0, 2.0 / 5.0, 3.0 / 5.0, 3.0 / 5.0, 2.0 / 3.0], curve.Values);
        Assert.Equal(0.4, curve.Probability(3.3), 1e-14); // within a block
        Assert.Equal(0.5, curve.Probability(4.5), 1e-14); // half way between (4, 2/5) and (5, 3/5)
        Assert.Equal(1.0 / 3.0, curve.Probability(-10.0), 1e-14);
        Assert.Equal(2.0 / 3.0, curve.Probability(10.0), 1e-14);

        // 3 of 4 are positive, smoothed (3 + 1) / (4 + 2) = 2/3: (0 + 4/3) / (1 + 2) and (3 + 4/3) / (3 + 2).
        Near([4.0 / 9.0, 13.0 / 15.0, 13.0 / 15.0], IsotonicCurve.Fit([1, 2, 3, 4], [false, true, true, true], [1, 1, 1, 1]).Values);
    }

    [Fact]
    public void BlocksThatShrinkingPutsOutOfOrderArePooledAgain()
    {
        // 0/1, 1/10 and 9/9 become 1/3, 2/12 and 10/11: the first two are (0 + 1 + 1 + 1) of (1 + 2 + 10 + 2).
        IsotonicCurve curve = IsotonicCurve.Fit([1, 2, 2, 3], [false, true, false, true], [1, 1, 9, 9]);
        Near([1.0, 2.0, 3.0], curve.Scores);
        Near([3.0 / 15.0, 3.0 / 15.0, 10.0 / 11.0], curve.Values);
    }

    [Fact]
    public void IsotonicProbabilitiesRiseAndAreNeverZeroOrOne()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            double noise = seed % 5 * 0.5; // 0: separated classes
            double[] scores = [.. Enumerable.Range(0, 1 + random.Next(200)).Select(_ => (2.0 * random.NextDouble()) - 1.0)];
            bool[] isPositive = Array.ConvertAll(scores, score => score + (noise * (random.NextDouble() - 0.5)) > 0.0);
            IsotonicCurve curve = IsotonicCurve.Fit(scores, isPositive, Array.ConvertAll(scores, _ => 0.5 + random.NextDouble()));
            double last = double.Epsilon;
            for (int i = -150; i <= 150; i++)
            {
                double probability = curve.Probability(0.01 * i);
                Assert.True(probability >= last && probability < 1.0, $"seed {seed}: {probability} after {last}.");
                last = probability;
            }
        }
    }

    [Fact]
    public void AMarginIsTheLeadOverTheBestOther()
    {
        Near([1.0, -2.0, -1.0], Margins(3.0, 1.0, 2.0));
        Near([-2.0, 1.0, -1.0], Margins(1.0, 3.0, 2.0));
        Near([0.0, 0.0, -2.0], Margins(2.0, 2.0, 0.0));
        Near([-0.5, 0.5], Margins(1.0, 1.5));
        Assert.Equal([double.MaxValue, double.MinValue], Margins(double.MaxValue, double.MinValue));

        static double[] Margins(params double[] scores)
        {
            AutoGradLinear.Evaluation.Margins.Compute(scores, scores);
            return scores;
        }
    }

    [Fact]
    public void CurvesOfSeveralScoresSeeTheirDifferencesOnly()
    {
        (double[] scores, int[] labels, double[] weights) = Random(seed: 11, count: 120, classes: 3, scoreCount: 3);
        double[] shifted = [.. scores.Select((score, i) => score + (i / 3 % 7 * 10.0))];
        foreach (Calibration method in Methods)
        {
            Calibrator calibrator = method.Fit(scores, 3, labels, weights, 3, -1);
            Calibrator other = method.Fit(shifted, 3, labels, weights, 3, -1);
            for (int i = 0; i < 30; i += 3)
                Assert.All(Of(calibrator, scores[i..(i + 3)]).Zip(Of(other, shifted[i..(i + 3)])), pair => Assert.Equal(pair.First, pair.Second, 1e-8)); // 60 + s rounds
        }
    }

    [Fact]
    public void PlattReachesTheMinimum()
    {
        (double[] scores, int[] labels, double[] weights) = Random(seed: 5, count: 200, classes: 2, scoreCount: 1);
        bool[] isPositive = Array.ConvertAll(labels, label => label == 1);
        PlattCurve curve = PlattCurve.Fit(scores, isPositive, weights);
        double best = Objective(curve.Slope, curve.Intercept);
        double step = 1e-3;
        for (int i = -20; i <= 20; i++)
        {
            // The objective is convex, so a minimum among neighbours is the minimum; sums of 200 terms are exact to 1e-11 or so.
            for (int j = -20; j <= 20; j++)
                Assert.True(best <= Objective(curve.Slope + (i * step), curve.Intercept + (j * step)) + 1e-11);
        }

        double Objective(double a, double b)
        {
            double positives = weights.Where((_, i) => isPositive[i]).Sum();
            double negatives = weights.Sum() - positives;
            double sum = 0.0;
            for (int i = 0; i < scores.Length; i++)
            {
                double target = isPositive[i] ? (positives + 1.0) / (positives + 2.0) : 1.0 / (negatives + 2.0);
                double p = 1.0 / (1.0 + Math.Exp(-((a * scores[i]) + b)));
                sum -= weights[i] * ((target * Math.Log(p)) + ((1.0 - target) * Math.Log(1.0 - p)));
            }

            return sum;
        }
    }

    [Fact]
    public void PlattDoesNotDependOnTheSizeOfTheScores()
    {
        (double[] scores, int[] labels, double[] weights) = Random(seed: 6, count: 100, classes: 2, scoreCount: 1);
        bool[] isPositive = Array.ConvertAll(labels, label => label == 1);
        PlattCurve curve = PlattCurve.Fit(scores, isPositive, weights);
        PlattCurve large = PlattCurve.Fit(Array.ConvertAll(scores, score => 1e6 * (score + 3.0)), isPositive, weights);
        for (int i = 0; i < 10; i++)
            Assert.Equal(curve.Probability(scores[i]), large.Probability(1e6 * (scores[i] + 3.0)), 1e-9); // both converge to about 1e-10
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    public void TheTemperatureIsTheBest(int classes, int scoreCount)
    {
        (double[] scores, int[] labels, double[] weights) = Random(seed: 7, count: 300, classes, scoreCount);
        var calibrator = (TemperatureCalibrator)Calibration.Temperature.Fit(scores, scoreCount, labels, weights, classes, 1);
        double best = LogLoss(calibrator, scores, labels, weights);
        for (int i = -50; i <= 50; i++)
        {
            double other = calibrator.Temperature * Math.Exp(0.05 * i);
            double loss = LogLoss(new TemperatureCalibrator(new ScoreLayout(scoreCount, calibrator.PositiveIndex, null), other), scores, labels, weights);
            Assert.True(best <= loss + 1e-10, $"T = {other} gives {loss}, T = {calibrator.Temperature} gives {best}."); // sums of 300 terms
        }
    }

    [Fact]
    public void TheTemperatureOfScaledLogitsIsTheScale()
    {
        (double[] scores, int[] labels, double[] weights) = Random(seed: 8, count: 300, classes: 3, scoreCount: 3);
        var plain = (TemperatureCalibrator)Calibration.Temperature.Fit(scores, 3, labels, weights, 3, -1);
        var scaled = (TemperatureCalibrator)Calibration.Temperature.Fit(Array.ConvertAll(scores, score => 1000.0 * score), 3, labels, weights, 3, -1);
        Assert.Equal(1000.0, scaled.Temperature / plain.Temperature, 1e-6); // the root is found to about 1e-12
    }

    [Fact]
    public void SeparatedClassesGiveFiniteProbabilities()
    {
        double[] scores = [-3.0, -2.0, -1.0, 1.0, 2.0, 3.0];
        int[] labels = [0, 0, 0, 1, 1, 1];
        foreach (Calibration method in Methods)
        {
            Calibrator calibrator = method.Fit(scores, 1, labels, [], 2, 1);
            Assert.True(Of(calibrator, 3.0)[1] > 0.75, method.Name);
            Assert.True(Of(calibrator, -3.0)[1] < 0.25, method.Name);
            Assert.All(Of(calibrator, 1e300), probability => Assert.InRange(probability, 0.0, 1.0));

            // The other way round, all but the temperature (which cannot turn the order) follow: isotonic is constant.
            Calibrator turned = method.Fit(scores, 1, labels, [], 2, 0);
            Assert.All(Of(turned, 3.0), probability => Assert.InRange(probability, 0.0, 1.0));
        }

        // Platt's smoothed targets: 4/5 and 1/5 are the limits of what three examples of each class can show.
        Assert.InRange(Of(Calibration.Platt.Fit(scores, 1, labels, [], 2, 1), 2.0)[1], 0.7, 0.9);
    }

    [Fact]
    public void EqualScoresGiveTheShareOfTheClass()
    {
        double[] scores = [0.1, 0.1, 0.1, 0.1];
        int[] labels = [0, 1, 1, 1];

        // (3 + 2 · 2/3) / (4 + 2), where 2/3 = (3 + 1) / (4 + 2) is the smoothed share.
        Assert.Equal(13.0 / 18.0, Of(Calibration.Isotonic.Fit(scores, 1, labels, [], 2, 1), 0.1)[1], 1e-14);

        // The mean of the smoothed targets 1/3, 4/5, 4/5, 4/5.
        Assert.Equal(((1.0 / 3.0) + (3.0 * 4.0 / 5.0)) / 4.0, Of(Calibration.Platt.Fit(scores, 1, labels, [], 2, 1), 0.1)[1], 1e-9);
        Assert.Equal(0.75, Of(Calibration.Temperature.Fit(scores, 1, labels, [], 2, 1), 0.1)[1], 1e-9);
        Assert.Equal([0.5, 0.5], Of(Calibration.Temperature.Fit([0.0, 0.0], 1, [0, 1], [], 2, 1), 0.0));
    }

    [Fact]
    public void AClassThatDoesNotOccurIsUnlikely()
    {
        (double[] scores, int[] labels, double[] weights) = Random(seed: 9, count: 90, classes: 3, scoreCount: 3);
        labels = Array.ConvertAll(labels, label => label == 2 ? 1 : label);
        foreach (Calibration method in Methods)
        {
            Calibrator calibrator = method.Fit(scores, 3, labels, weights, 3, -1);
            double[] probabilities = new double[3];
            for (int i = 0; i < 90; i++)
            {
                calibrator.Probabilities(scores.AsSpan(3 * i, 3), probabilities);
                Assert.Equal(1.0, probabilities.Sum(), 1e-14); // three roundings
                Assert.All(probabilities, probability => Assert.InRange(probability, 0.0, 1.0));
                if (method != Calibration.Temperature)
                    Assert.True(probabilities[2] < 0.1, method.Name);
            }
        }
    }

    [Fact]
    public void ExamplesOfWeightZeroPlayNoPartAndWeightsAreRepetitions()
    {
        (double[] scores, int[] labels, _) = Random(seed: 10, count: 60, classes: 3, scoreCount: 3);
        double[] weights = [.. labels.Select((_, i) => (double)(i % 3))];
        double[] repeatedScores = [.. labels.SelectMany((_, i) => Enumerable.Repeat(scores[(3 * i)..((3 * i) + 3)], i % 3)).SelectMany(row => row)];
        int[] repeatedLabels = [.. labels.SelectMany((label, i) => Enumerable.Repeat(label, i % 3))];
        foreach (Calibration method in Methods)
        {
            double[] weighted = Of(method.Fit(scores, 3, labels, weights, 3, -1), 0.3, -0.2, 0.1);
            double[] repeated = Of(method.Fit(repeatedScores, 3, repeatedLabels, [], 3, -1), 0.3, -0.2, 0.1);
            for (int c = 0; c < 3; c++)
                Assert.Equal(repeated[c], weighted[c], 1e-8); // iterations that stop at 1e-10 or so
        }
    }

    [Fact]
    public void WhatIsWrongIsNamed()
    {
        Calibration method = Calibration.Platt;
        Contains("row 1", () => method.Fit([0.0, double.NaN], 1, [0, 1], [], 2, 1));
        Contains("row 1", () => method.Fit([0.0, 1.0], 1, [0, 2], [], 2, 1));
        Contains("row 0", () => method.Fit([0.0, 1.0], 1, [0, 1], [double.NaN, 1.0], 2, 1));
        Contains("positive weight", () => method.Fit([0.0, 1.0], 1, [0, 1], [0.0, 0.0], 2, 1));
        Contains("one for two classes", () => method.Fit([0.0, 1.0], 1, [0, 1], [], 3, 1));
        Contains("examples have", () => method.Fit([0.0], 1, [0, 1], [], 2, 1));
        Contains("positive class", () => method.Fit([0.0, 1.0], 1, [0, 1], [], 2, -1));
        Contains("3 names", () => method.Fit([0.0, 1.0], 1, [0, 1], [], 2, 1, ["a", "b", "c"]));
        Contains("Score 0", () => Of(method.Fit([0.0, 1.0], 1, [0, 1], [], 2, 1), double.NaN));

        static void Contains(string expected, Action action) =>
            Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    private static double[] Of(Calibrator calibrator, params double[] scores)
    {
        double[] probabilities = new double[calibrator.ClassCount];
        calibrator.Probabilities(scores, probabilities);
        return probabilities;
    }

    private static double LogLoss(Calibrator calibrator, double[] scores, int[] labels, double[] weights) => labels
        .Select((label, i) => -weights[i] * Math.Log(Of(calibrator, scores[(i * calibrator.ScoreCount)..((i + 1) * calibrator.ScoreCount)])[label])).Sum();

    private static double Mean(bool[] isPositive, double[] weights, int first, int last)
    {
        double weight = 0.0, positive = 0.0;
        for (int i = first; i <= last; i++)
        {
            weight += weights[i];
            positive += isPositive[i] ? weights[i] : 0.0;
        }

        return positive / weight;
    }

    private static List<ScoreBlock> Pool(double[] scores, bool[] isPositive, double[] weights) =>
        PoolAdjacentViolators.Pool(ScoreBlock.OfEqualScores(scores, isPositive, weights));

    private static void Near(double[] expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-14); // a few roundings
    }

    /// <summary>Noisy scores that are too large by a factor.</summary>
    private static (double[] Scores, int[] Labels, double[] Weights) Random(int seed, int count, int classes, int scoreCount)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];
        double[] scores = new double[count * scoreCount];
        for (int i = 0; i < scores.Length; i++)
        {
            int label = labels[i / scoreCount];
            bool isOwn = scoreCount == 1 ? label == 1 : label == i % scoreCount;
            scores[i] = 4.0 * (random.NextDouble() + random.NextDouble() - 1.0 + (isOwn ? 0.4 : -0.2));
        }

        return (scores, labels, [.. labels.Select(_ => 0.5 + random.NextDouble())]);
    }
}
