using AutoGradLinear.Numerics;

namespace AutoGradLinear.Evaluation;

/// <summary>σ(a s + b).</summary>
internal sealed record PlattCurve(double Slope, double Intercept) : ICurve
{
    private const int MostSteps = 100;

    public double Probability(double score)
    {
        double argument = (Slope * score) + Intercept;
        return StableMath.Sigmoid(double.IsNaN(argument) ? Intercept : argument);
    }

    /// <summary>
    /// Minimises Σ w [ln(1 + eᶻ) − t z] with z = a u + b and smoothed targets t, by Newton's method with backtracking (Lin, Lin and Weng
    /// 2007, algorithm 1). u = (s − mean) / max |s − mean| makes the steps independent of the scores' size.
    /// </summary>
    public static PlattCurve Fit(double[] scores, bool[] isPositive, double[] weights)
    {
        double total = weights.Sum();
        double positives = weights.Where((_, i) => isPositive[i]).Sum();
        double negatives = weights.Where((_, i) => !isPositive[i]).Sum();
        double high = (positives + 1.0) / (positives + 2.0);
        double low = 1.0 / (negatives + 2.0);
        double mean = 0.0;
        for (int i = 0; i < scores.Length; i++)
            mean += weights[i] / total * scores[i];
        double largest = scores.Max(score => Math.Abs(score - mean));

        // Equal scores have a mean that can differ from them by rounding.
        double scale = largest > 1e-14 * Math.Abs(mean) ? largest : double.PositiveInfinity;
        double[] inputs = Array.ConvertAll(scores, score => (score - mean) / scale);
        double[] targets = Array.ConvertAll(isPositive, positive => positive ? high : low);
        (double slope, double intercept) = Minimize(inputs, targets, weights, Math.Log((positives + 1.0) / (negatives + 1.0)), total);
        double a = slope / scale;
        double b = intercept - (a * mean);
        return double.IsFinite(a) && double.IsFinite(b)
            ? new PlattCurve(a, b)
            : throw new ArgumentException("The scores are so large, or so close to each other, that their slope is no finite number; scale the features.", nameof(scores));
    }

    private static (double Slope, double Intercept) Minimize(double[] inputs, double[] targets, double[] weights, double intercept, double total)
    {
        const double ridge = 1e-12;
        double slope = 0.0;
        double value = Value(inputs, targets, weights, slope, intercept);
        for (int step = 0; step < MostSteps; step++)
        {
            double ga = 0.0, gb = 0.0, haa = ridge * total, hab = 0.0, hbb = ridge * total;
            for (int i = 0; i < inputs.Length; i++)
            {
                double p = StableMath.Sigmoid((slope * inputs[i]) + intercept);
                double error = weights[i] * (p - targets[i]);
                double curvature = weights[i] * p * (1.0 - p);
                ga += error * inputs[i];
                gb += error;
                haa += curvature * inputs[i] * inputs[i];
                hab += curvature * inputs[i];
                hbb += curvature;
            }

            if (Math.Max(Math.Abs(ga), Math.Abs(gb)) < 1e-11 * total)
                break;
            double determinant = (haa * hbb) - (hab * hab);
            double da = -((hbb * ga) - (hab * gb)) / determinant;
            double db = -((haa * gb) - (hab * ga)) / determinant;
            double descent = (ga * da) + (gb * db);
            double length = 1.0;
            double next = Value(inputs, targets, weights, slope + da, intercept + db);
            while (!(next < value + (1e-4 * length * descent)) && length > 1e-10)
            {
                length *= 0.5;
                next = Value(inputs, targets, weights, slope + (length * da), intercept + (length * db));
            }

            // No step goes down any further: as near as rounding allows.
            if (!(next < value))
                break;
            slope += length * da;
            intercept += length * db;
            value = next;
        }

        return (slope, intercept);
    }

    private static double Value(double[] inputs, double[] targets, double[] weights, double slope, double intercept)
    {
        double sum = 0.0;
        for (int i = 0; i < inputs.Length; i++)
        {
            double z = (slope * inputs[i]) + intercept;
            sum += weights[i] * (StableMath.Softplus(z) - (targets[i] * z));
        }

        return sum;
    }
}
