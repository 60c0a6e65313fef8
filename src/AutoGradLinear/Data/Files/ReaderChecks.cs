namespace AutoGradLinear.Data;

/// <summary>What is asked of a reader at its end, when all of its rows were read.</summary>
internal static class ReaderChecks
{
    /// <summary>Checks that the rows are a dataset for a classifier.</summary>
    /// <returns>The classes in their order, and the class of each code of a label.</returns>
    /// <exception cref="DataFormatException">There are no rows, no features, or fewer than two classes.</exception>
    public static (IReadOnlyList<string> Classes, int[] ClassOfCode) RequireDataset(ExampleReader reader)
    {
        if (reader.Rows == 0)
            throw new DataFormatException(reader.FilePath, string.Empty, "the file holds no examples; a dataset needs one or more.");
        if (reader.FeatureCount is null or 0)
        {
            throw new DataFormatException(
                reader.FilePath, string.Empty, "no example has a feature, so their number is not known. Give FeatureCount.");
        }

        (IReadOnlyList<string> classes, int[] classOfCode) = reader.OrderClasses();
        if (classes.Count < 2)
        {
            throw new DataFormatException(
                reader.FilePath,
                string.Empty,
                $"all {reader.Rows} examples have the label '{classes[0]}'; a classifier needs two classes or more. Give the full list as Classes.");
        }

        return (classes, classOfCode);
    }
}
