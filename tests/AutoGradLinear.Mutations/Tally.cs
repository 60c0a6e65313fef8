using System.Globalization;

namespace AutoGradLinear.Mutations;

/// <summary>Counts of outcomes.</summary>
internal sealed class Tally
{
    public int Refused { get; set; }

    public int Valid { get; set; }

    public int Failed { get; set; }

    public int Total => Refused + Valid + Failed;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Total} mutations, {Refused} refused, {Valid} valid, {Failed} failed");
}
