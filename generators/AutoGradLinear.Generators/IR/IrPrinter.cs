using System.Globalization;
using System.Text;

namespace AutoGradLinear.Generators.IR;

/// <summary>Prints IR as text for tests and for the verifier's messages. Generated C# is the business of the Emission room.</summary>
internal static class IrPrinter
{
    public static string Print(Function function)
    {
        var text = new StringBuilder();
        IEnumerable<string> parameters = function.Parameters.Select(p => $"{RoleText(p)}{p.Variable.Type} {p.Variable}");
        IEnumerable<string> results = function.Results.Select(r => $"{r.Type} {r.Name}");
        text.Append($"{function.Name}({string.Join(", ", parameters)}) -> ({string.Join(", ", results)})\n");
        PrintBlock(text, function.Body, 1);
        return text.ToString();
    }

    public static string Print(Statement statement)
    {
        var text = new StringBuilder();
        Print(text, statement, 0);
        return text.ToString().TrimEnd('\n');
    }

    public static string Print(Expression expression) => expression switch
    {
        RealLiteral literal => literal.Value.ToString("R", CultureInfo.InvariantCulture) + (literal.Value == Math.Floor(literal.Value) ? ".0" : ""),
        IntegerLiteral literal => literal.Value.ToString(CultureInfo.InvariantCulture),
        BooleanLiteral literal => literal.Value ? "true" : "false",
        Use use => use.Variable.ToString(),
        Member member => member.Text,
        Element element => $"{Print(element.Array)}[{Print(element.Index)}]",
        Indices indices => string.Join(", ", indices.Values.Select(Print)),
        Length length => $"{Print(length.Array)}.Length{(length.Dimension == 0 ? "" : length.Dimension.ToString(CultureInfo.InvariantCulture))}",
        Slice slice => $"{Print(slice.Array)}[{Print(slice.Start)} +: {Print(slice.Count)}]",
        Table table => $"[{string.Join(", ", table.Values.Select(Print))}]",
        Unary unary => $"{Symbol(unary.Operator)}{Print(unary.Operand)}",
        Binary binary => $"({Print(binary.Left)} {Symbol(binary.Operator)} {Print(binary.Right)})",
        Conditional conditional => $"({Print(conditional.Condition)} ? {Print(conditional.Then)} : {Print(conditional.Else)})",
        Convert convert => $"({convert.Type}){Print(convert.Operand)}",
        Apply { External: { } external } apply => $"{external.Text}({string.Join(", ", apply.Arguments.Select(Print))}){(external.Item == 0 ? "" : $".Item{external.Item}")}",
        Apply apply => $"{apply.Function}({string.Join(", ", apply.Arguments.Select(Print))})",
        Invoke invoke => $"{invoke.Target}({string.Join(", ", invoke.Arguments.Select(Print))})",
        _ => throw new InvalidOperationException($"No text for {expression.GetType().Name}."),
    };

    public static string Symbol(UnaryOperator op) => op switch
    {
        UnaryOperator.Negate => "-",
        UnaryOperator.Not => "!",
        _ => "~",
    };

    public static string Symbol(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.And => "&",
        BinaryOperator.Or => "|",
        BinaryOperator.Xor => "^",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        BinaryOperator.AndAlso => "&&",
        BinaryOperator.OrElse => "||",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        _ => ">=",
    };

    private static string RoleText(Parameter parameter)
        => parameter.Role switch
        {
            ParameterRole.Sink => "sink ",
            ParameterRole.Accumulator => "accumulator ",
            ParameterRole.Reference => "ref ",
            _ => "",
        };

    private static void PrintBlock(StringBuilder text, EquatableArray<Statement> block, int depth)
    {
        foreach (Statement statement in block)
            Print(text, statement, depth);
    }

    private static void Print(StringBuilder text, Statement statement, int depth)
    {
        string indent = new(' ', depth * 2);
        switch (statement)
        {
            case Assign assign:
                text.Append($"{indent}{assign.Target} = {Print(assign.Value)}\n");
                break;
            case Store store:
                text.Append($"{indent}{Print(store.Array)}[{Print(store.Index)}] = {Print(store.Value)}\n");
                break;
            case Accumulate accumulate:
                text.Append($"{indent}{Print(accumulate.Array)}[{Print(accumulate.Index)}] += {Print(accumulate.Value)}\n");
                break;
            case Fill fill:
                text.Append($"{indent}fill {Print(fill.Array)} with {Print(fill.Value)}\n");
                break;
            case Copy copy:
                text.Append($"{indent}copy {Print(copy.Source)} to {Print(copy.Target)}\n");
                break;
            case Map map:
                text.Append($"{indent}map {map.Function}({string.Join(", ", map.Arguments.Select(Print))}) to {Print(map.Target)}\n");
                break;
            case Allocate allocate:
                text.Append($"{indent}{allocate.Array} = new {allocate.Array.Type}({Print(allocate.Length)})\n");
                break;
            case If @if:
                text.Append($"{indent}if {Print(@if.Condition)}\n");
                PrintBlock(text, @if.Then, depth + 1);
                if (!@if.Else.IsEmpty)
                {
                    text.Append($"{indent}else\n");
                    PrintBlock(text, @if.Else, depth + 1);
                }

                foreach (Merge merge in @if.Merges)
                    text.Append($"{indent}  => {merge.Result} = {Print(merge.Then)} | {Print(merge.Else)}\n");
                break;
            case For loop:
                text.Append($"{indent}for {loop.Index} = {Print(loop.From)} to {Print(loop.To)} step {loop.Step}\n");
                PrintCarries(text, loop.Carries, indent, initial: true);
                PrintBlock(text, loop.Body, depth + 1);
                PrintCarries(text, loop.Carries, indent, initial: false);
                break;
            case While loop:
                text.Append($"{indent}while {Print(loop.Condition)}\n");
                PrintCarries(text, loop.Carries, indent, initial: true);
                PrintBlock(text, loop.Body, depth + 1);
                if (!loop.Step.IsEmpty)
                {
                    text.Append($"{indent}step\n");
                    PrintBlock(text, loop.Step, depth + 1);
                }

                PrintCarries(text, loop.Carries, indent, initial: false);
                break;
            case Break:
                text.Append($"{indent}break\n");
                break;
            case Continue:
                text.Append($"{indent}continue\n");
                break;
            case Return @return:
                text.Append($"{indent}return {string.Join(", ", @return.Values.Select(Print))}\n");
                break;
            case Call call:
                string targets = call.Results.IsEmpty ? "" : string.Join(", ", call.Results) + " = ";
                text.Append($"{indent}{targets}call {call.Function}({string.Join(", ", call.Arguments.Select(Print))})\n");
                break;
            case Save save:
                text.Append($"{indent}save {save.Slot.Name} <- {Print(save.Value)}\n");
                break;
            case Restore restore:
                text.Append($"{indent}{restore.Target} <- restore {restore.Slot.Name}\n");
                break;
            default:
                throw new InvalidOperationException($"No text for {statement.GetType().Name}.");
        }
    }

    private static void PrintCarries(StringBuilder text, EquatableArray<Carry> carries, string indent, bool initial)
    {
        foreach (Carry carry in carries)
        {
            text.Append(initial
                ? $"{indent}  {carry.Inner} := {Print(carry.Initial)}\n"
                : $"{indent}  => {carry.Inner} next {Print(carry.Next)}; {carry.Result}\n");
        }
    }
}
