using System.Numerics.Tensors;

namespace AutoGradLinear.Training;

/// <summary>Learning rates from the scale of the data.</summary>
internal static class LearningRates
{
    /// <summary>
    /// η = 1 / (1 + mean ‖x‖²): the curvature of a mean loss along W is at most that of the loss in its scores times the mean of ‖x‖² + 1
    /// (the 1 belongs to the bias).
    /// </summary>
    public static double ForScale(ClassificationDataset data) => 1.0 / (1.0 + MeanSquare(data));

    /// <summary>
    /// For steps of the same length in every weight: η = change / √(1 + mean ‖x‖²). Features that are multiplied by a number have steps that are
    /// divided by it.
    /// </summary>
    public static double ForStepsOf(double change, ClassificationDataset data) => change / Math.Sqrt(1.0 + MeanSquare(data));

    /// <summary>The mean of ‖x‖², each example counted by its weight, as in the objective.</summary>
    private static double MeanSquare(ClassificationDataset data)
    {
        double[] row = new double[data.FeatureCount];
        double sum = 0.0, weightSum = 0.0;

        // Relative to the largest weight, the sums are numbers that a double holds.
        double largest = data.HasWeights ? TensorPrimitives.Max(data.Weights) : 1.0;
        for (int i = 0; i < data.Count; i++)
        {
            double weight = data.HasWeights ? data.Weights[i] / largest : 1.0;
            if (weight == 0.0)
                continue;
            Span<double> values = row;
            if (data.IsSparse)
            {
                values = row.AsSpan(0, data.StoredColumns(i).Length);
                data.CopyStoredValues(i, values);
            }
            else
            {
                data.CopyRow(i, values);
            }

            sum += weight * TensorPrimitives.SumOfSquares<double>(values);
            weightSum += weight;
        }

        return sum / weightSum;
    }
}
