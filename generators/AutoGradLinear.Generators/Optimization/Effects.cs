using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>What statements read, define and do to memory, for passes that move them.</summary>
internal sealed class Effects
{
    private readonly HashSet<Variable> _uses = [];
    private readonly HashSet<Variable> _definitions = [];
    private readonly HashSet<Expression> _reads = [];
    private readonly HashSet<Expression> _writes = [];
    private readonly HashSet<Expression> _additions = [];

    private Effects()
    {
    }

    /// <summary>Variables that are read and not defined inside.</summary>
    public IReadOnlyCollection<Variable> Uses => _uses;

    /// <summary>Variables that are defined, nested ones included.</summary>
    public IReadOnlyCollection<Variable> Definitions => _definitions;

    /// <summary>Whether memory changes, a slot is used, or a function is called.</summary>
    public bool HasEffect { get; private set; }

    public bool MayThrow => Throws != Exceptions.None;

    /// <summary>What the statements may throw.</summary>
    public Exceptions Throws { get; private set; }

    public static Effects Of(Statement statement) => Of([statement]);

    public static Effects Of(EquatableArray<Statement> block)
    {
        var effects = new Effects();
        foreach (Statement statement in block.AllStatements())
            effects.Add(statement);
        effects._uses.ExceptWith(effects._definitions);
        return effects;
    }

    /// <summary>Whether one may be moved past the other: neither defines what the other reads, and memory ends the same. Additions to memory commute.</summary>
    public static bool Commute(Effects first, Effects second)
        => !first._definitions.Overlaps(second._uses)
            && !second._definitions.Overlaps(first._uses)
            && !first._writes.Overlaps(second._reads) && !second._writes.Overlaps(first._reads)
            && !first._additions.Overlaps(second._reads) && !second._additions.Overlaps(first._reads)
            && !first._writes.Overlaps(second._writes)
            && !first._writes.Overlaps(second._additions) && !second._writes.Overlaps(first._additions);

    /// <summary>Whether memory that the one changes is read or overwritten by the other: then iterations of loops cannot be interleaved.</summary>
    public static bool ShareMemory(Effects first, Effects second)
        => first._writes.Overlaps(second._reads) || second._writes.Overlaps(first._reads)
            || first._additions.Overlaps(second._reads) || second._additions.Overlaps(first._reads)
            || first._writes.Overlaps(second._writes)
            || first._writes.Overlaps(second._additions) || second._writes.Overlaps(first._additions);

    /// <summary>Whether iterations give the same memory in any order: all that is written is added to, and none of it is read.</summary>
    public bool OnlyAdds => _writes.Count == 0 && !_additions.Overlaps(_reads);

    public bool Reads(Expression array) => _reads.Contains(array);

    public bool Touches(Expression array) => _reads.Contains(array) || _writes.Contains(array) || _additions.Contains(array);

    /// <summary>Whether evaluating the expression may throw, whatever is known of its indices.</summary>
    public static bool CanThrow(Expression expression) => expression.CanThrow();

    private void Add(Statement statement)
    {
        _definitions.UnionWith(statement.Definitions());
        _definitions.UnionWith(statement.InnerDefinitions());
        foreach (Expression expression in statement.OwnExpressions())
            AddReads(expression, statement);
        switch (statement)
        {
            case Store store:
                _writes.Add(store.Array);
                HasEffect = true;
                break;
            case Fill fill:
                _writes.Add(fill.Array);
                HasEffect = true;
                break;
            case Accumulate accumulate:
                _additions.Add(accumulate.Array);
                HasEffect = true;
                break;
            case Save or Restore or Allocate or Call:
                HasEffect = true;
                break;
        }
    }

    private void AddReads(Expression expression, Statement statement)
    {
        Throws |= Throwing.Of(expression);
        foreach (Expression part in expression.SelfAndParts())
        {
            switch (part)
            {
                case Use use:
                    _uses.Add(use.Variable);
                    break;
                case Element element:
                    _reads.Add(element.Array);
                    break;
                case Apply apply:
                    _reads.UnionWith(apply.Arguments.Where(argument => argument.Type is ArrayType));
                    break;
            }
        }

        if (statement is Call call)
        {
            // Inputs are read; accumulators, which are spans, are added to.
            foreach (Expression array in call.Arguments.Where(argument => argument.Type is ArrayType))
            {
                _reads.Add(array);
                if (array.Type is ArrayType { Kind: not ArrayKind.ReadOnlySpan })
                    _additions.Add(array);
            }
        }
    }
}
