using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>
/// Prints the calls of external functions and of their pullbacks, which are told apart by the form in the name of what is called; see
/// <see cref="CallNames"/>. Accumulators stand in the order of the arguments: shadows for arrays, and by reference variables that start as
/// 0 for numbers.
/// </summary>
internal static class ExternalCallWriter
{
    /// <param name="declared">The variables that have been declared; results that have not are declared by the call.</param>
    public static IEnumerable<string> Write(Call call, ExternalFunction external, HashSet<Variable> declared)
    {
        (_, string form, string pattern) = CallNames.Split(call.Function);
        return form switch
        {
            "Reverse" or "Combined" => WritePullback(call, external.Pullback!, form == "Combined", pattern, declared),
            "Product" => [WriteProduct(call, external.Pullback!, pattern, declared)],
            _ when call.Results.Count == 1 => [$"{Target(call.Results[0], declared)} = {external.Text}({Text(call.Arguments)});"],
            _ => [$"({string.Join(", ", call.Results.Select(result => Target(result, declared)))}) = {external.Text}({Text(call.Arguments)});"],
        };
    }

    private static IEnumerable<string> WritePullback(Call call, ExternalPullback pullback, bool isCombined, string pattern, HashSet<Variable> declared)
    {
        int inputs = pattern.Length + (pullback.TakesResult ? 2 : 1);
        List<Variable> numbers = [.. call.Results.Skip(isCombined ? 1 : 0)];
        foreach (Variable number in numbers)
            yield return $"{Target(number, declared)} = {ExpressionWriter.Write(new RealLiteral(0, number.Type))};";
        IEnumerable<string> accumulators = Companions(call, pattern, call.Arguments.Skip(inputs), numbers.Select(number => "ref " + Names.Escape(number.Name)));
        string value = isCombined ? Target(call.Results[0], declared) + " = " : "";
        yield return $"{value}{pullback.Text}({string.Join(", ", call.Arguments.Take(inputs).Select(ExpressionWriter.Write).Concat(accumulators))});";
    }

    /// <summary>Directions stand behind the inputs; products that are numbers leave through <c>out</c> parameters.</summary>
    private static string WriteProduct(Call call, ExternalPullback pullback, string pattern, HashSet<Variable> declared)
    {
        int inputs = pattern.Length + pattern.Count(mark => mark == 'a');
        IEnumerable<string> products = Companions(call, pattern, call.Arguments.Skip(inputs), call.Results.Select(number => "out " + Target(number, declared)));
        return $"{pullback.HessianVectorProduct}({string.Join(", ", call.Arguments.Take(inputs).Select(ExpressionWriter.Write).Concat(products))});";
    }

    /// <summary>What goes with the differentiated arguments, in their order.</summary>
    private static IEnumerable<string> Companions(Call call, string pattern, IEnumerable<Expression> rows, IEnumerable<string> numbers)
    {
        (var nextRow, var nextNumber) = (new Queue<Expression>(rows), new Queue<string>(numbers));
        return Enumerable.Range(0, pattern.Length).Where(i => pattern[i] == 'a')
            .Select(i => call.Arguments[i].Type is ArrayType ? ExpressionWriter.Write(nextRow.Dequeue()) : nextNumber.Dequeue());
    }

    private static string Text(IEnumerable<Expression> arguments) => string.Join(", ", arguments.Select(ExpressionWriter.Write));

    private static string Target(Variable variable, HashSet<Variable> declared)
        => declared.Add(variable) ? $"{variable.Type.CSharp} {Names.Escape(variable.Name)}" : Names.Escape(variable.Name);
}
