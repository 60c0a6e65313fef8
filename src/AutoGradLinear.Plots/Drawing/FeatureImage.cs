using ScottPlot;

namespace AutoGradLinear.Plots;

/// <summary>Features or weights as an image.</summary>
internal static class FeatureImage
{
    /// <summary>The colour of a pixel: lowest is black, highest full light.</summary>
    public static Func<int, int, Color> Colors(double[] values, ImageShape shape, double lowest, double highest)
    {
        double range = highest > lowest ? highest - lowest : 1.0;
        return (x, y) => new Color(Light(x, y, 0), Light(x, y, shape.Channels == 3 ? 1 : 0), Light(x, y, shape.Channels == 3 ? 2 : 0));

        byte Light(int x, int y, int channel) =>
            (byte)Math.Clamp(255.0 * (values[shape.FeatureOf(x, y, channel)] - lowest) / range, 0.0, 255.0);
    }
}
