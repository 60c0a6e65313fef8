using System.Globalization;
using System.Text;

namespace AutoGradLinear.Mutations.Subjects;

/// <summary>CSV files, plain or as gzip, encoded after they are read.</summary>
internal sealed class CsvSubject(bool isCompressed) : IMutationSubject
{
    public string Name => isCompressed ? "csv.gz" : "csv";

    private string File => isCompressed ? "data.csv.gz" : "data.csv";

    public IReadOnlyList<SubjectFile> MakeValid(Random random)
    {
        string end = random.Next(4) == 0 ? "\r\n" : "\n";
        string[] jobs = ["cook", "\"baker, or smith\"", "\"said \"\"no\"\"\"", "Bäcker", string.Empty, "?", "\"two\nlines\""];
        var text = new StringBuilder("age,job,weight,label").Append(end);
        int rows = random.Next(2, 30);
        for (int row = 0; row < rows; row++)
        {
            string age = random.Next(5) == 0 ? "NA" : random.Next(100).ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{age},{jobs[random.Next(jobs.Length)]},{1 + random.Next(3)},{(row % 2 == 0 ? "yes" : "no")}{end}");
        }

        return [new SubjectFile(File, Encoding.UTF8.GetBytes(text.ToString()), isCompressed)];
    }

    public Action Read(string folder, DataLimits limits)
    {
        FeatureTable table = CsvFile.Read(Path.Combine(folder, File), new CsvOptions { Weight = "weight", Limits = limits });
        return () =>
        {
            string[] empty = [.. table.Columns.Where(column => column.MissingCount == column.Count).Select(column => column.Name)];
            if (table.Classes.Count > 1 && empty.Length < table.Columns.Count)
                Consistency.Check(TableEncoder.Fit(table, new TableEncoderOptions { Drop = empty }).Apply(table));
        };
    }
}
