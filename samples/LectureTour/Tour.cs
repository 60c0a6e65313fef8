using AutoGradLinear.Plots;
using LectureTour.Chapters;

namespace LectureTour;

/// <summary>The lecture, chapter by chapter.</summary>
internal static class Tour
{
    public static IReadOnlyList<IChapter> Chapters { get; } =
    [
        new SupervisedLearningChapter(),
        new NearestNeighborsChapter(),
        new HyperparametersChapter(),
        new ScoresChapter(),
        new ViewpointsChapter(),
        new HardCasesChapter(),
        new HingeChapter(),
        new HingeQuestionsChapter(),
        new PenaltyChapter(),
        new SoftmaxChapter(),
        new ComparisonChapter(),
        new FullLossChapter(),
        new ImagesChapter(),
    ];

    /// <summary>Runs all chapters and puts them on a page.</summary>
    /// <param name="context">The data.</param>
    /// <param name="begins">Is told the heading of each chapter before it runs.</param>
    /// <exception cref="OperationCanceledException">The tour was cancelled.</exception>
    public static ReportPage Run(LectureContext context, Action<string>? begins = null)
    {
        ReportPage page = new ReportPage("Linear classifiers: the lecture, computed")
            .AddLead(
                "How a machine that only multiplies and adds tells images apart, what it costs when it is wrong, and how that cost trains "
                + "it.")
            .AddText(
                "The chapters follow the lectures on linear classification of Stanford's course CS231n. Every number was computed when "
                + "this page was made; losses are a few lines of C# each, and the compiler wrote their gradients. All random choices have "
                + "fixed seeds, so the numbers repeat (but for times).");
        for (int k = 0; k < Chapters.Count; k++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            string heading = $"{k + 1}. {Chapters[k].Title}";
            begins?.Invoke(heading);
            page.AddSection(heading);
            Chapters[k].Write(page, context);
        }

        context.Cancellation.ThrowIfCancellationRequested(); // a training that is cancelled ends early, without an exception
        return page;
    }
}
