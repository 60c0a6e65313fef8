using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Moves real operations whose operands come from outside a loop in front of it, elements that are surely there and that the loop does not change, and scratch memory whose length comes
/// from outside. What may throw stays where it is.
/// </summary>
internal sealed class Invariants : Rewriter
{
    public static Function Run(Function function)
    {
        var pass = new Invariants(function);
        EquatableArray<Statement> body = pass.Rewrite(function.Body);
        return function with { Body = pass._reused.Count == 0 ? body : new Substitution(pass._reused).Rewrite(body) };
    }

    /// <summary>Memory that was made in the blocks around, and that nobody uses: its length is none that throws.</summary>
    private readonly List<Allocate> _spare = [];
    private readonly HashSet<Variable> _used;

    /// <summary>Where the indices of loops end that begin at 0 or later.</summary>
    private readonly Dictionary<Variable, Expression> _ends = [];
    private readonly Dictionary<Variable, Expression> _lengths;
    private readonly Dictionary<Variable, Expression> _reused = [];

    private Invariants(Function function)
    {
        _used = [.. function.Body.AllExpressions().SelectMany(expression => expression.Uses())];
        _lengths = function.Body.AllStatements().OfType<Allocate>().ToDictionary(allocate => allocate.Array, allocate => allocate.Length);
    }

    /// <summary>What was made in a block is not known to have been made behind it.</summary>
    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        int known = _spare.Count;
        EquatableArray<Statement> rewritten = base.Rewrite(block);
        _spare.RemoveRange(known, _spare.Count - known);
        return rewritten;
    }

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        if (statement is Allocate { Length: not Indices } made && !_used.Contains(made.Array))
            _spare.Add(made);
        if (statement is not (For or While))
        {
            base.Rewrite(statement, output);
            return;
        }

        if (statement is For { From: IntegerLiteral { Value: >= 0 }, Step: 1 } counted)
            _ends[counted.Index] = counted.To;
        Statement inner = statement is For loop ? RewriteFor(loop) : RewriteWhile((While)statement);
        HashSet<Expression> written = [.. inner.Blocks().First().AllStatements().SelectMany(Writes.TargetsOf).SelectMany(array => array.Roots())];
        EquatableArray<Statement> body = inner.Blocks().First();
        var inside = new HashSet<Variable>(body.AllDefinitions().Concat(inner.InnerDefinitions()));
        var staying = new List<Statement>();
        foreach (Statement candidate in body)
        {
            if (candidate is Allocate { Length: not Indices } allocate && !allocate.Length.Uses().Any(inside.Contains) && IsLength(allocate.Length))
            {
                // Every round may use the same memory: no array outlives the round that it is made in.
                if (_spare.FirstOrDefault(spare => spare.Length.Equals(allocate.Length) && spare.Array.Type == allocate.Array.Type && !_reused.ContainsKey(spare.Array)) is { } free)
                    _reused[free.Array] = new Use(allocate.Array);
                else
                    output.Add(allocate);
                inside.Remove(allocate.Array);
            }
            else if (candidate is Assign { Target.Type.IsReal: true } assign && (IsOperation(assign.Value) || IsElement(assign.Value, written)) && !assign.Value.Uses().Any(inside.Contains))
            {
                output.Add(assign);
                inside.Remove(assign.Target);
            }
            else
            {
                staying.Add(candidate);
            }
        }

        output.Add(inner switch
        {
            For other => other with { Body = staying.ToEquatableArray() },
            While other => other with { Body = staying.ToEquatableArray() },
            _ => inner,
        });
    }

    /// <summary>Whether it is an element that is there, of memory that the loop leaves alone: its index is that of a loop around, over all of the row.</summary>
    private bool IsElement(Expression value, HashSet<Expression> written)
        => value is Element { Array: Use { Variable: var row } array, Index: Use { Variable: var index } } && !written.Contains(array)
            && _ends.TryGetValue(index, out Expression? end) && (end.Equals(new Length(array)) || (_lengths.TryGetValue(row, out Expression? length) && end.Equals(length)));

    /// <summary>Whether it cannot be negative: memory of that length has been made before.</summary>
    private bool IsLength(Expression length) => length is Length or IntegerLiteral { Value: >= 0 } || _spare.Any(spare => spare.Length.Equals(length));

    private static bool IsOperation(Expression expression)
        => expression is Binary or Unary or Apply or Conditional or Convert && !Effects.CanThrow(expression) && !expression.Any(part => part is Apply apply && apply.Arguments.Any(argument => argument.Type is ArrayType));
}
