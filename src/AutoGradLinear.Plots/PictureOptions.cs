namespace AutoGradLinear.Plots;

/// <summary>How a picture is drawn.</summary>
public sealed record PictureOptions
{
    /// <summary>The width in logical pixels, for which texts are 12 to 14 high; null takes that of the picture.</summary>
    public int? Width { get; init; }

    /// <summary>The height in logical pixels; null takes that of the picture.</summary>
    public int? Height { get; init; }

    /// <summary>The number of pixels of a PNG for each logical one, in (0, 8]; an SVG has its logical size.</summary>
    public double Scale { get; init; } = 2.0;

    /// <summary>The page that the picture is for.</summary>
    public PictureTheme Theme { get; init; } = PictureTheme.Light;

    /// <summary>Whether the title stands above the picture; without, where a page has it as text.</summary>
    public bool ShowsTitle { get; init; } = true;

    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal void Validate()
    {
        RequireLength(Width, nameof(Width));
        RequireLength(Height, nameof(Height));
        if (!(Scale > 0.0 && Scale <= 8.0))
            throw new ArgumentOutOfRangeException(nameof(Scale), Scale, "The scale lies in (0, 8].");
    }

    private static void RequireLength(int? length, string name)
    {
        if (length is < 100 or > 4000)
            throw new ArgumentOutOfRangeException(name, length, "A picture is 100 to 4000 logical pixels wide and high.");
    }
}
