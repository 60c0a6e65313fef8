using AutoGradLinear.Objectives;

namespace AutoGradLinear.Training;

/// <summary>The share of every class in the weight of all examples.</summary>
internal static class ClassShares
{
    public static double[] Of(ClassificationDataset data, IReadOnlyList<double>? classWeights)
    {
        double[]? weights = ExampleWeights.Combine(data, classWeights);
        double[] shares = new double[data.ClassCount];
        double total = 0.0;
        for (int i = 0; i < data.Count; i++)
        {
            double weight = weights is null ? 1.0 : weights[i];
            shares[data.Labels[i]] += weight;
            total += weight;
        }

        for (int c = 0; c < shares.Length; c++)
            shares[c] /= total;
        return shares;
    }
}
