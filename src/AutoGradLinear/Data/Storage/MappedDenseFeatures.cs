namespace AutoGradLinear.Data;

/// <summary>A dense matrix in a cache on disk, of which the blocks are mapped that are read. What is scaled is scaled when it is read.</summary>
internal sealed class MappedDenseFeatures(MappedRows rows, double factor = 1.0, ColumnMap? map = null)
    : DenseMatrix(rows.Blocks.Header.Storage, rows.Count, rows.Blocks.Header.Columns, factor, map)
{
    public override MappedRows Mapped => rows;

    public override void CopyStored<T>(int first, int count, Span<T> destination)
    {
        for (int done = 0, run; done < count; done += run)
        {
            (int block, int place, run) = rows.Run(first + done, count - done);
            using BlockLease lease = rows.Blocks.Lease(block);
            Convert(lease, place * Columns, destination.Slice(done * Columns, run * Columns));
        }
    }

    public override void CopyBytes(int first, int count, Span<byte> destination)
    {
        for (int done = 0, run; done < count; done += run)
        {
            (int block, int place, run) = rows.Run(first + done, count - done);
            using BlockLease lease = rows.Blocks.Lease(block);
            lease.Values<byte>().Slice(place * Columns, run * Columns).CopyTo(destination[(done * Columns)..]);
        }
    }

    /// <remarks>No place in memory is theirs for long: blocks are unmapped when others need the room.</remarks>
    public override bool TryGetRows<T>(int first, int count, out ReadOnlySpan<T> inMemory)
    {
        inMemory = default;
        return false;
    }

    public override MappedDenseFeatures Gather(ReadOnlySpan<int> chosen) => new(rows.Select(chosen), Factor, Map);

    public override MappedDenseFeatures ScaledBy(double scale)
    {
        if (Map is null && IsUsable(Factor * scale))
            return new MappedDenseFeatures(rows, Factor * scale);
        ColumnMap next = ColumnMap.Uniform(Columns, scale);
        ColumnMap? joined = MapOrFactor is ColumnMap own ? own.Then(next) : next;
        return joined is not null && joined.IsFinite(1.0)
            ? new MappedDenseFeatures(rows, map: joined)
            : throw new ArgumentException($"Features that are scaled by {scale}, after what they were scaled by, are 0 or infinite.", nameof(scale));
    }

    public override bool IsScaledWhenRead => true;

    public override MappedDenseFeatures WithMap(ColumnMap other) => new(rows, map: other);

    /// <remarks>Blocks are checked when they are mapped for the first time.</remarks>
    public override (int Row, int Column, double Value)? FirstNonFinite() => null;

    public override void AddTo(ref Checksum32 checksum)
    {
        rows.AddTo(ref checksum);
        checksum.Add([Factor]);
        if (Map is null)
            return;
        checksum.Add(Map.Offsets);
        checksum.Add(Map.Factors);
    }

    private void Convert<T>(BlockLease lease, int start, Span<T> destination)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        int length = destination.Length;
        switch (Storage)
        {
            case FeatureStorage.Byte:
                ByteConversion.Convert(lease.Values<byte>().Slice(start, length), destination);
                break;
            case FeatureStorage.Half:
                DenseFeatures.Convert(lease.Values<Half>().Slice(start, length), destination);
                break;
            case FeatureStorage.Single:
                DenseFeatures.Convert(lease.Values<float>().Slice(start, length), destination);
                break;
            default:
                DenseFeatures.Convert(lease.Values<double>().Slice(start, length), destination);
                break;
        }
    }
}
