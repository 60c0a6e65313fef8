using System.Numerics.Tensors;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>The weight of each example in an objective: its own times that of its class.</summary>
internal static class ExampleWeights
{
    /// <summary>Returns one weight per example, relative to their mean so that any unit fits the type of the loss, or null where every weight is 1.</summary>
    public static double[]? Combine(ClassificationDataset data, IReadOnlyList<double>? classWeights)
    {
        if (classWeights is null && !data.HasWeights)
            return null;
        if (classWeights is not null && classWeights.Count != data.ClassCount)
        {
            throw new ArgumentException(
                $"There are {classWeights.Count} class weights for {data.ClassCount} classes; give one per class.", nameof(classWeights));
        }

        double[] weights = new double[data.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = data.HasWeights ? data.Weights[i] : 1.0;
            if (classWeights is not null)
                weights[i] *= classWeights[data.Labels[i]];
        }

        DatasetChecks.RequireWeights(weights);

        // Their sum may be beyond what a double holds; relative to the largest one it is not.
        TensorPrimitives.Divide(weights, TensorPrimitives.Max<double>(weights), weights);
        TensorPrimitives.Divide(weights, TensorPrimitives.Sum<double>(weights) / weights.Length, weights);
        return weights;
    }
}
