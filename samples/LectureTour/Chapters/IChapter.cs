using AutoGradLinear.Plots;

namespace LectureTour.Chapters;

/// <summary>A chapter of the lecture.</summary>
internal interface IChapter
{
    /// <summary>The heading.</summary>
    string Title { get; }

    /// <summary>Computes the chapter's numbers and writes them on the page, below the heading.</summary>
    /// <param name="page">The page.</param>
    /// <param name="context">The data.</param>
    /// <exception cref="OperationCanceledException">The tour was cancelled.</exception>
    void Write(ReportPage page, LectureContext context);
}
