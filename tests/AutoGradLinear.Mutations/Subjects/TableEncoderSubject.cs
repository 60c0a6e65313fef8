namespace AutoGradLinear.Mutations.Subjects;

/// <summary>Saved encoders of tables.</summary>
internal sealed class TableEncoderSubject : IMutationSubject
{
    private const string File = "encoder.json";

    public string Name => "table-encoder";

    public IReadOnlyList<SubjectFile> MakeValid(Random random)
    {
        FeatureTable table = FeatureTable.FromColumns(
            [
                new NumericColumn("age", [random.NextDouble(), double.NaN, random.Next(100)]),
                new CategoryColumn("job", ["cook", null, "Bäcker"]),
                new CategoryColumn("city", ["a", "b", $"c{random.Next(9)}"]),
            ],
            ["yes", "no", "yes"]);
        TableEncoder encoder = TableEncoder.Fit(table, new TableEncoderOptions
        {
            Numeric = new NumericEncoding { MissingIndicator = random.Next(2) == 0 },
            Category = new OneHotEncoding { MinFrequency = 1 + random.Next(2), Missing = (MissingCategory)random.Next(3) },
            Columns = new Dictionary<string, ColumnEncoding> { ["city"] = new HashEncoding { Bits = 1 + random.Next(4) } },
        });
        return [SubjectFile.Saved(File, encoder.Save)];
    }

    public Action Read(string folder, DataLimits limits)
    {
        TableEncoder encoder = TableEncoder.Load(Path.Combine(folder, File));
        return () =>
        {
            string?[] fields = new string?[encoder.Columns.Count];
            double[] features = new double[Math.Min(encoder.FeatureCount, 1 << 20)];
            if (features.Length < encoder.FeatureCount)
                return;
            try
            {
                encoder.Encode<double>(fields, features);
            }
            catch (ArgumentException)
            {
                // An encoding that refuses missing values is a valid one.
            }

            if (features.Any(value => !double.IsFinite(value)))
                throw new InconsistentDataException("A feature is not finite.");
        };
    }
}
