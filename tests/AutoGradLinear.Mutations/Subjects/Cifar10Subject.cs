namespace AutoGradLinear.Mutations.Subjects;

/// <summary>CIFAR-10 batches, one plain and one as gzip.</summary>
internal sealed class Cifar10Subject : IMutationSubject
{
    private const int RecordLength = Cifar10File.FeatureCount + 1;

    public string Name => "cifar10";

    public IReadOnlyList<SubjectFile> MakeValid(Random random) =>
        [new SubjectFile("1.bin", Batch(random), IsCompressed: false), new SubjectFile("2.bin", Batch(random), IsCompressed: true)];

    public Action Read(string folder, DataLimits limits)
    {
        ClassificationDataset dataset = Cifar10File.Read([Path.Combine(folder, "1.bin"), Path.Combine(folder, "2.bin")], limits);
        return () => Consistency.Check(dataset);
    }

    private static byte[] Batch(Random random)
    {
        byte[] batch = new byte[RecordLength * random.Next(1, 4)];
        for (int i = 0; i < batch.Length; i++)
            batch[i] = (byte)(i % RecordLength == 0 ? random.Next(10) : i);
        return batch;
    }
}
