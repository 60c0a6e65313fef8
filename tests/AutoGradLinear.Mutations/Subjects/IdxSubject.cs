using System.Buffers.Binary;

namespace AutoGradLinear.Mutations.Subjects;

/// <summary>Pairs of IDX files with elements of all types, plain or as gzip.</summary>
internal sealed class IdxSubject(bool isCompressed) : IMutationSubject
{
    private static readonly (byte Type, int Size)[] Elements = [(0x08, 1), (0x08, 1), (0x09, 1), (0x0B, 2), (0x0C, 4), (0x0D, 4), (0x0E, 8)];

    public string Name => isCompressed ? "idx.gz" : "idx";

    private string Images => isCompressed ? "images.gz" : "images";

    private string Labels => isCompressed ? "labels.gz" : "labels";

    public IReadOnlyList<SubjectFile> MakeValid(Random random)
    {
        int count = random.Next(2, 20);
        (byte type, int size) = Elements[random.Next(Elements.Length)];
        int[] dimensions = [count, .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(1, 6))];
        byte[] values = new byte[dimensions.Aggregate(size, (product, length) => product * length)];
        random.NextBytes(values);
        for (int i = 0; type is 0x0D or 0x0E && i < values.Length; i += size)
        {
            if (type == 0x0D)
                BinaryPrimitives.WriteSingleBigEndian(values.AsSpan(i), random.NextSingle() - 0.5f);
            else
                BinaryPrimitives.WriteDoubleBigEndian(values.AsSpan(i), random.NextDouble() - 0.5);
        }

        byte[] labels = [.. Enumerable.Range(0, count).Select(row => (byte)(row < 2 ? row : random.Next(4)))];
        return
        [
            new SubjectFile(Images, [.. Header(type, dimensions), .. values], isCompressed),
            new SubjectFile(Labels, [.. Header(8, [count]), .. labels], isCompressed),
        ];
    }

    public Action Read(string folder, DataLimits limits)
    {
        ClassificationDataset dataset = IdxFile.ReadImages(
            Path.Combine(folder, Images), Path.Combine(folder, Labels), new IdxOptions { Limits = limits });
        return () => Consistency.Check(dataset);
    }

    private static byte[] Header(byte type, int[] dimensions)
    {
        byte[] header = new byte[4 + (4 * dimensions.Length)];
        header[2] = type;
        header[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), dimensions[i]);
        return header;
    }
}
