using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Benchmarks.Solving;

/// <summary>
/// LIBLINEAR's own library in this process, with the data in its own form, so that only its training is timed: R.-E. Fan et al., JMLR 9
/// (2008). Debian has it as <c>liblinear4</c>; where it is not installed there is nothing to compare with.
/// </summary>
internal static unsafe partial class Liblinear
{
    private const string Library = "liblinear.so.4";

    private static readonly Lazy<bool> IsInstalled = new(Find);

    /// <summary>Whether the library is there, with the layouts that are declared here.</summary>
    public static bool IsThere => IsInstalled.Value;

    /// <summary>Trains with a penalised bias (<c>-B 1</c>).</summary>
    /// <param name="problem">The examples.</param>
    /// <param name="solver">The number after <c>-s</c>.</param>
    /// <param name="c">The factor C of the losses.</param>
    /// <param name="tolerance">The number after <c>-e</c>.</param>
    /// <returns>
    /// Seconds, and the parameters as <see cref="Objectives.LinearLayout"/> has them; a positive score stands for class 1 of two.
    /// </returns>
    public static (double Seconds, double[] Parameters) Train(LiblinearProblem problem, int solver, double c, double tolerance)
    {
        var parameter = new Parameter { SolverType = solver, Epsilon = tolerance, C = c, P = 0.1 };
        Problem view = problem.View;
        long start = Stopwatch.GetTimestamp();
        Model* model = Train(&view, &parameter);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] parameters = Parameters(*model);
        Destroy(&model);
        return (seconds, parameters);
    }

    /// <summary>
    /// The weights class by class, then the biases; the library has them feature by feature, and its classes in the order in which they came.
    /// </summary>
    private static double[] Parameters(in Model model)
    {
        int scores = model.ClassCount == 2 && model.Parameter.SolverType != LiblinearSolver.CrammerSinger ? 1 : model.ClassCount;
        double[] parameters = new double[scores * (model.FeatureCount + 1)];
        for (int k = 0; k < scores; k++)
        {
            int score = scores == 1 ? 0 : model.Labels[k];
            double sign = scores == 1 && model.Labels[0] == 0 ? -1.0 : 1.0;
            for (int j = 0; j < model.FeatureCount; j++)
                parameters[(score * model.FeatureCount) + j] = sign * model.Weights[((long)j * scores) + k];
            parameters[(scores * model.FeatureCount) + score] = sign * model.Weights[((long)model.FeatureCount * scores) + k];
        }

        return parameters;
    }

    /// <summary>From version 2.40 on the structures have more fields.</summary>
    private static bool Find()
    {
        if (!NativeLibrary.TryLoad(Library, out nint library))
            return false;
        int version = *(int*)NativeLibrary.GetExport(library, "liblinear_version");
        if (version is < 220 or >= 240)
            return false;
        SetPrint(&Silent);
        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Silent(byte* text)
    {
    }

    [LibraryImport(Library, EntryPoint = "train")]
    private static partial Model* Train(Problem* problem, Parameter* parameter);

    [LibraryImport(Library, EntryPoint = "free_and_destroy_model")]
    private static partial void Destroy(Model** model);

    [LibraryImport(Library, EntryPoint = "set_print_string_function")]
    private static partial void SetPrint(delegate* unmanaged[Cdecl]<byte*, void> print);

    /// <summary>A stored value; index 0 would be none, −1 ends a row.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct FeatureNode
    {
        public int Index;
        public double Value;
    }

    /// <summary>The examples: l rows of n features, the bias counted.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Problem
    {
        public int Rows;
        public int Features;
        public double* Labels;
        public FeatureNode** Nodes;
        public double Bias;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Parameter
    {
        public int SolverType;
        public double Epsilon;
        public double C;
        public int WeightCount;
        public int* WeightLabels;
        public double* Weights;
        public double P;
        public double* InitialSolution;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Model
    {
        public Parameter Parameter;
        public int ClassCount;
        public int FeatureCount;
        public double* Weights;
        public int* Labels;
        public double Bias;
    }
}
