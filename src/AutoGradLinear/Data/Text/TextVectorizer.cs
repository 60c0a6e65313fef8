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
    private const int TextsBetweenReports = 1024;

    private readonly TextVocabulary? vocabulary;
    private readonly int[]? documentCounts;
    private readonly int documents;
    private readonly double[]? weights;

    private TextVectorizer(TextVectorizerOptions options, TextVocabulary? vocabulary, int[]? documentCounts, int documents)
    {
        Options = options;
        this.vocabulary = vocabulary;
        this.documentCounts = documentCounts;
        this.documents = documents;
        FeatureCount = vocabulary?.Names.Count ?? 1 << options.HashBits!.Value;
        weights = documentCounts is null ? null : TermWeighting.Of(options.InverseDocumentFrequency, documentCounts, documents);
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
            return new TextVectorizer(options, null, null, 0);
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
        for (int i = 0; i < train.Count; i++)
        {
            Report(i, train.Count, progress, cancellationToken);
            normalized.Read(train[i], options.Lowercase, options.MinWordLength);
            collector.AddText(normalized, options);
        }

        (TextVocabulary vocabulary, int[] documentCounts) = collector.Choose(options);
        progress?.Report(1.0);
        return new TextVectorizer(options, vocabulary, documentCounts, train.Count);
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
        return new TextVectorizer(options, null, null, 0);
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
        for (int i = 0; i < texts.Count; i++)
        {
            Report(i, texts.Count, progress, cancellationToken);
            counter.Read(texts.Texts[i]);
            if ((long)columns.Count + counter.Columns.Length > Array.MaxLength)
                throw new ArgumentException($"Up to text {i} there are more n-grams than one dataset holds ({Array.MaxLength}). Split the texts.", nameof(texts));
            AddWeighted(counter, columns, values);
            starts[i + 1] = columns.Count;
        }

        progress?.Report(1.0);
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
        for (int i = 0; i < train.Count; i++)
        {
            Report(i, train.Count, progress, cancellationToken);
            counter.Read(train[i]);
            foreach (int column in counter.Columns)
                documentCounts[column]++;
        }

        progress?.Report(1.0);
        return new TextVectorizer(options, null, documentCounts, train.Count);
    }

    private static void Report(int done, int total, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (done % TextsBetweenReports == 0)
            progress?.Report((double)done / total);
    }

    private void AddWeighted(TermCounter counter, List<int> columns, List<float> values)
    {
        ReadOnlySpan<int> found = counter.Columns;
        Span<double> terms = counter.Counts;
        for (int k = 0; k < terms.Length; k++)
        {
            double weight = TermWeighting.Of(Options.TermFrequency, terms[k]);
            terms[k] = weights is null ? weight : weight * weights[found[k]];
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
