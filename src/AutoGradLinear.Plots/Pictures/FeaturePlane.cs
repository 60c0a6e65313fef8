using ScottPlot;

namespace AutoGradLinear.Plots;

/// <summary>What a classifier says in the plane of two features, the others at their means.</summary>
internal sealed class FeaturePlane
{
    /// <summary>The number of points in each direction at which the classifier is asked.</summary>
    public const int Side = 200;

    private readonly ModelParameters parameters;
    private readonly ClassificationDataset data;
    private readonly int first;
    private readonly int second;
    private readonly double[] means;
    private readonly int[] winners;
    private readonly double[] leads;
    private readonly double[] corners;

    public FeaturePlane(LinearClassifier model, ClassificationDataset data, int first, int second)
    {
        parameters = new ModelParameters(model);
        (this.data, this.first, this.second) = (data, first, second);
        IReadOnlyList<string>? names = data.FeatureNames ?? model.FeatureNames;
        (FirstName, SecondName) = (ModelParameters.NameOf(names, first), ModelParameters.NameOf(names, second));
        (means, Area) = Measure();
        ClassificationDataset grid = Points(model, Side, 0.5);
        winners = model.Predict(grid);
        double[] scores = new double[grid.Count * model.ScoreCount];
        model.Scores(grid, scores);
        corners = new double[4 * model.ScoreCount];
        model.Scores(Points(model, 2, 0.0), corners);
        leads = [.. Enumerable.Range(0, grid.Count).Select(i => Lead(scores.AsSpan(i * model.ScoreCount, model.ScoreCount)))];
        Shares = [.. model.Classes.Select((name, index) => new Share(name, PartOf(index), CountOf(name)))];
    }

    public string FirstName { get; }

    public string SecondName { get; }

    /// <summary>The part of the plane that is drawn.</summary>
    public CoordinateRect Area { get; }

    /// <summary>For each class its part of the plane and its number of examples.</summary>
    public Share[] Shares { get; }

    public int ScoreCount => parameters.ScoreCount;

    public int ClassOf(int score) => parameters.ClassOf(score);

    /// <summary>The predicted class at a point of the grid, and by how much its score leads (the distance from 0 of one score alone).</summary>
    public (int Winner, double Lead) At(int x, int y) => (winners[(y * Side) + x], leads[(y * Side) + x]);

    /// <summary>Examples, evenly chosen where there are many.</summary>
    public IEnumerable<Point> Points(int most)
    {
        double[] row = new double[data.FeatureCount];
        int count = Math.Min(data.Count, most);
        for (int k = 0; k < count; k++)
        {
            int index = (int)((long)k * data.Count / count);
            data.CopyRow<double>(index, row);
            int label = data.HasLabels ? Array.FindIndex(Shares, share => share.Class == data.Classes[data.Labels[index]]) : -1;
            if (label >= 0)
                yield return new Point(row[first], row[second], label);
        }
    }

    /// <summary>Where a score has a level: a line through the area, or nothing.</summary>
    public CoordinateLine? ScoreLine(int score, double level)
    {
        if (Coefficients(score) is not (double a, double b, double c))
            return null;
        c -= level;
        List<Coordinates> ends = [];
        AddIf(Math.Abs(b) > 0.0, Area.Left, -(c + (a * Area.Left)) / b);
        AddIf(Math.Abs(b) > 0.0, Area.Right, -(c + (a * Area.Right)) / b);
        AddIf(Math.Abs(a) > 0.0, -(c + (b * Area.Bottom)) / a, Area.Bottom);
        AddIf(Math.Abs(a) > 0.0, -(c + (b * Area.Top)) / a, Area.Top);
        return ends.Count < 2 ? null : new CoordinateLine(ends[0], ends[^1]);

        void AddIf(bool exists, double x, double y)
        {
            if (exists && x >= Area.Left && x <= Area.Right && y >= Area.Bottom && y <= Area.Top)
                ends.Add(new Coordinates(x, y));
        }
    }

