using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace AutoGradLinear.Benchmarks.Peers;

/// <summary>The mean loss of all rows plus 1e-4 Σ w², with gradients by autograd.</summary>
internal sealed class TorchObjective : ITask
{
    private readonly string loss;
    private readonly Tensor rows;
    private readonly Tensor labels;
    private readonly Tensor weights;
    private readonly Tensor bias;

    public TorchObjective(string loss, int rows, int features, int classes, int threads)
    {
        this.loss = loss;
        set_num_threads(threads);
        DenseExample example = DenseExample.Draw(rows, features, classes);
        float[] parameters = [.. DenseExample.Parameters(classes * (features + 1)).Select(p => (float)p)];
        this.rows = tensor(example.Values, rows, features);
        labels = tensor(example.Labels.Select(label => (long)label).ToArray());
        weights = tensor(parameters[..(classes * features)], classes, features).requires_grad_();
        bias = tensor(parameters[(classes * features)..]).requires_grad_();
        for (int warm = 0; warm < 2; warm++)
            Value = Evaluate();
    }

    public double Value { get; private set; }

    public double Milliseconds()
    {
        long start = Stopwatch.GetTimestamp();
        Value = Evaluate();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private double Evaluate()
    {
        using DisposeScope scope = NewDisposeScope();
        weights.grad?.zero_();
        bias.grad?.zero_();
        Tensor value = TorchLosses.Of(loss, nn.functional.linear(rows, weights, bias), labels) + (1e-4f * weights.pow(2).sum());
        value.backward();
        return value.item<float>();
    }
}
