using GradBench.Modules;

namespace GradBench.Protocol;

/// <summary>What GradBench calls a module: an objective and its derivatives.</summary>
internal sealed record Module(string Name, IReadOnlyList<Function> Functions)
{
    private static readonly Module[] All =
    [
        HelloModule.Module,
        LogSumExpModule.Module,
        LeastSquaresModule.Module,
        OdeModule.Module,
        DeterminantModule.Module,
        GmmModule.Module,
        BundleAdjustmentModule.Module,
        LstmModule.Module,
        KMeansModule.Module,
    ];

    public static Module Named(string name) => All.FirstOrDefault(module => module.Name == name)
        ?? throw new MessageException($"There is no module '{name}', but {string.Join(", ", All.Select(module => module.Name))}.");

    public Function FunctionNamed(string name) => Functions.FirstOrDefault(function => function.Name == name)
        ?? throw new MessageException(
            $"There is no function '{name}' in the module '{Name}', but {string.Join(", ", Functions.Select(function => function.Name))}.");
}
