using AutoGradLinear.Losses;

namespace AutoGradLinear.Benchmarks.Solving;

/// <summary>
/// Seconds until an objective on real data is within 1, 0.1 and 0.01 % of the best value that any of the solvers finds, on one thread, beside
/// LIBLINEAR where it is installed and has the same objective. Its weights are judged by our objective.
/// </summary>
/// <param name="names">Names of data sets, or of one objective each, such as <c>mnist:hinge</c>; none for all.</param>
internal sealed class SolveSpeed(string[] names)
{
    /// <summary>λ of all objectives: 1e-4 / 2, so that LIBLINEAR's C is 1e4 / n.</summary>
    private const float Strength = 0.5e-4f;

    /// <param name="args">The folder with the data, then names.</param>
    /// <returns>0, or 2 where the folder is missing.</returns>
    public static int Run(string[] args)
    {
        if (args is not [string folder, .. string[] names] || !Directory.Exists(folder))
        {
            Console.Error.WriteLine("Give the folder of the data: it holds mnist, libsvm and 20newsgroups.");
            return 2;
        }

        if (!Liblinear.IsThere)
            Console.Error.WriteLine("There is no liblinear.so.4 of version 2.2 or 2.3: its rows are left out.");
        Console.WriteLine("| data | objective | solver | storage | 1 % | 0.1 % | 0.01 % | steps | from the best | best value found |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        new SolveSpeed(names).RunAll(folder);
        return 0;
    }

    private void RunAll(string folder)
    {
        if (IsWanted("a9a"))
            RunBinary("a9a", SvmlightFile.Read(Path.Combine(folder, "libsvm", "a9a.gz")));
        if (IsWanted("20newsgroups"))
        {
            ClassificationDataset raw = SvmlightFile.Read(Path.Combine(folder, "20newsgroups", "20news-bydate.train.svm.gz"));
            RunManyClasses("20newsgroups", ("sparse", Preparation.Fit(raw, PreparationStep.TfIdf(), PreparationStep.UnitRows()).Apply(raw)));
        }

        if (IsWanted("mnist"))
            RunManyClasses("mnist", Mnist(Path.Combine(folder, "mnist")));
    }

    private bool IsWanted(string data) => names.Length == 0 || names.Any(name => name.Split(':')[0] == data);

    private void RunBinary(string data, ClassificationDataset examples)
    {
        var logistic = new BinaryTarget<float, Logistic<float>>(new Logistic<float>(), 1);
        var squaredHinge = new BinaryTarget<float, BinarySquaredHinge<float>>(new BinarySquaredHinge<float>(1f), 1);
        var hinge = new BinaryTarget<float, BinaryHinge<float>>(new BinaryHinge<float>(1f), 1);
        Penalised(data, "logistic", logistic, [("sparse", examples)], LiblinearSolver.Logistic, LiblinearSolver.LogisticDual);
        Penalised(data, "squared hinge", squaredHinge, [("sparse", examples)], LiblinearSolver.SquaredHinge, LiblinearSolver.SquaredHingeDual);
        Penalised(data, "hinge", hinge, [("sparse", examples)], LiblinearSolver.HingeDual);
    }

    private void RunManyClasses(string data, params (string Name, ClassificationDataset Data)[] storages)
    {
        var softmax = new Contest<SoftmaxCrossEntropy<float>>(data, "softmax", default, Strength, Bias.Free);
        var logistic = new OneVsRest<Logistic<float>>(new Logistic<float>());
        var squaredHinge = new OneVsRest<BinarySquaredHinge<float>>(new BinarySquaredHinge<float>(1f));
        var hinge = new OneVsRest<BinaryHinge<float>>(new BinaryHinge<float>(1f));
        Run(softmax, storages);
        Penalised(data, "logistic", logistic, storages[..1], LiblinearSolver.Logistic, LiblinearSolver.LogisticDual);
        Penalised(data, "squared hinge", squaredHinge, storages[..1], LiblinearSolver.SquaredHinge, LiblinearSolver.SquaredHingeDual);
        Penalised(data, "hinge", hinge, storages, LiblinearSolver.HingeDual);
        Penalised(data, "Crammer-Singer", new CrammerSinger<float>(1f), storages, LiblinearSolver.CrammerSinger);
    }

    /// <summary>Runs an objective of LIBLINEAR's, whose bias is penalised.</summary>
    private void Penalised<TLoss>(string data, string loss, TLoss value, (string, ClassificationDataset)[] storages, params int[] solvers)
        where TLoss : struct, ILoss<float, int> =>
        Run(new Contest<TLoss>(data, loss, value, Strength, Bias.Penalised, solvers), storages);

    private void Run<TLoss>(Contest<TLoss> contest, params (string, ClassificationDataset)[] storages)
        where TLoss : struct, ILoss<float, int>
    {
        if (names.Length == 0 || names.Contains(contest.Data) || names.Contains($"{contest.Data}:{contest.LossName}"))
            contest.Run(storages);
    }

    private static (string, ClassificationDataset)[] Mnist(string folder)
    {
        ClassificationDataset bytes = IdxFile.ReadImages(
            Path.Combine(folder, "train-images-idx3-ubyte.gz"), Path.Combine(folder, "train-labels-idx1-ubyte.gz")).ScaledBy(1.0 / 255.0);
        float[] values = new float[bytes.Count * bytes.FeatureCount];
        bytes.CopyRows<float>(0, bytes.Count, values);
        ClassificationDataset floats = ClassificationDataset.FromRows(
            values, bytes.FeatureCount, bytes.Labels.ToArray(), Enumerable.Range(0, bytes.ClassCount).ToArray());
        return [("bytes", bytes), ("float", floats), ("sparse", bytes.ToSparse())];
    }
}
