namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>Calls of functions in C that take a length, rows and a number; null where there is no compiler.</summary>
internal static unsafe class NativeCall
{
    /// <summary><c>void function(length, parameter, input, output)</c>, where the output has the length that is asked for.</summary>
    public static Call? Of(string name, double[] input, nint parameter, int outputLength)
    {
        if (!NativeObjectives.AreThere)
            return null;
        double[] output = new double[outputLength];
        var function = (delegate* unmanaged<nint, nint, double*, double*, void>)NativeObjectives.Function(name);
        return new Call(output, () =>
        {
            fixed (double* from = input, to = output)
                function(input.Length, parameter, from, to);
        });
    }
}
