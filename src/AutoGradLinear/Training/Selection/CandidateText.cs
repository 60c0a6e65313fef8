using System.Globalization;

namespace AutoGradLinear.Training;

/// <summary>How tables show a candidate, and by what a journal knows it again: numbers as everywhere, records with their members.</summary>
internal static class CandidateText
{
    public static string Of<TCandidate>(TCandidate candidate) => string.Create(CultureInfo.InvariantCulture, $"{candidate}");
}
