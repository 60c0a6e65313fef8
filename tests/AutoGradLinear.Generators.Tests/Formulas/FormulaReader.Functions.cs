namespace AutoGradLinear.Generators.Tests;

/// <summary>Functions by the names that formulas give them.</summary>
internal sealed partial class FormulaReader
{
    private Value Call(string name)
    {
        if (name == "softmax")
        {
            _isInSoftmax = true;
            Value exponent = Sum();
            _isInSoftmax = false;
            Expect(")");
            Value at = Index(_wholeRows.First()) ?? throw Problem();
            return names =>
            {
                int length = _wholeRows.Select(row => names[row]).OfType<double[]>().First().Length;
                double Exponential(double j) => Math.Exp(exponent(new Dictionary<string, object>(names) { ["softmax"] = j }));
                return Exponential(at(names)) / Enumerable.Range(0, length).Sum(j => Exponential(j));
            };
        }

        var arguments = new List<Value>();
        do
            arguments.Add(Pieces());
        while (Takes(","));
        Expect(")");
        return names => Apply(name, [.. arguments.Select(argument => argument(names))]);
    }

    private static double Apply(string name, double[] x) => name switch
    {
        "exp" => Math.Exp(x[0]),
        "ln" => Math.Log(x[0]),
        "σ" => 1 / (1 + Math.Exp(-x[0])),
        "abs" => Math.Abs(x[0]),
        "sign" => Math.Sign(x[0]),
        "max" => Math.Max(x[0], x[1]),
        "min" => Math.Min(x[0], x[1]),
        "clamp" => Math.Max(x[1], Math.Min(x[0], x[2])),
        _ => (double)Functions.Apply(name switch
        {
            "ceil" => "Ceiling",
            "trunc" => "Truncate",
            _ => char.ToUpperInvariant(name[0]) + name[1..],
        }, [.. x.Cast<object>()]),
    };
}
