namespace AutoGradLinear.Mutations.Subjects;

/// <summary>Saved calibrators of all methods, for one score or several.</summary>
internal sealed class CalibratorSubject : IMutationSubject
{
    private const string File = "calibrator.json";

    public string Name => "calibrator";

    public IReadOnlyList<SubjectFile> MakeValid(Random random)
    {
        const int count = 20;
        Calibration[] methods = [Calibration.Platt, Calibration.Isotonic, Calibration.Temperature];
        int classCount = 2 + random.Next(3);
        int scoreCount = classCount == 2 ? 1 + random.Next(2) : classCount;
        double[] scores = [.. Enumerable.Range(0, count * scoreCount).Select(_ => (8.0 * random.NextDouble()) - 4.0)];
        int[] labels = [.. Enumerable.Range(0, count).Select(row => row < classCount ? row : random.Next(classCount))];
        Calibrator calibrator = methods[random.Next(methods.Length)].Fit(scores, scoreCount, labels, [], classCount, scoreCount == 1 ? random.Next(2) : -1);
        return [SubjectFile.Saved(File, calibrator.Save)];
    }

    public Action Read(string folder, DataLimits limits)
    {
        Calibrator calibrator = Calibrator.Load(Path.Combine(folder, File));
        return () =>
        {
            double[] probabilities = new double[calibrator.ClassCount];
            foreach (double score in (ReadOnlySpan<double>)[0.0, -1.5, 1e-300, double.MaxValue, double.MinValue])
            {
                double[] scores = new double[calibrator.ScoreCount];
                scores[0] = score;
                calibrator.Probabilities(scores, probabilities);
                if (probabilities.Any(probability => !(probability is >= 0.0 and <= 1.0)) || Math.Abs(probabilities.Sum() - 1.0) > 1e-9)
                    throw new InconsistentDataException($"The probabilities are not between 0 and 1, or do not add up to 1, for the score {score}.");
            }
        };
    }
}
