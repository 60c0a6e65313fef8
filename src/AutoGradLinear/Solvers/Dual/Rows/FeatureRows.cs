using AutoGradLinear.Data;

namespace AutoGradLinear.Solvers;

/// <summary>Work on rows whose kind of storage is not known before; it is compiled for each kind.</summary>
internal interface IRowsAction
{
    void Run<TRows>(TRows rows)
        where TRows : IFeatureRows, allows ref struct;
}

/// <summary>Gives work the rows of a matrix.</summary>
internal static class FeatureRows
{
    /// <typeparam name="T">The type of the loss: bytes are scaled in it.</typeparam>
    /// <typeparam name="TAction">The work.</typeparam>
    public static void Visit<T, TAction>(FeatureMatrix features, ref TAction action)
        where TAction : IRowsAction, allows ref struct
    {
        switch (features)
        {
            case SparseFeatures sparse when sparse.TryGetSparseRows(0, sparse.Rows, out SparseRows<float> singles):
                action.Run(new SparseFeatureRows<float>(singles, sparse.Columns));
                break;
            case SparseFeatures sparse when sparse.TryGetSparseRows(0, sparse.Rows, out SparseRows<double> doubles):
                action.Run(new SparseFeatureRows<double>(doubles, sparse.Columns));
                break;
            case DenseMatrix { Storage: FeatureStorage.Double } dense:
                action.Run(new DenseFeatureRows<double>(dense));
                break;
            case DenseMatrix { Storage: FeatureStorage.Byte } dense when typeof(T) == typeof(double):
                action.Run(new DenseFeatureRows<double>(dense));
                break;
            case DenseMatrix dense:
                action.Run(new DenseFeatureRows<float>(dense));
                break;
            case { Mapped.Blocks.Path: string path }:
                throw new NotSupportedException(
                    $"Dual coordinate ascent visits sparse examples in a random order, for which they have to be in memory, and these are mapped from '{path}'. Use '{nameof(Solver.Lbfgs)}' or '{nameof(Solver.Sgd)}'.");
            default:
                throw new NotSupportedException(
                    $"Features of type {features.GetType().Name} cannot be read row by row; make the dataset dense or sparse.");
        }
    }
}
