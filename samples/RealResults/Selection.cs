using System.Globalization;
using AutoGradLinear;
using AutoGradLinear.Losses;
using Spectre.Console;

namespace RealResults;

/// <summary>The choice of a penalty's strength by cross-validation on training data.</summary>
internal static class Selection
{
    /// <summary>Fixes all folds.</summary>
    public const int Seed = 1;

    /// <summary>
    /// Compares strengths of an L2 penalty, the strongest first, and takes the one with the highest mean score. Data that need no fitting are
    /// subsets of <paramref name="train"/>.
    /// </summary>
    public static float Choose(
        Screen screen,
        string what,
        ClassificationDataset train,
        int folds,
        IReadOnlyList<float> strengths,
        Func<ClassificationDataset, L2<float>, Classifier> fit,
        params PreparationStep[] steps)
        => Choose(
            screen,
            what,
            Folds.Stratified(train.Labels, train.ClassCount, folds, Seed),
            strengths,
            fold =>
            {
                (ClassificationDataset raw, ClassificationDataset heldOut) = train.Split(fold);
                Preparation preparation = Preparation.Fit(raw, steps);
                return (preparation.Apply(raw), preparation.Apply(heldOut));
            },
            fit,
            result => result.Accuracy);

    /// <summary>The same with data that are prepared anew in each fold.</summary>
    public static float Choose(
        Screen screen,
        string what,
        IReadOnlyList<Fold> folds,
        IReadOnlyList<float> strengths,
        Func<Fold, (ClassificationDataset Train, ClassificationDataset Test)> prepare,
        Func<ClassificationDataset, L2<float>, Classifier> fit,
        Func<EvaluationResult, double> score)
    {
        CandidateTable<float> table = screen.Compare(what, progress => CrossValidation.Compare(
            strengths,
            folds,
            fold =>
            {
                (ClassificationDataset train, ClassificationDataset test) = prepare(fold);
                return strength =>
                {
                    Classifier model = fit(train, new L2<float>(strength));
                    screen.Cancellation.ThrowIfCancellationRequested();
                    return model.Evaluate(test);
                };
            },
            score,
            progress,
            screen.Cancellation));
        AnsiConsole.WriteLine($"{what}, by strength:\n{table}");
        return table.Best.Value;
    }

    public static string Shown(float strength) => strength.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
