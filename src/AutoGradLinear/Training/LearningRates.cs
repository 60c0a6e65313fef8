namespace AutoGradLinear.Training;

/// <summary>A learning rate from the scale of the data.</summary>
internal static class LearningRates
{
    /// <summary>
    /// η = 1 / (1 + mean ‖x‖²): the curvature of a mean loss along W is at most that of the loss in its scores times the mean of ‖x‖² + 1
    /// (the 1 belongs to the bias).
    /// </summary>
    public static double ForScale(ClassificationDataset data)
    {
        double[] row = new double[data.FeatureCount];
        double sum = 0.0;
        for (int i = 0; i < data.Count; i++)
        {
            data.CopyRow<double>(i, row);
            foreach (double feature in row)
                sum += feature * feature;
        }

        return 1.0 / (1.0 + (sum / data.Count));
    }
}
