using TorchSharp;
using static TorchSharp.torch;

namespace AutoGradLinear.Benchmarks.Peers;

/// <summary>The mean losses of examples, as a user of TorchSharp writes them: with its own functions, in one batch.</summary>
internal static class TorchLosses
{
    public static Tensor Of(string name, Tensor scores, Tensor labels) => name switch
    {
        "softmax" => nn.functional.cross_entropy(scores, labels),

        // Divided by the number of classes there.
        "hinge" => nn.functional.multi_margin_loss(scores, labels) * scores.shape[1],
        "focal" => Focal(scores, labels),
        _ => throw new ArgumentException($"There is no loss '{name}'.", nameof(name)),
    };

    private static Tensor Focal(Tensor scores, Tensor labels)
    {
        Tensor logarithm = nn.functional.log_softmax(scores, 1).gather(1, labels.unsqueeze(1));
        return (-(1f - logarithm.exp()).pow(2) * logarithm).mean();
    }
}
