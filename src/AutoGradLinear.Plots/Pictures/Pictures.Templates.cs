using System.Numerics.Tensors;
using ScottPlot;

namespace AutoGradLinear.Plots;

/// <content>The visual view: a row of W is a template that an image is compared with.</content>
public static partial class Pictures
{
    private const int MostTemplates = 30;

    /// <summary>
    /// Each row of W as an image. A score is the sum of products of template and image, so a template shows what the classifier looks for. All share one
    /// scale, on which medium grey is a weight of 0.
    /// </summary>
    /// <param name="model">The classifier.</param>
    /// <param name="shape">How its features make an image.</param>
    /// <returns>The picture; of more than 30 templates, the first 30.</returns>
    /// <exception cref="ArgumentException">The model has another number of features than the image.</exception>
    public static Picture Templates(LinearClassifier model, ImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(shape);
        var parameters = new ModelParameters(model);
        shape.Require(parameters.FeatureCount, nameof(shape));
        int count = Math.Min(parameters.ScoreCount, MostTemplates);
        int columns = count <= 5 ? count : count <= 10 ? (count + 1) / 2 : 6;
        int rows = (count + columns - 1) / columns;
        double aspect = (double)shape.Height / shape.Width;
        int width = Math.Clamp(columns * 130, 320, 600);
        string colors = shape.Channels == 1 ? "bright pixels raise its score, dark ones lower it" : "a colour that an image shares with "
            + "the template raises its score";
        return new Picture(
            "What the classifier looks for in an image",
            $"The weights of {string.Join(", ", Enumerable.Range(0, count).Select(parameters.ScoreName))} as images: {colors}; medium "
                + $"grey does not matter.",
            TemplateTable(parameters, shape),
            (plot, pictureColors) => DrawTemplates(plot, pictureColors, parameters, shape, count, columns),
            width,
            Math.Clamp((int)(rows * (width / columns) * ((aspect * 0.9) + 0.22)) + 40, 200, 1600));
    }

    private static void DrawTemplates(Plot plot, PictureColors colors, ModelParameters parameters, ImageShape shape, int count, int columns)
    {
        PictureStyle.HideAxes(plot);
        double aspect = (double)shape.Height / shape.Width, pitch = (0.9 * aspect) + 0.22;
        double largest = parameters.LargestWeight;
        for (int k = 0; k < count; k++)
        {
            double left = (k % columns) + 0.05, top = -(k / columns) * pitch;
            Func<int, int, Color> pixel = FeatureImage.Colors(parameters.Row(k).ToArray(), shape, -largest, largest);
            var place = new CoordinateRect(left, left + 0.9, top - 0.2 - (0.9 * aspect), top - 0.2);
            plot.Add.ImageRect(PixelImage.Of(shape.Width, shape.Height, pixel), place);
            PictureStyle.Write(plot, Numbers.Shortened(parameters.ScoreName(k)), left + 0.45, top - 0.1, colors.Ink, 13f);
        }

        int rows = (count + columns - 1) / columns;
        plot.Axes.SetLimits(0.0, columns, -rows * pitch, 0.02);
        plot.XLabel(shape.Channels == 1 ? "bright: raises the score   dark: lowers it   grey: no matter" : "colours that raise the score; "
            + "grey: no matter");
    }

    private static ReportTable TemplateTable(ModelParameters parameters, ImageShape shape) => new(
        ["score of", "bias", "smallest weight", "at row, column", "largest weight", "at row, column"],
        Enumerable.Range(0, parameters.ScoreCount).Select(score =>
        {
            ReadOnlySpan<double> row = parameters.Row(score);
            int smallest = TensorPrimitives.IndexOfMin(row), largest = TensorPrimitives.IndexOfMax(row);
            return (IReadOnlyList<string>)
            [
                parameters.ScoreName(score),
                Numbers.Short(parameters.Bias(score)),
                Numbers.Short(row[smallest]),
                Place(shape, smallest),
                Numbers.Short(row[largest]),
                Place(shape, largest),
            ];
        }));

    private static string Place(ImageShape shape, int feature)
    {
        int pixel = shape.IsInterleaved ? feature / shape.Channels : feature % (shape.Width * shape.Height);
        return $"{pixel / shape.Width}, {pixel % shape.Width}";
    }
}
