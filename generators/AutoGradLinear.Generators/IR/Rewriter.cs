namespace AutoGradLinear.Generators.IR;

/// <summary>
/// A pass that rebuilds statements. The base rebuilds everything unchanged; a pass overrides what it changes.
/// Expressions are rebuilt through <see cref="Rewrite(Expression)"/>, statements through <see cref="Rewrite(Statement, List{Statement})"/>.
/// </summary>
internal abstract class Rewriter
{
    public virtual Expression Rewrite(Expression expression) => expression.MapParts(Rewrite);

    public virtual EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        var output = new List<Statement>(block.Count);
        foreach (Statement statement in block)
            Rewrite(statement, output);
        return IsSame(block, output) ? block : output.ToEquatableArray();
    }

    private static bool IsSame(EquatableArray<Statement> block, List<Statement> output)
    {
        if (block.Count != output.Count)
            return false;
        for (int i = 0; i < block.Count; i++)
        {
            if (!ReferenceEquals(block[i], output[i]))
                return false;
        }

        return true;
    }

    /// <summary>A variable where it is defined.</summary>
    protected virtual Variable Define(Variable variable) => variable;

    /// <summary>Adds to <paramref name="output"/> what becomes of the statement.</summary>
    protected virtual void Rewrite(Statement statement, List<Statement> output)
    {
        switch (statement)
        {
            case Assign assign:
            {
                Expression value = Rewrite(assign.Value);
                Variable target = Define(assign.Target);
                output.Add(ReferenceEquals(value, assign.Value) && ReferenceEquals(target, assign.Target) ? assign : new Assign(target, value));
                break;
            }

            case Store store:
                output.Add(new Store(Rewrite(store.Array), Rewrite(store.Index), Rewrite(store.Value)));
                break;
            case Accumulate accumulate:
                output.Add(accumulate with { Array = Rewrite(accumulate.Array), Index = Rewrite(accumulate.Index), Value = Rewrite(accumulate.Value) });
                break;
            case Fill fill:
                output.Add(new Fill(Rewrite(fill.Array), Rewrite(fill.Value)));
                break;
            case Copy copy:
                output.Add(new Copy(Rewrite(copy.Source), Rewrite(copy.Target)));
                break;
            case Map map:
                output.Add(new Map(map.Function, map.Arguments.Mapped(Rewrite), Rewrite(map.Target)));
                break;
            case Allocate allocate:
            {
                Expression length = Rewrite(allocate.Length);
                output.Add(new Allocate(Define(allocate.Array), length));
                break;
            }

            case If @if:
                output.Add(RewriteIf(@if));
                break;
            case For loop:
                output.Add(RewriteFor(loop));
                break;
            case While loop:
                output.Add(RewriteWhile(loop));
                break;
            case Return @return:
                output.Add(new Return(@return.Values.Mapped(Rewrite)));
                break;
            case Call call:
            {
                EquatableArray<Expression> arguments = call.Arguments.Mapped(Rewrite);
                output.Add(call with { Results = call.Results.Mapped(Define), Arguments = arguments });
                break;
            }

            case Save save:
                output.Add(new Save(save.Slot, Rewrite(save.Value)));
                break;
            case Restore restore:
                output.Add(new Restore(Define(restore.Target), restore.Slot));
                break;
            default:
                output.Add(statement);
                break;
        }
    }

    protected virtual Statement RewriteIf(If @if)
    {
        Expression condition = Rewrite(@if.Condition);
        EquatableArray<Statement> then = Rewrite(@if.Then);
        var thenValues = @if.Merges.Select(merge => Rewrite(merge.Then)).ToList();
        EquatableArray<Statement> @else = Rewrite(@if.Else);
        var elseValues = @if.Merges.Select(merge => Rewrite(merge.Else)).ToList();
        return new If(condition, then, @else, @if.Merges.Select((merge, i) => new Merge(Define(merge.Result), thenValues[i], elseValues[i])).ToEquatableArray());
    }

    protected virtual Statement RewriteFor(For loop)
    {
        (Expression from, Expression to) = (Rewrite(loop.From), Rewrite(loop.To));
        var initial = loop.Carries.Select(carry => Rewrite(carry.Initial)).ToList();
        Variable index = Define(loop.Index);
        var inner = loop.Carries.Select(carry => Define(carry.Inner)).ToList();
        EquatableArray<Statement> body = Rewrite(loop.Body);
        return new For(index, from, to, loop.Step, body, RewriteCarries(loop.Carries, initial, inner), loop.Mirrors);
    }

    protected virtual Statement RewriteWhile(While loop)
    {
        var initial = loop.Carries.Select(carry => Rewrite(carry.Initial)).ToList();
        var inner = loop.Carries.Select(carry => Define(carry.Inner)).ToList();
        Expression condition = Rewrite(loop.Condition);
        EquatableArray<Statement> body = Rewrite(loop.Body);
        EquatableArray<Statement> step = Rewrite(loop.Step);
        return new While(condition, body, step, RewriteCarries(loop.Carries, initial, inner));
    }

    private EquatableArray<Carry> RewriteCarries(EquatableArray<Carry> carries, List<Expression> initial, List<Variable> inner)
    {
        var next = carries.Select(carry => Rewrite(carry.Next)).ToList();
        return carries.Select((carry, i) => new Carry(inner[i], initial[i], next[i], Define(carry.Result))).ToEquatableArray();
    }
}

/// <summary>Replaces variables by expressions where they are used, and by other variables where they are defined.</summary>
internal sealed class Substitution(IReadOnlyDictionary<Variable, Expression> uses) : Rewriter
{
    public override Expression Rewrite(Expression expression)
        => expression is Use use ? (uses.TryGetValue(use.Variable, out Expression? value) ? value : use) : base.Rewrite(expression);

    protected override Variable Define(Variable variable)
        => uses.TryGetValue(variable, out Expression? value) && value is Use use ? use.Variable : variable;
}

/// <summary>
/// Hands out variables whose name and version are new in their function. A temporary is a variable that the source does not have: it may be
/// folded into the expression that uses it, and where it stays it is printed under its plain name.
/// </summary>
internal sealed class NameSupply
{
    private const char Mark = '~';

    private readonly Dictionary<string, int> _next = [];

    public NameSupply(Function function)
    {
        foreach (Parameter parameter in function.Parameters)
            Reserve(parameter.Variable);
        foreach (Variable variable in function.Body.AllDefinitions().Concat(function.Captures))
            Reserve(variable);
    }

    public static string Temporary(string name) => Mark + name;

    public static bool IsTemporary(Variable variable) => variable.Name[0] == Mark;

    public static string Plain(string name) => name.TrimStart(Mark);

    /// <summary>The name, or the name with a number where it is taken; taken it is then.</summary>
    public static string Unlike(HashSet<string> taken, string name)
    {
        string unlike = name;
        for (int i = 2; !taken.Add(unlike); i++)
            unlike = name + i;
        return unlike;
    }

    public void Reserve(Variable variable)
    {
        _next.TryGetValue(variable.Name, out int next);
        _next[variable.Name] = Math.Max(next, variable.Version + 1);
    }

    public Variable Fresh(string name, IrType type)
    {
        _next.TryGetValue(name, out int next);
        _next[name] = next + 1;
        return new Variable(name, type, next);
    }
}
