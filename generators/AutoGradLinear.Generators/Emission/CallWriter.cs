using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Prints the functions that stay functions, and their calls. They are private methods beside the generated members, and named after the annotated method.</summary>
/// <param name="method">What is unique to the annotated method among those of its type.</param>
/// <param name="typeArguments"><c>&lt;T&gt;</c>, or empty: helpers are as generic as the method.</param>
/// <param name="helpers">The functions of which there are forms, for all members of the method.</param>
internal sealed class CallWriter(string method, string typeArguments, Frames frames, EquatableArray<string> helpers)
{
    public static readonly CallWriter None = new("", "", Frames.None, []);

    public Frames Frames => frames;

    public static string TapeOf(IrType type) => $"global::AutoGradLinear.Numerics.Tape<{type.CSharp}>";

    /// <summary>The call as a statement. The first result is what the method returns, others leave through <c>out</c> parameters.</summary>
    /// <param name="declared">The variables that have been declared; results that have not are declared by the call.</param>
    public string Write(Call call, HashSet<Variable> declared)
    {
        string Target(Variable variable) => declared.Add(variable) ? $"{variable.Type.CSharp} {Names.Escape(variable.Name)}" : Names.Escape(variable.Name);
        string result = call.Results.IsEmpty ? "" : Target(call.Results[0]) + " = ";
        IEnumerable<string> arguments = call.Arguments.Select(ExpressionWriter.Write)
            .Concat(call.Results.Skip(1).Select(variable => "out " + Target(variable)))
            .Concat(frames.ParametersOf(call.Function).Select(tape => "ref " + tape.Name));
        return $"{result}{NameOf(call.Function)}{typeArguments}({string.Join(", ", arguments)});";
    }

    /// <summary>The declaration of a function, without modifiers.</summary>
    public string Signature(Function function)
    {
        string type = function.Results.IsEmpty ? "void" : function.Results[0].Type.CSharp;
        IEnumerable<string> parameters = function.Parameters.Select(parameter => $"{Scope(parameter.Variable.Type)}{parameter.Variable.Type.CSharp} {Names.Escape(parameter.Variable.Name)}")
            .Concat(function.Results.Skip(1).Select(result => $"out {result.Type.CSharp} {Names.Escape(result.Name)}"))
            .Concat(frames.ParametersOf(function.Name).Select(tape => $"ref {TapeOf(tape.Type)} {tape.Name}"));
        return $"{type} {NameOf(function.Name)}{typeArguments}({string.Join(", ", parameters)})";
    }

    /// <summary>Tapes never hold spans: what is passed may be on the caller's stack.</summary>
    private static string Scope(IrType type) => type is ArrayType { Kind: not ArrayKind.Array } ? "scoped " : "";

    /// <summary>The annotated method's name, the helper's with a number where helpers share a name, and the form's.</summary>
    private string NameOf(string function)
    {
        (string source, string form, string pattern) = CallNames.Split(function);
        string plain = Plain(source);
        List<string> sharing = [.. helpers.Where(name => Plain(name) == plain)];
        string number = sharing.Count < 2 ? "" : (sharing.IndexOf(source) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"{method}_{plain}{number}{(form.Length == 0 ? "" : $"_{form}_{pattern}")}";
    }

    /// <summary>The member's name in a documentation id, as an identifier.</summary>
    private static string Plain(string documentationId)
    {
        int end = documentationId.IndexOfAny(['(', '{', '`']);
        string path = end < 0 ? documentationId : documentationId.Substring(0, end);
        string name = path.Substring(path.LastIndexOf('.') + 1);
        return string.Concat(name.Where(character => char.IsLetterOrDigit(character) || character == '_'));
    }
}
