using System.Text;
using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <summary>
/// Where the error of a linear classifier comes from: error on held-out examples = error of a reference + modelling error + estimation
/// error + optimization error.
/// </summary>
/// <remarks>
/// <para>w is the trained model, w* the one with the best objective that was found. The parts add up exactly:</para>
/// <code>
/// optimization  held-out error of w     − held-out error of w*     the solver stopped early
/// estimation    held-out error of w*    − training error of w*     the training data are finite
/// modelling     training error of w*    − error of the reference   the true function is not linear
/// </code>
/// <para>The best linear classifier is at least as good as w*, up to chance; the training error of w* is usually below what any linear one
/// reaches on new examples. So estimation is estimated from above and modelling from below. That the training error is a lower bound is a
/// rule of thumb: w* minimises an objective, which is not the error rate. Where there are more features than examples, a linear classifier
/// makes no mistakes in training whatever the truth is, and modelling cannot be told: a learning curve says more.</para>
/// <para>L. Bottou and O. Bousquet, "The tradeoffs of large scale learning", NIPS 2007.</para>
/// </remarks>
public sealed partial record ErrorDecomposition
{
    private ErrorDecomposition(
        ErrorPart total, ErrorPart reference, ErrorPart modelling, ErrorPart estimation, ErrorPart optimization, ObjectiveGap? objective)
    {
        Total = total;
        Reference = reference;
        Modelling = modelling;
        Estimation = estimation;
        Optimization = optimization;
        Objective = objective;
    }

    /// <summary>The error rate of the trained model on the held-out examples.</summary>
    public ErrorPart Total { get; }

    /// <summary>The error rate of the reference.</summary>
    public ErrorPart Reference { get; }

    /// <summary>What no linear classifier gets right, but the reference does.</summary>
    public ErrorPart Modelling { get; }

    /// <summary>What is lost because the training data are finite.</summary>
    public ErrorPart Estimation { get; }

    /// <summary>What is lost because the solver stopped before the minimum; negative where stopping early helps.</summary>
    public ErrorPart Optimization { get; }

    /// <summary>The objectives that were reached; null where the trainer minimises none that is known.</summary>
    public ObjectiveGap? Objective { get; }

    /// <summary>
    /// Between which error rates the best linear classifier is to be expected: the training and the held-out error of w*. The upper one is
    /// reached by a linear classifier, up to chance; the lower one is a rule of thumb, since w* minimises an objective and not the error rate.
    /// </summary>
    public (double Lowest, double Highest) BestLinear
    {
        get
        {
            double training = Reference.Rate.Estimate + Modelling.Rate.Estimate;
            double heldOut = training + Estimation.Rate.Estimate;
            return (Math.Min(training, heldOut), Math.Max(training, heldOut));
        }
    }

    /// <summary>The largest of the three parts.</summary>
    public ErrorPart Largest => new[] { Modelling, Estimation, Optimization }.MaxBy(part => part.Rate.Estimate)!;

    /// <summary>What may help against the largest part.</summary>
    public string Advice
    {
        get
        {
            ErrorPart largest = Largest;
            if (!(largest.Rate.Estimate > 0.0))
                return "No part is above 0: the model is as good as the reference on these examples.";
            string help = ReferenceEquals(largest, Modelling)
                ? "features that the classes differ in (products, bins, other measurements) or a model that is not linear"
                : ReferenceEquals(largest, Estimation) ? "more training examples, a stronger penalty or fewer features"
                : "more iterations, a smaller tolerance or another solver";
            string doubt = largest.Rate.Lower > 0.0 ? string.Empty : " Its interval reaches 0, so it may be chance.";
            return $"The largest part is the {largest.Name}: what may help is {help}.{doubt}";
        }
    }

    /// <summary>Shows the parts with their intervals, how each was found, and what may help.</summary>
    /// <returns>A table, and a line for each part.</returns>
    public override string ToString()
    {
        var text = new StringBuilder(TextTable.Of(
        [
            ["part", "error rate", "interval"],
            Row(string.Empty, Reference),
            Row("+ ", Modelling),
            Row("+ ", Estimation),
            Row("+ ", Optimization),
            Row("= ", Total),
        ]));
        text.Append('\n');
        foreach (ErrorPart part in new[] { Reference, Modelling, Estimation, Optimization, Total })
            text.Append(part.Name).Append(": ").Append(part.Method).Append('\n');
        if (Objective is not null)
            text.Append(Objective).Append('\n');
        text.Append(BestLinearText).Append('\n');
        return text.Append(Advice).Append('\n').ToString();
    }

    private string BestLinearText
    {
        get
        {
            (double lowest, double highest) = BestLinear;
            double reference = Reference.Rate.Estimate;
            return $"The best linear classifier is to be expected at an error of {ErrorPart.Percent(lowest)} to {ErrorPart.Percent(highest)}, "
                + $"which is a modelling error of {ErrorPart.Percent(lowest - reference)} to {ErrorPart.Percent(highest - reference)}.";
        }
    }

    private static string[] Row(string sign, ErrorPart part) => [sign + part.Name, ErrorPart.Percent(part.Rate.Estimate), part.IntervalText];
}
