namespace AutoGradLinear.Mutations.Subjects;

/// <summary>Saved preparations of one to three steps, applied to a few rows after they are read.</summary>
internal sealed class PreparationSubject : IMutationSubject
{
    private const string File = "preparation.json";

    /// <summary>Files may describe more features than the check has patience for.</summary>
    private const int MostFeatures = 1 << 16;

    public string Name => "preparation";

    public IReadOnlyList<SubjectFile> MakeValid(Random random)
    {
        int featureCount = 2 + random.Next(6);
        string[]? names = random.Next(2) == 0 ? [.. Enumerable.Range(0, featureCount).Select(j => $"größe {j}")] : null;
        ClassificationDataset train = ClassificationDataset.FromRows<int>(
            [.. Enumerable.Range(0, 4).Select(row => Row(random, featureCount, row))], [0, 1, 0, 1], featureNames: names);
        Func<PreparationStep>[] makers =
        [
            () => PreparationStep.Standardize(center: random.Next(2) == 0),
            PreparationStep.MinMax,
            PreparationStep.MaxAbs,
            PreparationStep.DropConstant,
            () => PreparationStep.Scale(1.0 / (1 + random.Next(255))),
            () => PreparationStep.UnitRows((RowNorm)(1 + random.Next(2))),
        ];
        PreparationStep[] steps = [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => makers[random.Next(makers.Length)]())];

        // Counts of terms are not negative, so the steps for them come first.
        if (random.Next(3) == 0)
            steps = [PreparationStep.TfIdf((TermFrequency)random.Next(3), (InverseDocumentFrequency)random.Next(3)), .. steps];
        return [SubjectFile.Saved(File, Preparation.Fit(train, steps).Save)];
    }

    public Action Read(string folder, DataLimits limits)
    {
        Preparation preparation = Preparation.Load(Path.Combine(folder, File));
        return () =>
        {
            if (preparation.InputCount > MostFeatures)
                return;
            double[] first = [.. Enumerable.Range(0, preparation.InputCount).Select(j => j % 3 + 1.0)];
            double[] second = [.. first.Reverse()];
            ClassificationDataset prepared;
            try
            {
                prepared = preparation.Apply(ClassificationDataset.FromRows<int>([first, second], [0, 1], featureNames: preparation.InputNames));
            }
            catch (ArgumentException)
            {
                // Factors may be so large that a feature would be infinite.
                return;
            }

            Consistency.Check(prepared);
        };
    }

    private static double[] Row(Random random, int featureCount, int row) =>
        [.. Enumerable.Range(0, featureCount).Select(j => j == 0 ? 1.0 : j == 1 ? row : Math.Round(100.0 * random.NextDouble(), 2))];
}
