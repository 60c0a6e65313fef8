using System.Text;
using AutoGradLinear.Data;
using ScottPlot;

namespace AutoGradLinear.Plots;

/// <summary>
/// A picture with a title, a text for those who cannot see it, and the table behind it; drawn when it is asked for, as PNG or SVG, without
/// a screen. Immutable. <see cref="Pictures"/> makes those of classifiers.
/// </summary>
public sealed class Picture
{
    private readonly Action<Plot, PictureColors> draw;

    /// <summary>Makes a picture.</summary>
    /// <param name="title">What is seen, in a few words.</param>
    /// <param name="alternativeText">What the picture says, in a sentence or two, for those who cannot see it.</param>
    /// <param name="table">The figures behind it.</param>
    /// <param name="draw">Draws on a plot that has style and colours already; called for each rendering.</param>
    /// <param name="width">The width in logical pixels.</param>
    /// <param name="height">The height in logical pixels.</param>
    /// <exception cref="ArgumentException">A text is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Width or height is not in [100, 4000].</exception>
    public Picture(
        string title, string alternativeText, ReportTable table, Action<Plot, PictureColors> draw, int width = 520, int height = 390)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentException.ThrowIfNullOrWhiteSpace(alternativeText);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(draw);
        new PictureOptions { Width = width, Height = height }.Validate();
        Title = title;
        AlternativeText = alternativeText;
        Table = table;
        Width = width;
        Height = height;
        this.draw = draw;
    }

    /// <summary>What is seen, in a few words.</summary>
    public string Title { get; }

    /// <summary>What the picture says, for those who cannot see it.</summary>
    public string AlternativeText { get; }

    /// <summary>The figures behind the picture.</summary>
    public ReportTable Table { get; }

    /// <summary>The width in logical pixels, unless options say otherwise.</summary>
    public int Width { get; }

    /// <summary>The height in logical pixels, unless options say otherwise.</summary>
    public int Height { get; }

    /// <summary>Draws the picture as PNG.</summary>
    /// <param name="options">Size, scale and theme; null for the defaults.</param>
    /// <returns>The content of a file.</returns>
    /// <exception cref="InvalidOperationException">The machine has no fonts.</exception>
    public byte[] ToPng(PictureOptions? options = null)
    {
        options ??= new PictureOptions();
        using Plot plot = Drawn(options);
        plot.ScaleFactor = options.Scale;
        int width = (int)Math.Ceiling((options.Width ?? Width) * options.Scale);
        int height = (int)Math.Ceiling((options.Height ?? Height) * options.Scale);
        return plot.GetImageBytes(width, height, ImageFormat.Png);
    }

    /// <summary>Draws the picture as SVG; texts need the fonts of the machine that shows it.</summary>
    /// <param name="options">Size and theme; null for the defaults.</param>
    /// <returns>The content of a file.</returns>
    /// <exception cref="InvalidOperationException">The machine has no fonts.</exception>
    public string ToSvg(PictureOptions? options = null)
    {
        options ??= new PictureOptions();
        using Plot plot = Drawn(options);
        return plot.GetSvgXml(options.Width ?? Width, options.Height ?? Height);
    }

    /// <summary>Saves the picture as PNG. The file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Size, scale and theme; null for the defaults.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SavePng(string path, PictureOptions? options = null)
    {
        byte[] content = ToPng(options);
        ReplacedFile.Write(path, stream => stream.Write(content));
    }

    /// <summary>Saves the picture as SVG. The file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Size and theme; null for the defaults.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveSvg(string path, PictureOptions? options = null)
    {
        byte[] content = Encoding.UTF8.GetBytes(ToSvg(options));
        ReplacedFile.Write(path, stream => stream.Write(content));
    }

    private Plot Drawn(PictureOptions options)
    {
        options.Validate();
        PictureColors colors = PictureColors.Of(options.Theme);
        var plot = new Plot();
        PictureStyle.Apply(plot, colors, options.ShowsTitle ? Title : null);
        draw(plot, colors);
        return plot;
    }
}
