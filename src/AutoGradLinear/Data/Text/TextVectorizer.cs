using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// Turns texts into sparse features: counts of n-grams, weighted. Fitted on training texts, then applied to any texts in the same way.
/// Immutable, safe for several threads.
/// </summary>
/// <remarks>
/// <para>
/// The feature of n-gram j in a text that holds it cⱼ times is tf(cⱼ) · idfⱼ, divided by the norm of the text's row; see
/// <see cref="TermFrequency"/>, <see cref="InverseDocumentFrequency"/> and <see cref="RowNorm"/>. Computed in doubles, kept as floats.
/// </para>
/// <para>n-grams that the training texts do not hold are left out, unless n-grams are hashed.</para>
/// </remarks>
public sealed partial class TextVectorizer
{
    private readonly TextVocabulary? vocabulary;
    private readonly HashedCounts? hashedCounts;
    private readonly int[]? documentCounts;
    private readonly int documents;

    // Made when they are needed first: a small file can describe millions of columns. Two threads may both make them; they are equal.
    private double[]? weights;

    private TextVectorizer(TextVectorizerOptions options, TextVocabulary? vocabulary, int[]? documentCounts, HashedCounts? hashedCounts, int documents)
    {
        Options = options;
        this.vocabulary = vocabulary;
        this.documentCounts = documentCounts;
        this.hashedCounts = hashedCounts;
        this.documents = documents;
        FeatureCount = vocabulary?.Names.Count ?? 1 << options.HashBits!.Value;
    }

    /// <summary>What is counted, and how it is weighted.</summary>
    public TextVectorizerOptions Options { get; }

    /// <summary>The number of features.</summary>
    public int FeatureCount { get; }

    /// <summary>The n-gram behind each feature, with "words:", "characters:" or "charactersInWords:" in front where there are several kinds; null where they are hashed.</summary>
    public IReadOnlyList<string>? FeatureNames => vocabulary?.Names;

