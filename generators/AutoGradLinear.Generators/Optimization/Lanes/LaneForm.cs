using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Lanes;

namespace AutoGradLinear.Generators.Optimization.Lanes;

/// <summary>
/// Surface function of one example → the same for many examples at once, one in each lane of a vector. Numbers that depend on the example become vectors, branches that do become masks
/// that select, a class index is compared and gathered with; loops over the classes stay loops. Scores and gradient stand class by class, so that the elements of neighbouring examples
/// are neighbours. Every example gets the operations that it gets alone, in the same order.
/// </summary>
/// <remarks>
/// The batch form is used where every label is the index of a class, so that an element at the label is there in every lane. What some lane would not evaluate is evaluated all the
/// same, and must not throw. Where a function has no such form there is none, and examples are done one by one.
/// </remarks>
internal sealed partial class LaneForm
{
    private readonly Function _function;
    private readonly RealType _real;
    private readonly string _sink;
    private readonly LanesType _lanes;
    private readonly HashSet<Variable> _varying;
    private readonly HashSet<string> _taken;
    private readonly HashSet<Variable> _loopIndices;

    /// <summary>Arrays with an element of every example in the place of each of their elements.</summary>
    private readonly Dictionary<Variable, LaneRow> _rows = [];

    private readonly Dictionary<Variable, Variable> _renamed = [];
    private readonly Dictionary<Variable, Variable> _atLabel = [];
    private readonly Dictionary<Expression, Variable> _constants = [];
    private readonly Dictionary<Variable, IndexRange> _ranges = [];

    /// <summary>The indices of loops as numbers of lanes, which count as they do.</summary>
    private readonly Dictionary<Variable, Variable> _counters = [];

    private readonly List<Statement> _before = [];
    private readonly List<Statement> _first = [];
    private Variable? _label;
    private HashSet<Variable> _assigned = [];
    private Expression? _mask;
    private int _leastClasses = 1;
    private bool _isPossible = true;

    private LaneForm(Function function, RealType real, string sink)
    {
        (_function, _real, _lanes, _sink) = (function, real, new LanesType(real), sink);
        _taken = [.. BatchNames.All, .. function.Body.AllExpressions().SelectMany(expression => expression.SelfAndParts()).OfType<Member>().Select(member => member.Text.Split('.')[0])];
        _loopIndices = [.. function.Body.AllStatements().OfType<For>().Where(loop => Math.Abs(loop.Step) == 1).Select(loop => loop.Index)];
        _varying = [];
    }

    /// <summary>An array of lanes: its length, and where the lanes of its elements stand.</summary>
    private sealed record LaneRow(Variable Array, Expression Length, Expression Stride, Expression Example, bool IsInput);

    /// <summary>The values that a loop's index takes: from <paramref name="Low"/> to the length plus <paramref name="High"/>, exclusive.</summary>
    private sealed record IndexRange(long Low, Expression Length, long High);

    /// <summary>The function for many examples, or null where it has no such form.</summary>
    /// <param name="function">Value and derivative of a loss: of a row of scores and a class index, or of a score and a target.</param>
    /// <param name="roles">For each parameter the name that its block has in the batch form.</param>
    /// <param name="sink">The block that takes a derivative which is a result.</param>
    public static LaneFunction? Of(Function function, IReadOnlyDictionary<Variable, string> roles, string sink)
    {
        if (function.Body.Count == 0 || function.Body[function.Body.Count - 1] is not Return || function.Results[0].Type is not RealType real)
            return null;
        if (function.Body.AllExpressions().SelectMany(expression => expression.SelfAndParts()).Any(part => part.Type is RealType type && type != real))
            return null;
        var form = new LaneForm(function, real, sink);
        form.Enter(roles);
        return form._isPossible ? form.Run() : null;
    }

    private void Enter(IReadOnlyDictionary<Variable, string> roles)
    {
        foreach (Parameter parameter in _function.Parameters)
        {
            Variable variable = parameter.Variable;
            switch (variable.Type)
            {
                case ArrayType { Rank: 1, Element: RealType, Kind: ArrayKind.ReadOnlySpan or ArrayKind.Span }:
                    _renamed[variable] = new Variable(roles[variable], variable.Type);
                    _rows[variable] = new LaneRow(
                        _renamed[variable], new Use(BatchNames.ClassCount), new Use(BatchNames.RowStride), new Use(BatchNames.FirstExample), parameter.Role == ParameterRole.Input);
                    break;
                case IntegerType { Name: "int" }:
                    _label = variable;
                    _varying.Add(variable);
                    _renamed[variable] = new Variable(BatchNames.Labels, _lanes);
                    _first.Add(new Assign(_renamed[variable], Lane(LaneOperation.Labels, new Use(new Variable(BatchNames.Targets, new ArrayType(IrType.Int, ArrayKind.ReadOnlySpan))), Example)));
                    break;
                case RealType:
                    _varying.Add(variable);
                    _renamed[variable] = new Variable(NameSupply.Unlike(_taken, variable.Name), _lanes);
                    _first.Add(new Assign(_renamed[variable], Load(new Variable(roles[variable], new ArrayType(_real, ArrayKind.ReadOnlySpan)), new IntegerLiteral(0, IrType.Int))));
                    break;
                default:
                    Impossible();
                    break;
            }
        }
    }

