using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>Writes a dataset as a pair of IDX files.</summary>
internal static class IdxWriter
{
    public static void Write(string imagesPath, string labelsPath, ClassificationDataset dataset, int[] shape, WritingSteps steps)
    {
        RequireShape(shape, dataset.FeatureCount);
        byte[] labels = LabelValues(dataset);
        if (dataset.HasWeights)
        {
            throw new ArgumentException(
                "IDX files have no place for example weights; take them away with WithWeights(null).", nameof(dataset));
        }

        DataFileWriter.Write(labelsPath, stream =>
        {
            WriteHeader(stream, IdxElement.UnsignedByte, [dataset.Count]);
            stream.Write(labels);
        });
        DataFileWriter.Write(imagesPath, stream => WriteItems(stream, dataset, [dataset.Count, .. shape], steps));
    }

    private static void RequireShape(int[] shape, int featureCount)
    {
        long product = 1;
        foreach (int size in shape)
            product = size > 0 && product <= featureCount ? product * size : 0;
        if (shape.Length > 3 || product != featureCount)
        {
            throw new ArgumentException(
                $"The shape {string.Join(" × ", shape)} does not fit {featureCount} features; give 1 to 3 sizes whose product is that.",
                nameof(shape));
        }
    }

    private static byte[] LabelValues(ClassificationDataset dataset)
    {
        if (dataset.ClassCount > 256)
        {
            throw new ArgumentException(
                $"There are {dataset.ClassCount} classes; labels are written as bytes, so at most 256 are possible.", nameof(dataset));
        }

        byte[] values = new byte[dataset.ClassCount];
        bool areValues = true;
        for (int c = 0; c < values.Length; c++)
        {
            string name = dataset.Classes[c];
            areValues &= byte.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out values[c])
                && values[c].ToString(CultureInfo.InvariantCulture) == name;
        }

        byte[] labels = new byte[dataset.Count];
        for (int row = 0; row < labels.Length; row++)
            labels[row] = areValues ? values[dataset.Labels[row]] : (byte)dataset.Labels[row];
        return labels;
    }

    private static void WriteHeader(Stream stream, IdxElement element, int[] dimensions)
    {
        byte[] header = new byte[4 + (4 * dimensions.Length)];
        header[2] = (byte)element;
        header[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), dimensions[i]);
        stream.Write(header);
    }

    private static void WriteItems(Stream stream, ClassificationDataset dataset, int[] dimensions, WritingSteps steps)
    {
        if (dataset.Features is DenseFeatures { Storage: FeatureStorage.Byte, Factor: 1.0, Map: null } dense)
        {
            WriteHeader(stream, IdxElement.UnsignedByte, dimensions);
            for (int row = 0; row < dataset.Count; row++)
            {
                steps.Begin(row);
                stream.Write(dense.RowBytes(row));
            }
        }
        else if (dataset.Storage == FeatureStorage.Double)
        {
            WriteHeader(stream, IdxElement.Double, dimensions);
            double[] values = new double[dataset.FeatureCount];
            Span<long> bits = MemoryMarshal.Cast<double, long>(values.AsSpan());
            for (int row = 0; row < dataset.Count; row++)
            {
                steps.Begin(row);
                dataset.CopyRow<double>(row, values);
                BinaryPrimitives.ReverseEndianness(bits, bits);
                stream.Write(MemoryMarshal.AsBytes(bits));
            }
        }
        else
        {
            WriteHeader(stream, IdxElement.Single, dimensions);
            float[] values = new float[dataset.FeatureCount];
            Span<int> bits = MemoryMarshal.Cast<float, int>(values.AsSpan());
            for (int row = 0; row < dataset.Count; row++)
            {
                steps.Begin(row);
                dataset.CopyRow<float>(row, values);
                BinaryPrimitives.ReverseEndianness(bits, bits);
                stream.Write(MemoryMarshal.AsBytes(bits));
            }
        }

        steps.End();
    }
}
