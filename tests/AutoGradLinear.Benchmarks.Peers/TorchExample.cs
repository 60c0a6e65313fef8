using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace AutoGradLinear.Benchmarks.Peers;

/// <summary>One example's loss with the gradient with respect to its scores, by autograd.</summary>
internal sealed class TorchExample : ITask
{
    private const int Calls = 2000;

    private readonly string loss;
    private readonly Tensor scores;
    private readonly Tensor label = tensor(new long[] { 3 });

    public TorchExample(string loss, int classes)
    {
        this.loss = loss;
        set_num_threads(1);
        scores = tensor(Enumerable.Range(0, classes).Select(j => 3f * MathF.Sin(j)).ToArray(), 1, classes).requires_grad_();
        for (int warm = 0; warm < Calls; warm++)
            Value = Evaluate();
    }

    public double Value { get; private set; }

    public double Milliseconds()
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Calls; i++)
            Value = Evaluate();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / Calls;
    }

    private double Evaluate()
    {
        using DisposeScope scope = NewDisposeScope();
        scores.grad?.zero_();
        Tensor value = TorchLosses.Of(loss, scores, label);
        value.backward();
        return value.item<float>();
    }
}
