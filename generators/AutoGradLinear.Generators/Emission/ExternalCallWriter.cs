using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>
/// Prints the calls of external functions and of their pullbacks, which are told apart by the form in the name of what is called; see <see cref="CallNames"/>.
/// Accumulators stand in the order of the arguments: shadows for arrays, and by reference variables that start as 0 for numbers.
/// </summary>
internal static class ExternalCallWriter
{
    /// <param name="declared">The variables that have been declared; results that have not are declared by the call.</param>
    public static IEnumerable<string> Write(Call call, ExternalFunction external, HashSet<Variable> declared)
    {
        (_, string form, string pattern) = CallNames.Split(call.Function);
        if (form is not ("Reverse" or "Combined"))
        {
            yield return call.Results.Count == 1
                ? $"{Target(call.Results[0], declared)} = {external.Text}({Text(call.Arguments)});"
                : $"({string.Join(", ", call.Results.Select(result => Target(result, declared)))}) = {external.Text}({Text(call.Arguments)});";
            yield break;
        }

        ExternalPullback pullback = external.Pullback!;
        var numbers = new Queue<Variable>(form == "Combined" ? call.Results.Skip(1) : call.Results);
        foreach (Variable number in numbers)
            yield return $"{Target(number, declared)} = {ExpressionWriter.Write(new RealLiteral(0, number.Type))};";
        int inputs = pattern.Length + (pullback.TakesResult ? 2 : 1);
        var shadows = new Queue<Expression>(call.Arguments.Skip(inputs));
        IEnumerable<string> accumulators = Enumerable.Range(0, pattern.Length).Where(i => pattern[i] == 'a')
            .Select(i => call.Arguments[i].Type is ArrayType ? ExpressionWriter.Write(shadows.Dequeue()) : "ref " + Names.Escape(numbers.Dequeue().Name));
        string value = form == "Combined" ? Target(call.Results[0], declared) + " = " : "";
        yield return $"{value}{pullback.Text}({string.Join(", ", call.Arguments.Take(inputs).Select(ExpressionWriter.Write).Concat(accumulators))});";
    }

    private static string Text(IEnumerable<Expression> arguments) => string.Join(", ", arguments.Select(ExpressionWriter.Write));

    private static string Target(Variable variable, HashSet<Variable> declared)
        => declared.Add(variable) ? $"{variable.Type.CSharp} {Names.Escape(variable.Name)}" : Names.Escape(variable.Name);
}
