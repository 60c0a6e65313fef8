using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>Lengths by what they come from: copies are followed, and scratch memory is as long as it was made.</summary>
internal sealed class Lengths
{
    private readonly IReadOnlyDictionary<Variable, Expression> _definitions;
    private readonly Dictionary<Variable, Expression> _made = [];

    public Lengths(Function function, IReadOnlyDictionary<Variable, Expression> definitions)
    {
        _definitions = definitions;
        foreach (Allocate allocate in function.Body.AllStatements().OfType<Allocate>())
            _made[allocate.Array] = Of(allocate.Length);
    }

    public Expression Of(Expression length) => length switch
    {
        Use use when _definitions.TryGetValue(use.Variable, out Expression? definition) && definition is Use or Length or IntegerLiteral => Of(definition),
        Length { Array: Use row } => Of(row.Variable) ?? length,
        _ => length,
    };

    /// <summary>The length of scratch memory; null for any other row.</summary>
    public Expression? Of(Variable scratch) => _made.TryGetValue(scratch, out Expression? length) ? length : null;
}
