namespace AutoGradLinear.Mutations.Subjects;

/// <summary>Saved vectorizers of texts, with a vocabulary or with hashes.</summary>
internal sealed class TextVectorizerSubject : IMutationSubject
{
    private const string File = "vectorizer.json";

    private static readonly string[] Texts = ["the cat sat", "a dog, a cat; Größe 7", "日本 😀 to be or not to be", string.Empty];

    public string Name => "text-vectorizer";

    public IReadOnlyList<SubjectFile> MakeValid(Random random)
    {
        bool isHashed = random.Next(3) == 0;
        TextVectorizer vectorizer = TextVectorizer.Fit(Texts, new TextVectorizerOptions
        {
            Words = new NGramRange(1, 1 + random.Next(2)),
            CharactersInWords = random.Next(2) == 0 ? new NGramRange(2, 3) : null,
            MinWordLength = 1 + random.Next(2),
            MaxFeatures = !isHashed && random.Next(2) == 0 ? 1 + random.Next(9) : null,
            HashBits = isHashed ? 1 + random.Next(9) : null,
            SignedHash = isHashed && random.Next(2) == 0,
            TermFrequency = (TermFrequency)random.Next(3),
            InverseDocumentFrequency = (InverseDocumentFrequency)random.Next(3),
            Norm = (RowNorm)random.Next(3),
        });
        return [SubjectFile.Saved(File, vectorizer.Save)];
    }

    public Action Read(string folder, DataLimits limits)
    {
        TextVectorizer vectorizer = TextVectorizer.Load(Path.Combine(folder, File));
        return () => Consistency.Check(vectorizer.Apply(TextDataset.From<int>(Texts, [0, 1, 0, 1])));
    }
}
