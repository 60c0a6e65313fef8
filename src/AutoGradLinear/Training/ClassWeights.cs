using System.Globalization;

namespace AutoGradLinear;

/// <summary>Factors by which the weights of a class's examples are multiplied in training.</summary>
public abstract class ClassWeights
{
    private ClassWeights()
    {
    }

    /// <summary>Every class counts as it is.</summary>
    public static ClassWeights None { get; } = new NoneWeights();

    /// <summary>
    /// Every class counts the same: the factor of class c is W / (K W_c), where W is the weight of all examples, W_c that of the class's
    /// and K the number of classes that have any.
    /// </summary>
    public static ClassWeights Balanced { get; } = new BalancedWeights();

    /// <summary>Factors by the name of the class.</summary>
    /// <param name="factors">Finite factors, at least 0; a class that is not named has 1.</param>
    /// <returns>The class weights.</returns>
    /// <exception cref="ArgumentException">A factor is negative, NaN or infinite.</exception>
    public static ClassWeights Table(IReadOnlyDictionary<string, double> factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        foreach ((string name, double factor) in factors)
        {
            if (!(double.IsFinite(factor) && factor >= 0.0))
                throw new ArgumentException($"The weight of class '{name}' is {factor}; weights are finite and at least 0.", nameof(factors));
        }

        return new TableWeights(new Dictionary<string, double>(factors, StringComparer.Ordinal));
    }

    /// <summary>Returns one factor per class of the data, or null where every factor is 1.</summary>
    /// <param name="data">The training data.</param>
    /// <exception cref="ArgumentException">A class is named that the data does not have.</exception>
    internal abstract double[]? Resolve(ClassificationDataset data);

    private sealed class NoneWeights : ClassWeights
    {
        internal override double[]? Resolve(ClassificationDataset data) => null;

        public override string ToString() => "None";
    }

    private sealed class BalancedWeights : ClassWeights
    {
        internal override double[] Resolve(ClassificationDataset data)
        {
            double[] sums = new double[data.ClassCount];
            for (int i = 0; i < data.Count; i++)
                sums[data.Labels[i]] += data.HasWeights ? data.Weights[i] : 1.0;
            double share = sums.Sum() / sums.Count(sum => sum > 0.0);
            return [.. sums.Select(sum => sum > 0.0 ? share / sum : 1.0)];
        }

        public override string ToString() => "Balanced";
    }

    private sealed class TableWeights(Dictionary<string, double> factors) : ClassWeights
    {
        public override string ToString() => string.Join(
            "; ", factors.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value}")));

        internal override double[] Resolve(ClassificationDataset data)
        {
            foreach (string name in factors.Keys)
            {
                if (!data.Classes.Contains(name))
                {
                    throw new ArgumentException(
                        $"There is a weight for class '{name}', which the data does not have; its classes are {string.Join(", ", data.Classes)}.");
                }
            }

            return [.. data.Classes.Select(name => factors.GetValueOrDefault(name, 1.0))];
        }
    }
}
