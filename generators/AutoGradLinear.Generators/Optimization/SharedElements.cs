using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Computes what two loops over the same indices both need of a dear function once: the first loop keeps the values by index, the second one reads them.
/// </summary>
internal sealed class SharedElements : Rewriter
{
    /// <summary>Larger formulas are not compared.</summary>
    private const int LargestFormula = 24;

    private static readonly HashSet<string> Cheap = ["Sqrt", "Max", "Min", "Abs", "Clamp", "CopySign", "FusedMultiplyAdd", "Stop", "Floor", "Ceiling", "Truncate", "Round", "Sign"];

    private readonly NameSupply _names;
    private readonly HashSet<Variable> _scratch;
    private readonly Variable _index = new("index", IrType.Int, -1);

    private SharedElements(Function function)
        => (_names, _scratch) = (new NameSupply(function), [.. function.Body.AllStatements().OfType<Allocate>().Select(allocate => allocate.Array)]);

    public static Function Run(Function function) => function with { Body = new SharedElements(function).Rewrite(function.Body) };

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        List<Statement> statements = [.. block];
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is not For { Step: 1 } first)
                continue;
            foreach (Assign dear in first.Body.OfType<Assign>().Where(assign => IsDear(assign.Value)).ToList())
            {
                if (FormulaOf(dear.Value, first) is not { } formula || Users(statements, i, first, formula) is not { Count: > 0 } users)
                    continue;
                Expression? memory = KeptIn(statements, i, users.Max(), (For)statements[i], dear);
                if (memory is null)
                {
                    var array = new ArrayType(dear.Target.Type, ArrayKind.Span);
                    Variable made = _names.Fresh(NameSupply.Plain(dear.Target.Name) + "Values", array);
                    memory = new Use(made);
                    statements.Insert(i, new Allocate(made, first.To));
                    i++;
                    users = [.. users.Select(user => user + 1)];
                    statements[i] = Storing((For)statements[i], dear, memory);
                }

                foreach (int user in users)
                    statements[user] = Reading((For)statements[user], formula, memory);
            }
        }

        return base.Rewrite(statements.ToEquatableArray());
    }

    private static bool IsDear(Expression value) => value is Apply { Type: RealType, External: null } apply && !Cheap.Contains(apply.Function) && apply.Arguments.All(argument => argument.Type is RealType);

    /// <summary>The loops behind the first one that compute the formula, as long as nothing that it reads has changed.</summary>
    private List<int> Users(List<Statement> statements, int position, For first, Expression formula)
    {
        var users = new List<int>();
        if (first.From is not IntegerLiteral { Value: 0 } || first.To is not Length)
            return users;
        for (int i = position; i < statements.Count; i++)
        {
            Effects effects = Effects.Of(statements[i]);
            if (formula.ArraysRead().Any(effects.Writes))
                break;
            if (i > position && statements[i] is For { Step: 1 } second && second.From.Equals(first.From) && second.To.Equals(first.To)
                && second.Body.OfType<Assign>().Any(assign => IsDear(assign.Value) && formula.Equals(FormulaOf(assign.Value, second))))
            {
                users.Add(i);
            }
        }

        return users;
    }

    /// <summary>The scratch memory in which the loop keeps the value already, if that holds it until the last user has read it.</summary>
    private Expression? KeptIn(List<Statement> statements, int position, int last, For loop, Assign dear)
        => loop.Body.OfType<Store>().Where(store => store.Value.Equals(new Use(dear.Target)) && store.Index.Equals(new Use(loop.Index)) && store.Array is Use { Variable: var array } && _scratch.Contains(array))
            .Select(store => store.Array)
            .FirstOrDefault(array => Enumerable.Range(position + 1, last - position).All(i => !Effects.Of(statements[i]).Writes(array))
                && loop.Body.AllStatements().Count(statement => Writes.TargetsOf(statement).Any(target => target.Uses().Contains(((Use)array).Variable))) == 1);

    private static For Storing(For loop, Assign dear, Expression memory)
        => loop with { Body = loop.Body.SelectMany(statement => statement.Equals(dear) ? [statement, new Store(memory, new Use(loop.Index), new Use(dear.Target))] : new[] { statement }).ToEquatableArray() };

    private For Reading(For loop, Expression formula, Expression memory)
        => loop with
        {
            Body = loop.Body.Select(statement => statement is Assign assign && IsDear(assign.Value) && formula.Equals(FormulaOf(assign.Value, loop))
                ? assign with { Value = new Element(memory, new Use(loop.Index)) }
                : statement).ToEquatableArray(),
        };

    /// <summary>The value over what is known outside of the loop and the index; null where it depends on more, or is large.</summary>
    private Expression? FormulaOf(Expression value, For loop)
    {
        Dictionary<Variable, Expression> definitions = loop.Body.OfType<Assign>().ToDictionary(assign => assign.Target, assign => assign.Value);
        HashSet<Variable> inside = [.. loop.Body.AllDefinitions(), .. loop.InnerDefinitions()];
        int size = 0;
        bool isKnown = true;
        Expression formula = Expand(value);
        return isKnown ? formula : null;

        Expression Expand(Expression part)
        {
            isKnown &= ++size <= LargestFormula;
            if (!isKnown)
                return part;
            if (part is not Use use)
                return part.MapParts(Expand);
            if (use.Variable.Equals(loop.Index))
                return new Use(_index);
            if (definitions.TryGetValue(use.Variable, out Expression? definition))
                return Expand(definition);
            isKnown &= !inside.Contains(use.Variable);
            return part;
        }
    }
}
