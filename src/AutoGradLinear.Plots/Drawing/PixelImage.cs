using ScottPlot;
using SkiaSharp;

namespace AutoGradLinear.Plots;

/// <summary>Images that are made pixel by pixel: cells of a matrix, templates, regions, thumbnails.</summary>
internal static class PixelImage
{
    /// <summary>An image for a plot, each pixel a square of several, so that its edges stay sharp when it is stretched.</summary>
    public static Image Of(int width, int height, Func<int, int, Color> colorAt)
    {
        int zoom = Math.Clamp(400 / Math.Max(width, height), 1, 40);
        using SKBitmap bitmap = Bitmap(width * zoom, height * zoom, (x, y) => colorAt(x / zoom, y / zoom));
        return new Image(bitmap);
    }

    /// <summary>A PNG file with one pixel for each.</summary>
    public static byte[] Png(int width, int height, Func<int, int, Color> colorAt)
    {
        using SKBitmap bitmap = Bitmap(width, height, colorAt);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static SKBitmap Bitmap(int width, int height, Func<int, int, Color> colorAt)
    {
        var pixels = new SKColor[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Color color = colorAt(x, y);
                pixels[(y * width) + x] = new SKColor(color.R, color.G, color.B, color.A);
            }
        }

        return new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul) { Pixels = pixels };
    }
}