    /// <summary>Learns vocabulary and weights from labelled texts; the labels play no part.</summary>
    /// <param name="train">The training texts, and no others, so that results on test texts stay honest.</param>
    /// <param name="options">What is counted, and how it is weighted.</param>
    /// <param name="progress">Receives the part that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Looked at between texts.</param>
    /// <returns>The vectorizer.</returns>
    /// <exception cref="ArgumentException">An option makes no sense, or no n-gram is left.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TextVectorizer Fit(
        TextDataset train, TextVectorizerOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        return Fit(train.Texts, options, progress, cancellationToken);
    }

    /// <summary>Learns vocabulary and weights from texts.</summary>
    /// <inheritdoc cref="Fit(TextDataset, TextVectorizerOptions, IProgress{double}, CancellationToken)"/>
    public static TextVectorizer Fit(
        IReadOnlyList<string> train, TextVectorizerOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        options ??= TextVectorizerOptions.Default;
        options.Validate();
        if (!options.NeedsFitting)
            return new TextVectorizer(options, null, null, null, 0);
        if (train.Count == 0)
            throw new ArgumentException("There are no texts to learn from.", nameof(train));
        for (int i = 0; i < train.Count; i++)
        {
            if (train[i] is null)
                throw new ArgumentException($"Text {i} is null; give an empty text or leave it out.", nameof(train));
        }

        if (options.HashBits is not null)
            return FitHashed(train, options, progress, cancellationToken);
        var collector = new VocabularyCollector();
        var normalized = new NormalizedText();
        var work = new WorkProgress(train.Count, progress, cancellationToken);
        foreach (string text in train)
        {
            work.Next();
            normalized.Read(text, options.Lowercase, options.MinWordLength);
            collector.AddText(normalized, options);
        }

        (TextVocabulary vocabulary, int[] documentCounts) = collector.Choose(options);
        work.End();
        return new TextVectorizer(options, vocabulary, documentCounts, null, train.Count);
    }

    /// <summary>Makes a vectorizer that needs no training texts.</summary>
    /// <param name="options">
    /// With <see cref="TextVectorizerOptions.HashBits"/>, and <see cref="InverseDocumentFrequency.None"/>.
    /// </param>
    /// <returns>The vectorizer.</returns>
    /// <exception cref="ArgumentException">An option makes no sense, or needs training texts.</exception>
    public static TextVectorizer WithoutFitting(TextVectorizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.NeedsFitting)
            throw new ArgumentException("A vocabulary or an inverse document frequency is learnt from texts: call Fit, or set HashBits and InverseDocumentFrequency.None.", nameof(options));
        return new TextVectorizer(options, null, null, null, 0);
    }

    /// <summary>Makes features of texts. Labels, classes and weights stay.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="progress">Receives the part that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Looked at between texts.</param>
    /// <returns>A sparse dataset of floats; a text without a known n-gram is a row of zeros.</returns>
    /// <exception cref="ArgumentException">The texts hold more n-grams than one dataset holds, 2 147 483 591.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ClassificationDataset Apply(TextDataset texts, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var counter = new TermCounter(Options, vocabulary);
        int[] starts = new int[texts.Count + 1];
        var columns = new List<int>();
        var values = new List<float>();
        var work = new WorkProgress(texts.Count, progress, cancellationToken);
        for (int i = 0; i < texts.Count; i++)
        {
            work.Next();
            counter.Read(texts.Texts[i]);
            if ((long)columns.Count + counter.Columns.Length > Array.MaxLength)
                throw new ArgumentException($"Up to text {i} there are more n-grams than one dataset holds ({Array.MaxLength}). Split the texts.", nameof(texts));
            AddWeighted(counter, columns, values);
            starts[i + 1] = columns.Count;
        }

        work.End();
        return texts.WithFeatures(new SparseFeatures(starts, columns.ToArray(), values.ToArray(), FeatureCount), FeatureNames);
    }

    /// <summary>Makes features of one text, as for a prediction.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The features, as <see cref="Apply"/> makes them.</returns>
    public SparseVector Vectorize(ReadOnlySpan<char> text)
    {
        var counter = new TermCounter(Options, vocabulary);
        counter.Read(text);
        var columns = new List<int>(counter.Columns.Length);
        var values = new List<float>(counter.Columns.Length);
        AddWeighted(counter, columns, values);
        return new SparseVector(columns.ToArray(), values.ToArray(), FeatureCount);
    }

    private static TextVectorizer FitHashed(
        IReadOnlyList<string> train, TextVectorizerOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        int[] documentCounts = new int[1 << options.HashBits!.Value];

        // Without signs, so that n-grams that cancel in a text still count as being there.
        var counter = new TermCounter(options with { SignedHash = false }, null);
        var work = new WorkProgress(train.Count, progress, cancellationToken);
        foreach (string text in train)
        {
            work.Next();
            counter.Read(text);
            foreach (int column in counter.Columns)
                documentCounts[column]++;
        }

        work.End();
        return new TextVectorizer(options, null, null, HashedCounts.Of(documentCounts), train.Count);
    }

    /// <summary>The weight of each column, or null where all are 1.</summary>
    private double[]? Weights()
    {
        if (weights is null && Options.InverseDocumentFrequency != InverseDocumentFrequency.None)
            weights = TermWeighting.Of(Options.InverseDocumentFrequency, documentCounts ?? hashedCounts!.Expand(FeatureCount), documents);
        return weights;
    }

    private void AddWeighted(TermCounter counter, List<int> columns, List<float> values)
    {
        double[]? ofColumn = Weights();
        ReadOnlySpan<int> found = counter.Columns;
        Span<double> terms = counter.Counts;
        for (int k = 0; k < terms.Length; k++)
        {
            double weight = TermWeighting.Of(Options.TermFrequency, terms[k]);
            terms[k] = ofColumn is null ? weight : weight * ofColumn[found[k]];
        }

        TermWeighting.Normalize(Options.Norm, terms);
        for (int k = 0; k < terms.Length; k++)
        {
            float value = (float)terms[k];
            if (value == 0f)
                continue;
            columns.Add(found[k]);
            values.Add(value);
        }
    }
}
