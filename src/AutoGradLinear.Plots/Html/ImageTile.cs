namespace AutoGradLinear.Plots;

/// <summary>A small image with a caption, one of many side by side. Immutable.</summary>
/// <param name="Png">The image, the content of a PNG file; shown with its pixels as squares.</param>
/// <param name="AlternativeText">What the image shows, for those who cannot see it.</param>
/// <param name="Caption">What stands below it.</param>
public sealed record ImageTile(ReadOnlyMemory<byte> Png, string AlternativeText, string Caption);
