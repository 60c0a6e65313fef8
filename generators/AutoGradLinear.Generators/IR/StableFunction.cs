namespace AutoGradLinear.Generators.IR;

/// <summary>
/// The functions of the runtime's <c>StableMath</c>, with which stable forms are written. Their names in the derivative table carry a prefix, so that none is taken for a
/// function of the source: .NET's <c>ExpM1</c> is another one.
/// </summary>
internal static class StableFunction
{
    private const string Prefix = "Stable";

    /// <summary>ln(1 + x).</summary>
    public const string Log1P = Prefix + "Log1P";

    /// <summary>eˣ − 1.</summary>
    public const string ExpM1 = Prefix + "ExpM1";

    /// <summary>ln(1 − eˣ).</summary>
    public const string Log1MExp = Prefix + "Log1MExp";

    /// <summary>ln(eˣ − 1).</summary>
    public const string LogExpM1 = Prefix + "LogExpM1";

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ).</summary>
    public const string Sigmoid = Prefix + "Sigmoid";

    /// <summary>ln(1 + eˣ).</summary>
    public const string Softplus = Prefix + "Softplus";

    /// <summary>ln σ(x).</summary>
    public const string LogSigmoid = Prefix + "LogSigmoid";

    /// <summary>ln(eˣ − eʸ).</summary>
    public const string LogSubExp = Prefix + "LogSubExp";

    /// <summary>ln(eˣ + eʸ).</summary>
    public const string LogAddExp = Prefix + "LogAddExp";

    /// <summary>ln cosh x.</summary>
    public const string LogCosh = Prefix + "LogCosh";

    /// <summary>x ln x.</summary>
    public const string XLogX = Prefix + "XLogX";

    /// <summary>ln x − ln y.</summary>
    public const string LogRatio = Prefix + "LogRatio";

    /// <summary>√(1 + x) − 1.</summary>
    public const string Sqrt1PM1 = Prefix + "Sqrt1PM1";

    /// <summary>√(1 + x²) − 1, by <see cref="Sqrt1PM1"/> of the square.</summary>
    public const string RootOfSquareLessOne = "RootOfSquareLessOne";

    /// <summary>ln S and 1 / S of a sum that is 0 only where no term contributes to it: derivatives through it are 0 there.</summary>
    public const string LogOfSum = "LogOfSum";

    /// <inheritdoc cref="LogOfSum"/>
    public const string InverseOfSum = "InverseOfSum";

    /// <summary>The functions of one argument and of two that the source may call, too.</summary>
    public static IEnumerable<(string Name, int Arity)> Callable =>
    [
        .. new[] { Log1P, ExpM1, Log1MExp, LogExpM1, Sigmoid, Softplus, LogSigmoid, LogCosh, XLogX, Sqrt1PM1 }.Select(name => (name, 1)),
        .. new[] { LogAddExp, LogSubExp, LogRatio }.Select(name => (name, 2)),
    ];

    /// <summary>The function's name in <c>StableMath</c>, or null for a function that is none of them.</summary>
    public static string? RuntimeName(string function) => function.StartsWith(Prefix, StringComparison.Ordinal) ? function.Substring(Prefix.Length) : null;
}
