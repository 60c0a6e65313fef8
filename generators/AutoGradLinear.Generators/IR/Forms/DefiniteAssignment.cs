namespace AutoGradLinear.Generators.IR.Forms;

/// <summary>
/// Gives a value to every variable of a structured function that is read where not every path through the structure assigns it: <c>break</c> and early
/// <c>return</c> show C# that it is assigned, and they are gone. The value is never used; without it, core form would not know the variable.
/// </summary>
internal sealed class DefiniteAssignment
{
    private readonly List<Variable> _unassigned = [];

    private DefiniteAssignment()
    {
    }

    public static Function Run(Function function)
    {
        var pass = new DefiniteAssignment();
        pass.Visit(function.Body, [.. function.Parameters.Select(parameter => parameter.Variable), .. function.Captures]);
        return pass._unassigned.Count == 0
            ? function
            : function with { Body = [.. pass._unassigned.SelectMany(Structuring.Nothing), .. function.Body] };
    }

    /// <summary>Adds to the assigned variables those that the block assigns on every path.</summary>
    private void Visit(EquatableArray<Statement> block, HashSet<Variable> assigned)
    {
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case If @if:
                {
                    Read(@if.Condition, assigned);
                    HashSet<Variable> then = [.. assigned];
                    HashSet<Variable> @else = [.. assigned];
                    Visit(@if.Then, then);
                    Visit(@if.Else, @else);
                    then.IntersectWith(@else);
                    assigned.UnionWith(then);
                    break;
                }

                case For loop:
                    Read(loop.From, assigned);
                    Read(loop.To, assigned);
                    Visit(loop.Body, [.. assigned, loop.Index]);
                    break;
                case While loop:
                {
                    Read(loop.Condition, assigned);
                    HashSet<Variable> inside = [.. assigned];
                    Visit(loop.Body, inside);
                    Visit(loop.Step, inside);
                    break;
                }

                default:
                    foreach (Expression expression in statement.OwnExpressions())
                        Read(expression, assigned);
                    assigned.UnionWith(statement.Definitions());
                    break;
            }
        }
    }

    private void Read(Expression expression, HashSet<Variable> assigned)
    {
        foreach (Variable variable in expression.Uses().Where(variable => !assigned.Contains(variable) && !_unassigned.Contains(variable)))
            _unassigned.Add(variable);
    }
}
