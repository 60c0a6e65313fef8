using AutoGradLinear.Losses;
using BenchmarkDotNet.Attributes;

namespace AutoGradLinear.Benchmarks;

/// <summary>Value and gradient of one example, generated beside the best that we write by hand with the same checks.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class Latency
{
    private const int Examples = 256;

    private readonly MulticlassHinge<float> _hinge = new(1f);
    private readonly SquaredHinge<float> _squaredHinge = new(1f);
    private readonly SoftmaxCrossEntropy<float> _softmax = new();
    private readonly L2<float> _penalty = new(1e-4f);
    private float[] _scores = [];
    private float[] _gradient = [];
    private int[] _labels = [];

    /// <summary>The number of scores.</summary>
    [Params(10, 1000)]
    public int Classes { get; set; }

    /// <summary>Draws scores from −3 to 3 and labels.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(3);
        _scores = Enumerable.Range(0, Examples * Classes).Select(_ => (float)((random.NextDouble() * 6) - 3)).ToArray();
        _labels = Enumerable.Range(0, Examples).Select(_ => random.Next(Classes)).ToArray();
        _gradient = new float[Classes];
    }

    [BenchmarkCategory("hinge"), Benchmark(Baseline = true, OperationsPerInvoke = Examples)]
    public float HingeByHand() => Each(static (self, scores, label) => HandWritten.Hinge(scores, label, self._gradient, self._hinge.Margin));

    [BenchmarkCategory("hinge"), Benchmark(OperationsPerInvoke = Examples)]
    public float HingeGenerated() => Each(static (self, scores, label) => self._hinge.ValueWithGradient(scores, label, self._gradient));

    [BenchmarkCategory("squared hinge"), Benchmark(Baseline = true, OperationsPerInvoke = Examples)]
    public float SquaredHingeByHand() => Each(static (self, scores, label) => HandWritten.SquaredHinge(scores, label, self._gradient, self._squaredHinge.Margin));

    [BenchmarkCategory("squared hinge"), Benchmark(OperationsPerInvoke = Examples)]
    public float SquaredHingeGenerated() => Each(static (self, scores, label) => self._squaredHinge.ValueWithGradient(scores, label, self._gradient));

    [BenchmarkCategory("softmax"), Benchmark(Baseline = true, OperationsPerInvoke = Examples)]
    public float SoftmaxByHand() => Each(static (self, scores, label) => HandWritten.Softmax(scores, label, self._gradient));

    [BenchmarkCategory("softmax"), Benchmark(OperationsPerInvoke = Examples)]
    public float SoftmaxGenerated() => Each(static (self, scores, label) => self._softmax.ValueWithGradient(scores, label, self._gradient));

    [BenchmarkCategory("L2"), Benchmark(Baseline = true, OperationsPerInvoke = Examples)]
    public float L2ByHand() => Each(static (self, scores, _) => HandWritten.L2(scores, self._gradient, self._penalty.Strength));

    [BenchmarkCategory("L2"), Benchmark(OperationsPerInvoke = Examples)]
    public float L2Generated() => Each(static (self, scores, _) => self._penalty.ValueWithGradient(scores, self._gradient));

    private delegate float OneExample(Latency self, ReadOnlySpan<float> scores, int label);

    private float Each(OneExample run)
    {
        float sum = 0f;
        for (int i = 0; i < Examples; i++)
            sum += run(this, _scores.AsSpan(i * Classes, Classes), _labels[i]);
        return sum;
    }
}
