using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>A dense matrix in memory, row by row, in the type it came in.</summary>
/// <remarks>Only bytes have a factor other than 1, or a map: they stay bytes in memory and are scaled when they are read.</remarks>
internal sealed class DenseFeatures : DenseMatrix
{
    private readonly ReadOnlyMemory<byte> bytes;
    private readonly ReadOnlyMemory<Half> halves;
    private readonly ReadOnlyMemory<float> singles;
    private readonly ReadOnlyMemory<double> doubles;

    public DenseFeatures(ReadOnlyMemory<byte> values, int columns, double factor = 1.0)
        : this(FeatureStorage.Byte, values.Length, columns, factor) => bytes = values;

    public DenseFeatures(ReadOnlyMemory<byte> values, int columns, ColumnMap map)
        : this(FeatureStorage.Byte, values.Length, columns, map: map) => bytes = values;

    public DenseFeatures(ReadOnlyMemory<Half> values, int columns)
        : this(FeatureStorage.Half, values.Length, columns) => halves = values;

    public DenseFeatures(ReadOnlyMemory<float> values, int columns)
        : this(FeatureStorage.Single, values.Length, columns) => singles = values;

    public DenseFeatures(ReadOnlyMemory<double> values, int columns)
        : this(FeatureStorage.Double, values.Length, columns) => doubles = values;

    private DenseFeatures(FeatureStorage storage, int length, int columns, double factor = 1.0, ColumnMap? map = null)
        : base(storage, length / columns, columns, factor, map)
    {
    }

    /// <summary>The bytes as they are stored; empty where the features are no bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    public override bool TryGetRows<T>(int first, int count, out ReadOnlySpan<T> rows)
    {
        if (typeof(T) == typeof(float) && Storage == FeatureStorage.Single)
        {
            rows = MemoryMarshal.Cast<float, T>(singles.Span.Slice(first * Columns, count * Columns));
            return true;
        }

        if (typeof(T) == typeof(double) && Storage == FeatureStorage.Double)
        {
            rows = MemoryMarshal.Cast<double, T>(doubles.Span.Slice(first * Columns, count * Columns));
            return true;
        }

        if (typeof(T) == typeof(Half) && Storage == FeatureStorage.Half)
        {
            rows = MemoryMarshal.Cast<Half, T>(halves.Span.Slice(first * Columns, count * Columns));
            return true;
        }

        if (typeof(T) == typeof(byte) && Storage == FeatureStorage.Byte)
        {
            rows = MemoryMarshal.Cast<byte, T>(bytes.Span.Slice(first * Columns, count * Columns));
            return true;
        }

        rows = default;
        return false;
    }

    public override bool IsScaledWhenRead => Storage == FeatureStorage.Byte;

    public override DenseFeatures WithMap(ColumnMap map) => new(bytes, Columns, map);

    public override void CopyBytes(int first, int count, Span<byte> destination) => bytes.Span.Slice(first * Columns, count * Columns).CopyTo(destination);

    public override void CopyStored<T>(int first, int count, Span<T> destination)
    {
        int start = first * Columns;
        int length = count * Columns;
        destination = destination[..length];
        switch (Storage)
        {
            case FeatureStorage.Byte:
                ByteConversion.Convert(bytes.Span.Slice(start, length), destination);
                break;
            case FeatureStorage.Half:
                Convert(halves.Span.Slice(start, length), destination);
                break;
            case FeatureStorage.Single:
                Convert(singles.Span.Slice(start, length), destination);
                break;
            default:
                Convert(doubles.Span.Slice(start, length), destination);
                break;
        }
    }

    public override DenseFeatures Gather(ReadOnlySpan<int> rows) => Storage switch
    {
        FeatureStorage.Byte when Map is not null => new DenseFeatures(Gather(bytes.Span, rows), Columns, Map),
        FeatureStorage.Byte => new DenseFeatures(Gather(bytes.Span, rows), Columns, Factor),
        FeatureStorage.Half => new DenseFeatures(Gather(halves.Span, rows), Columns),
        FeatureStorage.Single => new DenseFeatures(Gather(singles.Span, rows), Columns),
        _ => new DenseFeatures(Gather(doubles.Span, rows), Columns),
    };

    /// <remarks>Lazily for bytes, into new storage for reals.</remarks>
    public override DenseFeatures ScaledBy(double factor)
    {
        switch (Storage)
        {
            case FeatureStorage.Byte when Map is null && IsUsable(Factor * factor):
                return new DenseFeatures(bytes, Columns, Factor * factor);
            case FeatureStorage.Byte when Map?.Then(ColumnMap.Uniform(Columns, factor)) is ColumnMap map && map.IsFinite(byte.MaxValue):
                return new DenseFeatures(bytes, Columns, map);
            case FeatureStorage.Double:
                double[] scaled = LargeArray.Allocate<double>(doubles.Length);
                TensorPrimitives.Multiply(doubles.Span, factor, scaled);
                return new DenseFeatures(scaled, Columns);
            default:
                float[] values = LargeArray.Allocate<float>(Rows * Columns);
                CopyRows<float>(0, Rows, values);
                TensorPrimitives.Multiply(values, (float)factor, values);
                return new DenseFeatures(values, Columns);
        }
    }

    public override (int Row, int Column, double Value)? FirstNonFinite()
    {
        int index = Storage switch
        {
            FeatureStorage.Half => IndexOfNonFinite(halves.Span),
            FeatureStorage.Single => IndexOfNonFinite(singles.Span),
            FeatureStorage.Double => IndexOfNonFinite(doubles.Span),
            _ => -1,
        };
        if (index < 0)
            return null;
        double value = Storage switch
        {
            FeatureStorage.Half => (double)halves.Span[index],
            FeatureStorage.Single => singles.Span[index],
            _ => doubles.Span[index],
        };
        return (index / Columns, index % Columns, value);
    }

    public override void AddTo(ref Checksum32 checksum)
    {
        checksum.Add(bytes.Span);
        checksum.Add(halves.Span);
        checksum.Add(singles.Span);
        checksum.Add(doubles.Span);
        checksum.Add([Factor]);
        if (Map is null)
            return;
        checksum.Add(Map.Offsets);
        checksum.Add(Map.Factors);
    }

    internal static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> destination)
        where TFrom : unmanaged, IFloatingPointIeee754<TFrom>
        where TTo : unmanaged, IFloatingPointIeee754<TTo>
    {
        if (typeof(TFrom) == typeof(TTo))
            MemoryMarshal.Cast<TFrom, TTo>(source).CopyTo(destination);
        else
            TensorPrimitives.ConvertTruncating(source, destination);
    }

    private T[] Gather<T>(ReadOnlySpan<T> source, ReadOnlySpan<int> rows)
        where T : unmanaged
    {
        T[] result = LargeArray.Allocate<T>(checked(rows.Length * Columns));
        for (int i = 0; i < rows.Length; i++)
            source.Slice(rows[i] * Columns, Columns).CopyTo(result.AsSpan(i * Columns));
        return result;
    }
}