    /// <summary>An arrow from a part of the way along a score's line to where the score grows, perpendicular as it is seen.</summary>
    public CoordinateLine GrowthOf(int score, CoordinateLine line, double part)
    {
        (double a, double b, _) = Coefficients(score)!.Value;
        (double x, double y) = (line.X1 + (part * (line.X2 - line.X1)), line.Y1 + (part * (line.Y2 - line.Y1)));
        (double right, double up) = (a * Area.Width, b * Area.Height);
        double length = 0.07 / Math.Sqrt((right * right) + (up * up));
        return new CoordinateLine(x, y, x + (right * length * Area.Width), y + (up * length * Area.Height));
    }

    /// <summary>
    /// A score in the plane is a x + b y + c, from its values at the corners; nothing where a preparation bends it, so that the corners are not in
    /// one plane.
    /// </summary>
    private (double A, double B, double C)? Coefficients(int score)
    {
        double origin = corners[score], right = corners[ScoreCount + score], up = corners[(2 * ScoreCount) + score], both = corners[(3 * ScoreCount) + score];
        double largest = Math.Max(Math.Max(Math.Abs(origin), Math.Abs(right)), Math.Max(Math.Abs(up), Math.Abs(both)));
        if (!(Math.Abs(right + up - origin - both) <= 1e-4 * largest))
            return null;
        double a = (right - origin) / Area.Width, b = (up - origin) / Area.Height;
        return (a, b, origin - (a * Area.Left) - (b * Area.Bottom));
    }

    private (double[] Means, CoordinateRect Area) Measure()
    {
        double[] sums = new double[data.FeatureCount], row = new double[data.FeatureCount];
        double left = double.PositiveInfinity, right = double.NegativeInfinity, bottom = left, top = right;
        for (int i = 0; i < data.Count; i++)
        {
            data.CopyRow<double>(i, row);
            for (int j = 0; j < row.Length; j++)
                sums[j] += row[j];
            (left, right) = (Math.Min(left, row[first]), Math.Max(right, row[first]));
            (bottom, top) = (Math.Min(bottom, row[second]), Math.Max(top, row[second]));
        }

        (left, right) = Widened(left, right);
        (bottom, top) = Widened(bottom, top);
        return ([.. sums.Select(sum => sum / data.Count)], new CoordinateRect(left, right, bottom, top));
    }

    /// <summary>A range with some space at its ends, and not empty.</summary>
    private static (double Low, double High) Widened(double low, double high)
    {
        double space = high > low ? 0.06 * (high - low) : Math.Max(1.0, Math.Abs(low));
        return (low - space, high + space);
    }

    /// <summary>A grid of so many points in each direction: in the middle of their cells (shift 0.5), or with the first and last on the edges (0).</summary>
    private ClassificationDataset Points(LinearClassifier model, int side, double shift)
    {
        double cells = shift == 0.0 ? side - 1 : side;
        double[] points = new double[side * side * means.Length];
        for (int i = 0; i < side * side; i++)
        {
            Span<double> point = points.AsSpan(i * means.Length, means.Length);
            means.CopyTo(point);
            point[first] = Area.Left + (((i % side) + shift) * Area.Width / cells);
            point[second] = Area.Bottom + (((i / side) + shift) * Area.Height / cells);
        }

        // Labels play no part in predictions.
        return ClassificationDataset.FromRows<string>(points, means.Length, [.. Enumerable.Repeat(model.Classes[0], side * side)], model.Classes);
    }

    private double PartOf(int classIndex) => winners.Count(winner => winner == classIndex) / (double)winners.Length;

    private int CountOf(string name)
    {
        int label = data.HasLabels ? data.Classes.ToList().IndexOf(name) : -1;
        return label < 0 ? 0 : data.Labels.Count(label);
    }

    private static double Lead(ReadOnlySpan<double> scores)
    {
        if (scores.Length == 1)
            return Math.Abs(scores[0]);
        double best = double.NegativeInfinity, next = best;
        foreach (double score in scores)
            (best, next) = score > best ? (score, best) : (best, Math.Max(next, score));
        return best - next;
    }

    public readonly record struct Share(string Class, double Part, int Examples);

    public readonly record struct Point(double X, double Y, int Label);
}
