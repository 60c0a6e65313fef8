namespace AutoGradLinear.Generators.Diagnostics;

/// <summary>
/// The ids with a code fix. They belong to the analyzers: not every editor and tool offers fixes for what a source generator reports. The
/// generator, which runs where analyzers are switched off too, says <see cref="Ids.NothingGenerated"/> in their stead.
/// </summary>
internal static class Repairable
{
    public static readonly string[] All =
    [
        Ids.NotPartial, Ids.FileLocal, Ids.LossHasNoValue, Ids.PenaltyHasNoValue, Ids.ClassifierShape,
    ];

    public static bool Contains(string id) => Array.IndexOf(All, id) >= 0;
}
