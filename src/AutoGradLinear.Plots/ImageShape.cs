namespace AutoGradLinear.Plots;

/// <summary>How the features of an example make an image: pixels row by row, from the top left.</summary>
/// <param name="Width">The number of pixels in a row, at least 1.</param>
/// <param name="Height">The number of rows, at least 1.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="IsInterleaved">
/// Whether the channels of a pixel stand side by side; without, one channel of all pixels comes after the other, as in CIFAR-10.
/// </param>
public sealed record ImageShape(int Width, int Height, int Channels = 1, bool IsInterleaved = false)
{
    /// <summary>The feature that is a channel of a pixel.</summary>
    internal int FeatureOf(int x, int y, int channel) => IsInterleaved
        ? ((((y * Width) + x) * Channels) + channel)
        : ((((channel * Height) + y) * Width) + x);

    /// <exception cref="ArgumentException">The shape is none, or has another number of features.</exception>
    internal void Require(int features, string name)
    {
        if (Width < 1 || Height < 1 || Channels is not (1 or 3))
            throw new ArgumentException($"{Width} × {Height} pixels of {Channels} channels are no image; there are 1 or 3 channels.", name);
        if ((long)Width * Height * Channels != features)
            throw new ArgumentException($"{Width} × {Height} pixels of {Channels} channels are {(long)Width * Height * Channels} "
                + $"features; there are {features}.", name);
    }
}
