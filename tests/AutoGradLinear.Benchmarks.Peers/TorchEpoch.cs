using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AutoGradLinear.Benchmarks.Peers;

/// <summary>One epoch of stochastic gradient descent on the mean loss of a batch plus 1e-4 Σ w², as a user writes it: rows chosen by a random permutation, autograd, the library's own SGD. One thread.</summary>
internal sealed class TorchEpoch : ITask
{
    private readonly string loss;
    private readonly int batch;
    private readonly Tensor rows;
    private readonly Tensor labels;
    private readonly Parameter weights;
    private readonly Parameter bias;
    private readonly optim.Optimizer optimizer;

    public TorchEpoch(string loss, int rows, int features, int classes, int batch)
    {
        (this.loss, this.batch) = (loss, batch);
        set_num_threads(1);
        DenseExample example = DenseExample.Draw(rows, features, classes);
        float[] parameters = [.. DenseExample.Parameters(classes * (features + 1)).Select(p => (float)p)];
        this.rows = tensor(example.Values, rows, features);
        labels = tensor(example.Labels.Select(label => (long)label).ToArray());
        weights = new Parameter(tensor(parameters[..(classes * features)], classes, features));
        bias = new Parameter(tensor(parameters[(classes * features)..]));

        // A weight decay of 2e-4 is the gradient of 1e-4 Σ w².
        optimizer = optim.SGD([new SGD.ParamGroup([weights], weight_decay: 2e-4), new SGD.ParamGroup([bias])], 0.01);
        using DisposeScope scope = NewDisposeScope();
        Tensor value = TorchLosses.Of(loss, nn.functional.linear(this.rows, weights, bias), labels) + (1e-4f * weights.pow(2).sum());
        Value = value.item<float>();
        Epoch();
    }

    public double Value { get; }

    public double Milliseconds()
    {
        long start = Stopwatch.GetTimestamp();
        Epoch();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private void Epoch()
    {
        using Tensor order = randperm(labels.shape[0]);
        for (long first = 0; first < labels.shape[0]; first += batch)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor examples = order[TensorIndex.Slice(first, Math.Min(first + batch, labels.shape[0]))];
            Tensor value = TorchLosses.Of(loss, nn.functional.linear(rows[examples], weights, bias), labels[examples]);
            optimizer.zero_grad();
            value.backward();
            optimizer.step();
        }
    }
}
