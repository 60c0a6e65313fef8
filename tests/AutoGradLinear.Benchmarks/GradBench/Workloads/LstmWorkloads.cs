namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>GradBench's lstm: l layers and a text of c characters.</summary>
internal static unsafe class LstmWorkloads
{
    public static Objective Objective { get; } = new(
        "lstm",
        [.. from l in new[] { 2, 4 } from c in new[] { 1_024, 4_096 } select new Workload($"lstm_l{l}_c{c}", () => Prepare(l, c))]);

    private static Calls Prepare(int layers, int characters)
    {
        Lstm.Input input = Lstm.Input.Create(layers, characters);
        double[] value = new double[1];
        double[] gradient = new double[input.Size];
        double[] byHand = new double[input.Size];
        return new Calls(
            new Call(value, () => value[0] = input.Value()),
            new Call(gradient, () => input.Generated(gradient)),
            new Call(byHand, () => input.ByHand(byHand)),
            NativePrimal(input, layers, characters),
            NativeGradient(input, layers, characters));
    }

    private static Call? NativePrimal(Lstm.Input input, int layers, int characters)
    {
        if (!NativeObjectives.AreThere)
            return null;
        double[] value = new double[1];
        var function = (delegate* unmanaged<int, int, int, double*, double*, double*, double*, double>)
            NativeObjectives.Function("lstm_value");
        return new Call(value, () =>
        {
            fixed (double* main = input.Main, extra = input.Extra, state = input.State, sequence = input.Sequence)
                value[0] = function(layers, characters, input.Bits, main, extra, state, sequence);
        });
    }

    private static Call? NativeGradient(Lstm.Input input, int layers, int characters)
    {
        if (!NativeObjectives.AreThere)
            return null;
        double[] gradient = new double[input.Size];
        var function = (delegate* unmanaged<int, int, int, double*, double*, double*, double*, double*, double*, double>)
            NativeObjectives.Function("lstm_gradient");
        return new Call(gradient, () =>
        {
            fixed (double* main = input.Main, extra = input.Extra, state = input.State, sequence = input.Sequence, sink = gradient)
                function(layers, characters, input.Bits, main, extra, state, sequence, sink, sink + input.Main.Length);
        });
    }
}
