using System.Numerics;
using System.Text.Json;

namespace AutoGradLinear.Data;

/// <summary>A step with what it has learnt. Rows are changed in place, in doubles, value by value; no step makes a row longer.</summary>
/// <param name="inputCount">The number of columns that it takes.</param>
internal abstract class FittedStep(int inputCount)
{
    /// <summary>The name of the step in files.</summary>
    public abstract string Kind { get; }

    /// <summary>The number of columns that it takes.</summary>
    public int InputCount { get; } = inputCount;

    /// <summary>The number of columns that it gives.</summary>
    public virtual int OutputCount => InputCount;

    /// <summary>Why sparse rows are refused, and what to do; null where they are welcome.</summary>
    public virtual string? SparseProblem => null;

    /// <summary>Whether sparse rows may lose columns, or have them renumbered.</summary>
    public virtual bool ChangesColumns => false;

    /// <summary>The step as a map of columns; null where it is none.</summary>
    public virtual ColumnMap? AsMap => null;

    /// <summary>
    /// Scores of the columns that the step gives, as scores of those that it takes; null where they are not linear, or would lose digits.
    /// </summary>
    public virtual LinearMap? Fold(LinearMap next) => AsMap is ColumnMap map ? next.Before(map) : null;

    /// <summary>Changes a dense row.</summary>
    /// <returns>How many values it has then.</returns>
    public abstract int Transform<T>(Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Changes a sparse row.</summary>
    /// <param name="columns">The columns of the values; written to only by steps that change them.</param>
    /// <param name="values">As many values.</param>
    /// <returns>How many values it has then.</returns>
    public abstract int Transform<T>(Span<int> columns, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The names of the columns that it gives.</summary>
    public virtual IReadOnlyList<string>? Names(IReadOnlyList<string>? names) => names;

    /// <summary>Writes the properties behind the step's name.</summary>
    public abstract void WriteProperties(Utf8JsonWriter writer);

    /// <summary>Reads a step.</summary>
    /// <param name="saved">What was saved.</param>
    /// <param name="inputCount">The number of columns that the step before it gives.</param>
    /// <exception cref="DataFormatException">A property is not as it should be.</exception>
    public static FittedStep ReadAny(SavedObject saved, int inputCount) => saved.OneOf<Func<SavedObject, int, FittedStep>>(
        "step",
        (AffineStep.Standardize, AffineStep.Read),
        (AffineStep.MinMax, AffineStep.Read),
        (AffineStep.MaxAbs, AffineStep.Read),
        (AffineStep.CenterByMean, AffineStep.Read),
        (ScaleStep.Name, ScaleStep.Read),
        (UnitRowsStep.Name, UnitRowsStep.Read),
        (TfIdfStep.Name, TfIdfStep.Read),
        (SelectionStep.Name, SelectionStep.Read))(saved, inputCount);
}
