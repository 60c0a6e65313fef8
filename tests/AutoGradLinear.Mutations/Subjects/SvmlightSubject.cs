using System.Globalization;
using System.Text;

namespace AutoGradLinear.Mutations.Subjects;

/// <summary>svmlight files, plain or as gzip.</summary>
internal sealed class SvmlightSubject(bool isCompressed) : IMutationSubject
{
    public string Name => isCompressed ? "svmlight.gz" : "svmlight";

    private string File => isCompressed ? "data.svm.gz" : "data.svm";

    public IReadOnlyList<SubjectFile> MakeValid(Random random)
    {
        string[] labels = random.Next(3) switch { 0 => ["+1", "-1"], 1 => ["1", "2", "3"], _ => ["ham", "spam"] };
        string end = random.Next(4) == 0 ? " \r\n" : "\n";
        int rows = random.Next(2, 30);
        var text = new StringBuilder();
        if (random.Next(4) == 0)
            text.Append("# made at random").Append(end);
        for (int row = 0; row < rows; row++)
        {
            text.Append(labels[row < labels.Length ? row : random.Next(labels.Length)]);
            if (random.Next(20) == 0)
                text.Append(" qid:3");
            if (random.Next(20) == 0)
                text.Append(" cost:0.5");
            for (int column = 1 + random.Next(4); column < 40; column += 1 + random.Next(12))
            {
                double value = random.Next(3) == 0 ? 1.0 : (random.NextDouble() - 0.5) * 100.0;
                text.Append(CultureInfo.InvariantCulture, $" {column}:{(random.Next(2) == 0 ? Math.Round(value, 3) : value)}");
            }

            text.Append(random.Next(20) == 0 ? " # noted" : string.Empty).Append(end);
        }

        return [new SubjectFile(File, Encoding.ASCII.GetBytes(text.ToString()), isCompressed)];
    }

    public Action Read(string folder, DataLimits limits)
    {
        ClassificationDataset dataset = SvmlightFile.Read(Path.Combine(folder, File), new SvmlightOptions { Limits = limits });
        return () => Consistency.Check(dataset);
    }
}
