namespace AutoGradLinear.Benchmarks.Solving;

/// <summary>Numbers after LIBLINEAR's <c>-s</c>.</summary>
internal static class LiblinearSolver
{
    public const int Logistic = 0;
    public const int SquaredHingeDual = 1;
    public const int SquaredHinge = 2;
    public const int HingeDual = 3;
    public const int CrammerSinger = 4;
    public const int LogisticDual = 7;
}
