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
    private readonly HashSet<Slot> _slots = [];
    private readonly HashSet<int> _openFrames = [];

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

        // Memory that is made inside is nobody else's.
        List<Expression> own = [.. block.AllStatements().OfType<Allocate>().Select(allocate => new Use(allocate.Array))];
        foreach (HashSet<Expression> roots in new[] { effects._reads, effects._writes, effects._additions })
            roots.ExceptWith(own);
        return effects;
    }

    /// <summary>
    /// Whether one may be moved past the other: neither defines what the other reads, they share no slot, and memory ends the same. Additions to memory commute. All
    /// frames may lie on the same stacks: what puts frames there that others take off, or takes off what others put there, does not move past its like.
    /// </summary>
    public static bool Commute(Effects first, Effects second)
        => !first._definitions.Overlaps(second._uses)
            && !first._slots.Overlaps(second._slots)
            && !second._definitions.Overlaps(first._uses)
            && !(first._openFrames.Count > 0 && second._openFrames.Count > 0)
            && !ShareMemory(first, second);

    /// <summary>Whether memory that the one changes is read or overwritten by the other: then iterations of loops cannot be interleaved.</summary>
    public static bool ShareMemory(Effects first, Effects second)
        => first._writes.Overlaps(second._reads) || second._writes.Overlaps(first._reads)
            || first._additions.Overlaps(second._reads) || second._additions.Overlaps(first._reads)
            || first._writes.Overlaps(second._writes)
            || first._writes.Overlaps(second._additions) || second._writes.Overlaps(first._additions);

    /// <summary>Whether iterations give the same memory in any order: all that is written is added to, and none of it is read.</summary>
    public bool OnlyAdds => _writes.Count == 0 && !_additions.Overlaps(_reads);

    public bool Reads(Expression array) => array.Roots().Any(_reads.Contains);

    public bool Writes(Expression array) => array.Roots().Any(root => _writes.Contains(root) || _additions.Contains(root));

    /// <summary>Whether elements get other values than by adding to them.</summary>
    public bool Overwrites(Expression array) => array.Roots().Any(_writes.Contains);

    /// <summary>What is done with the elements of memory that comes from outside.</summary>
    public ElementUse UseOf(Expression root) => new(_reads.Contains(root), _additions.Contains(root), _writes.Contains(root));

    public bool Touches(Expression array) => Reads(array) || Writes(array);

    /// <summary>Whether evaluating the expression may throw, whatever is known of its indices.</summary>
    public static bool CanThrow(Expression expression) => expression.CanThrow();

    private void Add(Statement statement)
    {
        _definitions.UnionWith(statement.Definitions());
        _definitions.UnionWith(statement.InnerDefinitions());
        foreach (Expression expression in statement.OwnExpressions())
            AddReads(expression);
        IEnumerable<Expression> arrays = statement switch
        {
            Call { Uses.IsEmpty: false } call => call.ArraysThat(use => use.Reads),
            Copy copy => [copy.Source],
            Map map => map.Arguments.Where(argument => argument.Type is ArrayType),
            Call { External: not null } call => call.Arguments.Where(argument => argument.Type is ArrayType).Except(call.Written),
            Call call => call.Arguments.Where(argument => argument.Type is ArrayType),
            _ => [],
        };
        _reads.UnionWith(arrays.SelectMany(array => array.Roots()));
        if (statement is Call { Uses.IsEmpty: false } known)
        {
            _additions.UnionWith(known.ArraysThat(use => use.Adds).SelectMany(array => array.Roots()));
            _writes.UnionWith(known.ArraysThat(use => use.Overwrites).SelectMany(array => array.Roots()));
        }
        else
        {
            bool adds = statement is Accumulate { IsOrdered: false } or Call { External: not null };
            HashSet<Expression> written = adds ? _additions : _writes;
            written.UnionWith(IR.Writes.TargetsOf(statement).SelectMany(array => array.Roots()));
        }

        if (statement is Save save)
            _slots.Add(save.Slot);
        else if (statement is Restore restore)
            _slots.Add(restore.Slot);
        else if (statement is Call { External: null, Site: { } site } && !_openFrames.Remove(site))
            _openFrames.Add(site);
        HasEffect |= statement is Store or Accumulate or Fill or Copy or Map or Call or Save or Restore or Allocate;
        Throws |= statement switch
        {
            Store or Accumulate => Exceptions.IndexOutOfRange,
            Copy or Map or Call => Exceptions.Other,
            _ => Exceptions.None,
        };
    }

    private void AddReads(Expression expression)
    {
        Throws |= Throwing.Of(expression);
        _uses.UnionWith(expression.Uses());
        _reads.UnionWith(expression.ArraysRead().SelectMany(array => array.Roots()));
    }
}