    private LaneFunction? Run()
    {
        _assigned = [.. _varying];
        FindRows(_function.Body);
        while (_isPossible && Mark(_function.Body, isDivergent: false))
            continue;
        var round = new List<Statement>();
        var @return = (Return)_function.Body[_function.Body.Count - 1];
        foreach (Statement statement in _function.Body.Take(_function.Body.Count - 1))
            Visit(statement, round);
        round.Add(new Assign(BatchNames.LossesOf(_lanes), Lanes(@return.Values[0])));
        var sink = new Variable(_sink, new ArrayType(_real, ArrayKind.Span));
        foreach (Expression derivative in @return.Values.Skip(1))
            round.Add(new Store(new Use(sink), Place(new IntegerLiteral(0, IrType.Int), new Use(BatchNames.RowStride), Example), Lanes(derivative)));
        if (!_isPossible)
            return null;

        // Labels are read from where they are given, unless they are compared.
        var labels = new Variable(BatchNames.Labels, _lanes);
        bool usesLabels = new EquatableArray<Statement>([.. _first, .. round]).AllExpressions().SelectMany(expression => expression.Uses()).Contains(labels);
        IEnumerable<Statement> first = _first.Where(statement => usesLabels || !statement.Definitions().Contains(labels));
        return new LaneFunction(_before.ToEquatableArray(), [.. first, .. round], _leastClasses);
    }

    private static Expression Example => new Use(BatchNames.FirstExample);

    private static Indices Place(Expression row, Expression stride, Expression example) => new(new([row, stride, example]));

    private Expression Lane(string operation, params Expression[] arguments) => new Apply(operation, new(arguments), _lanes);

    private Expression Load(Variable block, Expression row) => Lane(LaneOperation.Load, new Use(block), row, new Use(BatchNames.RowStride), Example);

    /// <summary>
    /// Scratch memory has an element of every lane in the place of each element; that of booleans and class indices holds what lanes have in their place. How much it is may depend on
    /// the number of classes, but on nothing that is computed.
    /// </summary>
    private void FindRows(EquatableArray<Statement> body)
    {
        foreach (Allocate allocate in body.AllStatements().OfType<Allocate>())
        {
            if (allocate.Array.Type is not ArrayType { Rank: 1, Element: RealType or BooleanType or IntegerType { Name: "int" } } || !body.Contains(allocate)
                || allocate.Length.SelfAndParts().Any(part => part is Use use && !_rows.ContainsKey(use.Variable)) || allocate.Length.CanThrow())
            {
                Impossible();
                return;
            }

            Expression length = Uniform(allocate.Length);
            var array = new Variable(NameSupply.Unlike(_taken, allocate.Array.Name), new ArrayType(_real, ArrayKind.Span));
            _renamed[allocate.Array] = array;
            _rows[allocate.Array] = new LaneRow(array, length, LaneCount, new IntegerLiteral(0, IrType.Int), IsInput: false);
            _before.Add(new Allocate(array, new Binary(BinaryOperator.Multiply, length, LaneCount)));
        }
    }

    /// <summary>The number of lanes.</summary>
    private Expression LaneCount => new Member($"{_lanes.CSharp}.Count", IrType.Int);

    /// <summary>Finds what differs from example to example: what is computed from such, and what is assigned where only some examples come.</summary>
    /// <returns>Whether something was found.</returns>
    private bool Mark(EquatableArray<Statement> block, bool isDivergent)
    {
        bool isNew = false;
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Assign assign when isDivergent || IsVarying(assign.Value):
                    isNew |= _varying.Add(assign.Target);
                    break;
                case If @if:
                {
                    bool isInside = isDivergent || IsVarying(@if.Condition);
                    isNew |= Mark(@if.Then, isInside);
                    isNew |= Mark(@if.Else, isInside);
                    break;
                }

                case For loop:
                    _isPossible &= !IsVarying(loop.From) && !IsVarying(loop.To);
                    isNew |= Mark(loop.Body, isDivergent);
                    break;
                case While loop:
                    _isPossible &= !isDivergent && !IsVarying(loop.Condition);
                    isNew |= Mark(loop.Body, isDivergent);
                    isNew |= Mark(loop.Step, isDivergent);
                    break;
                case Assign or Store or Accumulate or Fill or Copy or Map or Allocate or Return:
                    break;
                default:
                    Impossible();
                    break;
            }
        }

        return isNew;
    }

    private bool IsVarying(Expression value) => value switch
    {
        Length => false,
        Use use => _varying.Contains(use.Variable) || _rows.ContainsKey(use.Variable),
        Binary binary when OfLabel(binary) is not null => false,
        _ => value.Parts().Any(IsVarying),
    };

    private Variable Renamed(Variable variable)
    {
        if (!_renamed.TryGetValue(variable, out Variable? renamed))
            _renamed[variable] = renamed = new Variable(NameSupply.Unlike(_taken, NameSupply.Plain(variable.Name)), _varying.Contains(variable) ? _lanes : variable.Type);
        return renamed;
    }
}
