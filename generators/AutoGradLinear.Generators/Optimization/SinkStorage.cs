using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Keeps a buffer in a sink's own memory, where the sink has the buffer's length and one loop reads element k of the buffer and then assigns element k of the sink,
/// which nothing touched before.
/// </summary>
internal static class SinkStorage
{
    public static Function Run(Function function)
    {
        var shapes = function.Parameters.ToDictionary(parameter => parameter.Variable, parameter => parameter.Shadows ?? parameter.Variable);
        List<Parameter> free = function.Parameters.Where(parameter => parameter.Role == ParameterRole.Sink).ToList();
        foreach (Allocate allocation in function.Body.OfType<Allocate>())
        {
            if (allocation.Length is not Length { Array: Use length } || !shapes.TryGetValue(length.Variable, out Variable? shape))
                continue;
            if (free.Find(parameter => parameter.Shadows == shape && IsFit(function.Body, allocation, parameter.Variable)) is not { } sink)
                continue;
            free.Remove(sink);
            var substitution = new Substitution(new Dictionary<Variable, Expression> { [allocation.Array] = new Use(sink.Variable) });
            function = function with
            {
                Body = substitution.Rewrite(function.Body.Where(statement => statement is not Allocate other || other.Array != allocation.Array).ToEquatableArray()),
            };
        }

        return function;
    }

    private static bool IsFit(EquatableArray<Statement> body, Allocate allocation, Variable sink)
    {
        (var buffer, var target) = (new Use(allocation.Array), new Use(sink));
        if (((ArrayType)buffer.Type).Element != ((ArrayType)target.Type).Element)
            return false;
        List<Statement> users = body.Where(statement => Touches(statement, buffer) && statement is not Allocate).ToList();
        if (users.Count != 2 || users[0] is not For { Step: 1 } writer || users[1] is not For reader)
            return false;

        bool writesInOrder = writer.Body.AllStatements().All(statement => !Touches(statement, buffer, itself: true)
            || (statement is Store store && store.Index.Equals(new Use(writer.Index)) && !store.Value.Any(part => IsElement(part, buffer))));
        bool readsItsElement = reader.Body.AllExpressions().All(expression => OnlyAt(expression, buffer, reader.Index))
            && writer.Body.AllStatements().All(statement => statement is Store || !Touches(statement, buffer, itself: true));
        bool assignsLast = reader.Body.Count > 0
            && reader.Body[reader.Body.Count - 1] is Store last && last.Array.Equals(target) && last.Index.Equals(new Use(reader.Index))
            && !reader.Body.Take(reader.Body.Count - 1).Any(statement => Touches(statement, target) || Writes(statement, buffer));
        bool isUntouched = !body.TakeWhile(statement => !ReferenceEquals(statement, reader)).Any(statement => Touches(statement, target));
        return writesInOrder && readsItsElement && assignsLast && isUntouched;
    }

    private static bool IsElement(Expression expression, Use array) => expression is Element element && element.Array.Equals(array);

    /// <summary>Whether the expression uses the array for nothing but its element at the index.</summary>
    private static bool OnlyAt(Expression expression, Use array, Variable index)
        => !expression.Equals(array) && (IsElement(expression, array)
            ? ((Element)expression).Index.Equals(new Use(index))
            : expression.Parts().All(part => OnlyAt(part, array, index)));

    private static bool Writes(Statement statement, Use array) => statement is Store store && store.Array.Equals(array);

    private static bool Touches(Statement statement, Use array, bool itself = false)
        => (itself ? statement.OwnExpressions() : new EquatableArray<Statement>([statement]).AllExpressions())
            .Any(expression => expression.Uses().Contains(array.Variable));
}
