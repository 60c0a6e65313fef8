using System.Text;

namespace AutoGradLinear.Mutations.Subjects;

/// <summary>Files of labelled texts, plain or as gzip, whose n-grams are counted after they are read.</summary>
internal sealed class TextSubject(bool isCompressed) : IMutationSubject
{
    private static readonly TextVectorizer Vectorizer = TextVectorizer.WithoutFitting(new TextVectorizerOptions
    {
        Characters = new NGramRange(1, 3),
        HashBits = 8,
        InverseDocumentFrequency = InverseDocumentFrequency.None,
    });

    public string Name => isCompressed ? "text.gz" : "text";

    private string File => isCompressed ? "texts.tsv.gz" : "texts.tsv";

    public IReadOnlyList<SubjectFile> MakeValid(Random random)
    {
        string[] words = ["free", "prize", "naïve", "日本", "😀", "\"quoted\"", "back\\\\slash", "two\\nlines", "tab\there", "7"];
        string end = random.Next(4) == 0 ? "\r\n" : "\n";
        var text = new StringBuilder(random.Next(4) == 0 ? "\uFEFF" : string.Empty);
        int rows = random.Next(2, 30);
        for (int row = 0; row < rows; row++)
        {
            text.Append(row % 2 == 0 ? "ham" : "spam").Append('\t');
            for (int word = random.Next(8); word > 0; word--)
                text.Append(words[random.Next(words.Length)]).Append(' ');
            text.Append(end);
        }

        return [new SubjectFile(File, Encoding.UTF8.GetBytes(text.ToString()), isCompressed)];
    }

    public Action Read(string folder, DataLimits limits)
    {
        TextDataset texts = TextFile.Read(Path.Combine(folder, File), new TextFileOptions { Escapes = true, Limits = limits });
        return () => Consistency.Check(Vectorizer.Apply(texts));
    }
}
