namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>
/// GradBench's objectives: what a gradient by generated code costs beside the objective, beside a gradient written by hand and beside C.
/// Gradients that are not the same are a failure.
/// </summary>
internal static class GradBenchRun
{
    /// <param name="arguments">Names of objectives (none means all of them), <c>all</c> for the longest sizes too, <c>--sizes</c> for a row
    /// per size.</param>
    /// <returns>The exit code.</returns>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        bool everything = false;
        bool showsSizes = false;
        List<Objective> chosen = [];
        foreach (string argument in arguments)
        {
            if (argument == "all")
                everything = true;
            else if (argument == "--sizes")
                showsSizes = true;
            else if (Objectives.All.FirstOrDefault(objective => objective.Name == argument) is Objective objective)
                chosen.Add(objective);
            else
                return Unknown(argument);
        }

        List<string> disagreements = [];
        Table.WriteHeader();
        foreach (Objective objective in chosen.Count > 0 ? chosen : Objectives.All)
            disagreements.AddRange(Measure(objective, everything, showsSizes));
        foreach (string disagreement in disagreements)
            Console.Error.WriteLine(disagreement);
        return disagreements.Count == 0 ? 0 : 1;
    }

    private static List<string> Measure(Objective objective, bool everything, bool showsSizes)
    {
        List<string> disagreements = [];
        List<Times> measured = [];
        Times.WarmUp(objective.Workloads[0].Prepare());
        foreach (Workload workload in objective.Workloads.Where(workload => everything || !workload.IsLong))
        {
            Calls calls = workload.Prepare();
            foreach (string disagreement in Agreement.Disagreements(calls, objective.Tolerance))
                disagreements.Add($"{objective.Name}, {workload.Name}: {disagreement}.");
            measured.Add(Times.Of(calls));
            if (showsSizes)
                Table.WriteSize(workload.Name, measured[^1]);
        }

        Table.Write(objective.Name, measured);
        return disagreements;
    }

    private static int Unknown(string name)
    {
        Console.Error.WriteLine($"'{name}' is not an objective: {string.Join(", ", Objectives.All.Select(objective => objective.Name))}.");
        return 2;
    }
}
