using AutoGradLinear.Evaluation;
using AutoGradLinear.Numerics;

namespace AutoGradLinear;

/// <summary>
/// Confidence intervals of any measure, by drawing examples with replacement: what would have come out, had other examples been drawn?
/// </summary>
/// <remarks>
/// B. Efron, "Bootstrap methods: another look at the jackknife", 1979; B. Efron, "Better bootstrap confidence intervals", 1987 (BCa).
/// Models are not trained again, so an interval tells how sure a figure of this model is, not how much models differ.
/// </remarks>
public static class Bootstrap
{
    /// <summary>Resamples share a buffer in groups of this many.</summary>
    private const int GroupSize = 32;

    /// <summary>The interval of a measure of an evaluation. Examples of weight 0 are never drawn.</summary>
    /// <param name="result">The evaluation.</param>
    /// <param name="measure">The measure, such as <c>result => result.Report.Macro.F1</c>.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the run with an exception.</param>
    /// <returns>The interval.</returns>
    /// <exception cref="InvalidOperationException">The evaluation does not have its examples.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static ConfidenceInterval Interval(
        EvaluationResult result,
        Func<EvaluationResult, double> measure,
        BootstrapOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(measure);
        options ??= new BootstrapOptions();
        ScoredExamples examples = result.RequiredExamples;
        int[] rows = [.. Enumerable.Range(0, examples.Count).Where(row => examples.WeightOf(row) > 0.0)];
        int[] strata = options.Stratified ? Array.ConvertAll(rows, row => examples.Labels[row]) : new int[rows.Length];
        return Interval(strata, Measure, options, cancellationToken);

        double Measure(double[] draws)
        {
            double[] weights = new double[examples.Count];
            for (int k = 0; k < rows.Length; k++)
                weights[rows[k]] = examples.WeightOf(rows[k]) * draws[k];
            return measure(examples.WithWeights(weights).Evaluate());
        }
    }

    /// <summary>The interval of a measure of rows of any kind.</summary>
    /// <param name="strata">For each row the group from which a draw may replace it; all 0 for one group.</param>
    /// <param name="measure">
    /// Measures the rows, given how often each was drawn (all 1 for the data themselves): each row counts as if it had that weight. The
    /// array may be kept only until it returns; it is called from several threads. NaN where the draw has no measure.
    /// </param>
    /// <param name="options">The settings; null for the defaults. <see cref="BootstrapOptions.Stratified"/> plays no part.</param>
    /// <param name="cancellationToken">Ends the run with an exception.</param>
    /// <returns>The interval.</returns>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static ConfidenceInterval Interval(
        IReadOnlyList<int> strata,
        Func<double[], double> measure,
        BootstrapOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(strata);
        ArgumentNullException.ThrowIfNull(measure);
        options ??= new BootstrapOptions();
        options.Validate();
        if (strata.Count == 0)
            throw new ArgumentException("There are no rows; a bootstrap needs one or more.", nameof(strata));
        double estimate = measure(Ones(strata.Count));
        double[] measures = Resample(new StratifiedDraws(strata), measure, options, cancellationToken);
        double[] defined = [.. measures.Where(value => !double.IsNaN(value)).Order()];
        int undefined = measures.Length - defined.Length;
        if (defined.Length == 0 || double.IsNaN(estimate))
            return new ConfidenceInterval(estimate, double.NaN, double.NaN, double.NaN, options.Confidence, undefined);
        (double lower, double upper) = options.Method == BootstrapMethod.Percentile
            ? BootstrapEnds.Percentile(defined, options.Confidence)
            : BootstrapEnds.BiasCorrected(defined, estimate, LeaveOut(strata.Count, measure, options, cancellationToken), options.Confidence);
        return new ConfidenceInterval(estimate, lower, upper, BootstrapEnds.StandardDeviation(defined), options.Confidence, undefined);
    }

    /// <summary>The measure of every resample. Each has a random sequence of its own, so that threads change nothing.</summary>
    private static double[] Resample(
        StratifiedDraws draws, Func<double[], double> measure, BootstrapOptions options, CancellationToken cancellationToken)
    {
        double[] measures = new double[options.Resamples];
        ParallelLoop.Run((measures.Length + GroupSize - 1) / GroupSize, options.MaxThreads, group =>
        {
            double[] counts = new double[draws.Count];
            for (int b = group * GroupSize; b < Math.Min(measures.Length, (group + 1) * GroupSize); b++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                draws.Draw(new DeterministicRandom(((long)options.Seed << 32) + b), counts);
                measures[b] = measure(counts);
            }
        });
        return measures;
    }

    /// <summary>The jackknife: the measure without each row, or without each of 1 000 groups of rows where there are more.</summary>
    private static double[] LeaveOut(int count, Func<double[], double> measure, BootstrapOptions options, CancellationToken cancellationToken)
    {
        const int MostGroups = 1000;
        double[] measures = new double[Math.Min(count, MostGroups)];
        ParallelLoop.Run(measures.Length, options.MaxThreads, group =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] counts = Ones(count);
            for (int row = group; row < count; row += measures.Length)
                counts[row] = 0.0;
            measures[group] = measure(counts);
        });
        return measures;
    }

    private static double[] Ones(int count)
    {
        double[] ones = new double[count];
        ones.AsSpan().Fill(1.0);
        return ones;
    }
}
