namespace LectureTour.Figures;

/// <summary>A line of a picture.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Y">Its heights.</param>
/// <param name="Error">Half the length of the bar at each point, such as a standard error; null for none.</param>
internal sealed record Line(string Name, IReadOnlyList<double> Y, IReadOnlyList<double>? Error = null);
