using System.Runtime.InteropServices;

namespace AutoGradLinear.Benchmarks.Solving;

/// <summary>A dataset in LIBLINEAR's form, with a constant feature 1 at the end of each row.</summary>
internal sealed unsafe class LiblinearProblem : IDisposable
{
    private readonly double* labels;
    private readonly Liblinear.FeatureNode* nodes;
    private readonly Liblinear.FeatureNode** rows;
    private readonly int count;
    private readonly int features;

    /// <summary>Copies what is not zero.</summary>
    public LiblinearProblem(ClassificationDataset data)
    {
        (count, features) = (data.Count, data.FeatureCount);
        labels = (double*)NativeMemory.Alloc((nuint)count, sizeof(double));
        rows = (Liblinear.FeatureNode**)NativeMemory.Alloc((nuint)count, (nuint)sizeof(nint));
        nodes = (Liblinear.FeatureNode*)NativeMemory.Alloc((nuint)(data.StoredCount + (2L * count)), (nuint)sizeof(Liblinear.FeatureNode));
        double[] row = new double[features];
        Liblinear.FeatureNode* next = nodes;
        for (int i = 0; i < count; i++)
        {
            data.CopyRows<double>(i, 1, row);
            labels[i] = data.Labels[i];
            rows[i] = next;
            for (int j = 0; j < features; j++)
            {
                if (row[j] != 0.0)
                    *next++ = new Liblinear.FeatureNode { Index = j + 1, Value = row[j] };
            }

            *next++ = new Liblinear.FeatureNode { Index = features + 1, Value = 1.0 };
            *next++ = new Liblinear.FeatureNode { Index = -1 };
        }
    }

    /// <summary>What the library reads; valid until this is disposed of.</summary>
    public Liblinear.Problem View => new() { Rows = count, Features = features + 1, Labels = labels, Nodes = rows, Bias = 1.0 };

    public void Dispose()
    {
        NativeMemory.Free(labels);
        NativeMemory.Free(rows);
        NativeMemory.Free(nodes);
    }
}
