namespace AutoGradLinear.Data;

/// <summary>What the index of a cache says of a block.</summary>
/// <param name="Offset">Where the block begins in the file; whole pages.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Stored">The number of values that are stored.</param>
/// <param name="HasWeights">Whether there are weights; without, every row of the block weighs 1.</param>
/// <param name="FeatureChecksum">The checksum of the features.</param>
/// <param name="LabelChecksum">The checksum of labels and weights.</param>
internal readonly record struct BlockEntry(long Offset, int Rows, int Stored, bool HasWeights, uint FeatureChecksum, uint LabelChecksum)
{
    /// <summary>The bytes of an entry in the index.</summary>
    public const int Size = sizeof(long) + sizeof(int) + sizeof(int) + sizeof(byte) + sizeof(uint) + sizeof(uint);

    public static BlockEntry Read(BinaryReader reader) =>
        new(reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean(), reader.ReadUInt32(), reader.ReadUInt32());

    public void Write(BinaryWriter writer)
    {
        writer.Write(Offset);
        writer.Write(Rows);
        writer.Write(Stored);
        writer.Write(HasWeights);
        writer.Write(FeatureChecksum);
        writer.Write(LabelChecksum);
    }
}
