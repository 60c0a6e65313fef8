using System.Globalization;
using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear;

public sealed partial class TableEncoder
{
    /// <summary>Makes the features of one record, as for a prediction.</summary>
    /// <typeparam name="T">The real type of the model.</typeparam>
    /// <param name="record">
    /// A value for each of <see cref="Columns"/>, by name; others are ignored. Missing is null, NaN, and in columns of numbers an empty text.
    /// Numbers may be of any numeric type, booleans (1 or 0), or texts in invariant form; categories may be texts or anything with one, also in
    /// invariant form (<c>true</c> is "True", as CSV files have it).
    /// </param>
    /// <param name="features">Receives <see cref="FeatureCount"/> values; may be longer.</param>
    /// <exception cref="ArgumentException">
    /// A column is not in the record, a value is no number, infinite or refused, or <paramref name="features"/> is too short; the message names
    /// the column. The contents of <paramref name="features"/> are then unspecified.
    /// </exception>
    public void Encode<T>(IReadOnlyDictionary<string, object?> record, Span<T> features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(record);
        features = Cleared(features);
        for (int j = 0; j < columns.Length; j++)
        {
            if (!record.TryGetValue(columns[j].Name, out object? value))
            {
                throw new ArgumentException(
                    $"The record has no value for column '{columns[j].Name}'; give null where it is missing. It has {TableChecks.List(record.Keys)}.", nameof(record));
            }

            EncodedValue encoded = (columns[j], value) switch
            {
                (_, null) => columns[j].Missing,
                (FittedNumbers column, string text) => OfText(column, text),
                (FittedNumbers column, _) => OfNumber(column, value),
                (FittedCategories column, string text) => column.Of(text),
                (_, double.NaN or float.NaN) => columns[j].Missing,
                (FittedCategories column, IFormattable formattable) => column.Of(formattable.ToString(null, CultureInfo.InvariantCulture)),
                (FittedCategories column, _) => column.Of(value.ToString()),
                _ => throw new InvalidOperationException(),
            };
            Place(j, encoded, value as string, features);
        }
    }

    /// <summary>Makes the features of one row of texts, as for a prediction.</summary>
    /// <typeparam name="T">The real type of the model.</typeparam>
    /// <param name="fields">One text for each of <see cref="Columns"/>, in their order; null or empty where it is missing. Numbers are in invariant form.</param>
    /// <param name="features">Receives <see cref="FeatureCount"/> values; may be longer.</param>
    /// <exception cref="ArgumentException">
    /// The number of fields differs, a text is no finite number, a value is refused, or <paramref name="features"/> is too short; the message
    /// names the column. The contents of <paramref name="features"/> are then unspecified.
    /// </exception>
    public void Encode<T>(ReadOnlySpan<string?> fields, Span<T> features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (fields.Length != columns.Length)
        {
            throw new ArgumentException(
                $"There are {fields.Length} fields; give {columns.Length}, one for each of {TableChecks.List(Columns)}, and null where one is missing.", nameof(fields));
        }

        features = Cleared(features);
        for (int j = 0; j < columns.Length; j++)
        {
            EncodedValue encoded = (columns[j], fields[j]) switch
            {
                (_, null or "") => columns[j].Missing,
                (FittedNumbers column, string text) => OfText(column, text),
                (FittedCategories column, string text) => column.Of(text),
                _ => throw new InvalidOperationException(),
            };
            Place(j, encoded, fields[j], features);
        }
    }

    private static EncodedValue OfText(FittedNumbers column, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return column.Missing;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            throw new ArgumentException($"Column '{column.Name}' has the value '{SavedObject.Shown(text)}', which is no number.", "record");
        return OfNumber(column, number);
    }

    private static EncodedValue OfNumber(FittedNumbers column, object value)
    {
        double number = value switch
        {
            double real => real,
            float real => real,
            Half real => (double)real,
            bool or sbyte or byte or short or ushort or int or uint or long or ulong or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"Column '{column.Name}' has a value of type {value.GetType()}, which is no number.", "record"),
        };
        if (double.IsInfinity(number))
            throw new ArgumentException($"Column '{column.Name}' is infinite; give a finite number, or null where it is missing.", "record");
        return column.Of(number);
    }

    private void Place<T>(int column, EncodedValue value, string? text, Span<T> features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string name = columns[column].Name;
        if (value.IsRefused)
        {
            throw new ArgumentException(
                string.IsNullOrEmpty(text)
                    ? $"Column '{name}' is missing, or has a category that the training data do not have; its encoding refuses that."
                    : $"Column '{name}' has the value '{SavedObject.Shown(text)}', which the training data do not have, and its encoding refuses others.",
                "record");
        }

        Write(value, features[starts[column]..]);
        if (value.Feature >= 0 && !T.IsFinite(features[starts[column] + value.Feature]))
            throw new ArgumentException($"Column '{name}' has a number that is too large for {typeof(T)}.", "record");
    }

    private Span<T> Cleared<T>(Span<T> features)
    {
        if (features.Length < FeatureCount)
            throw new ArgumentException($"'features' has length {features.Length}; {FeatureCount} features need room.", nameof(features));
        features = features[..FeatureCount];
        features.Clear();
        return features;
    }
}
