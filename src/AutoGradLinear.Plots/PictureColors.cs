using ScottPlot;

namespace AutoGradLinear.Plots;

/// <summary>The colours of a theme. Immutable.</summary>
/// <remarks>
/// Series have the colours of M. Okabe and K. Ito, "Color universal design" (2008), which people with any kind of colour vision tell apart; the
/// order is the one in which they stand out most from the background.
/// </remarks>
public sealed class PictureColors
{
    private static readonly PictureColors Light = new(
        Color.FromHex("#ffffff"),
        Color.FromHex("#1f2328"),
        Color.FromHex("#d8dce2"),
        Color.FromHex("#0072b2"),
        ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f00", "#4d4d4d"]);

    private static readonly PictureColors Dark = new(
        Color.FromHex("#16191d"),
        Color.FromHex("#e6e9ed"),
        Color.FromHex("#3a4048"),
        Color.FromHex("#56b4e9"),
        ["#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#d55e00", "#3b8fd0", "#b8bcc2"]);

    private readonly Color[] series;

    private PictureColors(Color background, Color ink, Color faint, Color strong, string[] series)
    {
        Background = background;
        Ink = ink;
        Faint = faint;
        Strong = strong;
        this.series = [.. series.Select(hex => Color.FromHex(hex))];
    }

    /// <summary>The page.</summary>
    public Color Background { get; }

    /// <summary>Texts and axes.</summary>
    public Color Ink { get; }

    /// <summary>Grids and lines that only help.</summary>
    public Color Faint { get; }

    /// <summary>The end of the scale from nothing (the background) to all.</summary>
    public Color Strong { get; }

    /// <summary>The number of series that have colours of their own.</summary>
    public static int SeriesCount => 8;

    /// <summary>The colours of a theme.</summary>
    /// <param name="theme">The theme.</param>
    /// <returns>The colours.</returns>
    public static PictureColors Of(PictureTheme theme) => theme == PictureTheme.Dark ? Dark : Light;

    /// <summary>The colour of a series or class; after <see cref="SeriesCount"/> they begin anew.</summary>
    /// <param name="index">The index of the series, 0 or more.</param>
    /// <returns>The colour.</returns>
    public Color Series(int index) => series[index % series.Length];

    /// <summary>A colour between the background and another one.</summary>
    /// <param name="color">The other colour.</param>
    /// <param name="share">Its part, in [0, 1].</param>
    /// <returns>The colour, opaque.</returns>
    public Color Tint(Color color, double share)
    {
        double part = Math.Clamp(share, 0.0, 1.0);
        return new Color(Mix(Background.R, color.R), Mix(Background.G, color.G), Mix(Background.B, color.B));

        byte Mix(byte from, byte to) => (byte)Math.Round(from + (part * (to - from)));
    }

    /// <summary>The one of black and white that can be read on a colour (by relative luminance, WCAG 2).</summary>
    /// <param name="color">The colour behind the text.</param>
    /// <returns>Black or white.</returns>
    public static Color InkOn(Color color)
    {
        double luminance = (0.2126 * Linear(color.R)) + (0.7152 * Linear(color.G)) + (0.0722 * Linear(color.B));
        return luminance > 0.179 ? Colors.Black : Colors.White;

        static double Linear(byte channel) => Math.Pow(channel / 255.0, 2.2);
    }
}
