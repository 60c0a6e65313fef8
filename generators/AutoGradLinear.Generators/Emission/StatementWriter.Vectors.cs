using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Loops over rows: first with vectors, then what is left element by element.</summary>
internal sealed partial class StatementWriter
{
    /// <summary>The lengths of scratch memory.</summary>
    private readonly Dictionary<Variable, Expression> _lengths = [];

    /// <summary>What slices and choices of rows have names.</summary>
    private readonly Dictionary<Variable, Expression> _views = [];

    /// <summary>The blocks around the statement that is written, innermost first, with its position in each.</summary>
    private readonly Stack<(EquatableArray<Statement> Block, int Position)> _open = new();

    /// <summary>Writes what vectors do of the loop, and gives the index with which the loop goes on; null where vectors do nothing.</summary>
    private string? WriteVectors(For loop)
    {
        if (loop.To.Type != IrType.Int || loop.To is IntegerLiteral)
            return null;
        if (VectorLoop.Of(loop, variable => _declared.Contains(variable) && (IsReadFirst(loop.Body, variable) || IsReadLater(variable)), [.. _names]) is not { } vectors || MayOverlap(loop, vectors.Rows))
            return null;
        string length = Text(loop.To);
        foreach (Expression row in vectors.Rows.Where(row => !HasLength(row, loop.To)))
            length = $"global::System.Math.Min({length}, {LengthText(row)})";
        if (loop.To is not Length { Dimension: 0 })
            length = $"global::System.Math.Max({length}, 0)";
        string count = this.Unused("vectorized");
        if (length != Text(loop.To))
        {
            string shortest = this.Unused("shortest");
            _writer.Line($"int {shortest} = {length};");
            length = shortest;
        }

        foreach ((string inverse, Expression divisor) in vectors.Inverses)
        {
            _names.Add(inverse);
            _writer.Line($"{divisor.Type.CSharp} {inverse} = {Text(new Binary(BinaryOperator.Divide, new RealLiteral(1, divisor.Type), divisor))};");
        }

        _writer.Line($"int {count} = {vectors.Count(length)};");
        vectors.Write(_writer, count, length);
        return count;
    }

    /// <summary>Whether what the loop writes may be the memory of another of its rows, from another place on: then the order of the rounds matters.</summary>
    private bool MayOverlap(For loop, IReadOnlyList<Expression> rows)
    {
        List<Variable> written = [.. loop.Body.AllStatements().SelectMany(Writes.TargetsOf).OfType<Use>().Select(row => row.Variable).Distinct()];
        List<Variable> all = [.. rows.Concat(loop.Body.AllExpressions().SelectMany(expression => expression.ArraysRead())).OfType<Use>().Select(row => row.Variable)];
        return written.Any(target => all.Any(row => !row.Equals(target) && !(RootOf(target) is { } one && RootOf(row) is { } other && !one.Equals(other) && AreApart(one, other))));
    }

    /// <summary>The memory that a named view is a part of; null where it may be one of several.</summary>
    private Variable? RootOf(Variable row)
    {
        if (!_views.TryGetValue(row, out Expression? view))
            return row;
        List<Expression> roots = [.. view.Roots().Distinct()];
        return roots.Count == 1 && roots[0] is Use { Variable: var root } ? RootOf(root) : null;
    }

    /// <summary>Scratch memory is apart from everything but views of it, adjoints are apart from values, and the sinks of a member from each other, which it checks.</summary>
    private bool AreApart(Variable one, Variable other)
    {
        bool IsMade(Variable row) => _lengths.ContainsKey(row);
        (Parameter? first, Parameter? second) = (ParameterOf(one), ParameterOf(other));
        if ((IsMade(one) && (IsMade(other) || second is not null)) || (IsMade(other) && first is not null))
            return true;
        return first is not null && second is not null && (IsShadow(first) != IsShadow(second) || (IsMember && IsShadow(first)));
    }

    /// <summary>Whether it is a member of the user's type and no helper, whose arguments may overlap in any way.</summary>
    private bool IsMember => _structs is not null;

    private Parameter? ParameterOf(Variable row) => _function.Parameters.FirstOrDefault(parameter => parameter.Variable.Equals(row));

    private static bool IsShadow(Parameter parameter) => parameter.Shadows is not null;

    /// <summary>Whether the variable's value may be read after the statement that is written: behind it, or in the next round of a loop around it.</summary>
    private bool IsReadLater(Variable variable)
    {
        foreach ((EquatableArray<Statement> block, int position) in _open)
        {
            // A block around may be that of a loop: then what stands before comes after.
            if (IsReadFirst(block.Skip(position + 1), variable))
                return true;
            if (IsAssignedFirst(block.Skip(position + 1), variable))
                return false;
            if (_open.Count > 1 && IsReadFirst(block.Take(position), variable))
                return true;
        }

        return false;
    }

    /// <summary>An array that no round reads may be null.</summary>
    private string LengthText(Expression row) => row.Type is ArrayType { Kind: ArrayKind.Array } ? $"global::System.MemoryExtensions.AsSpan({Text(row)}).Length" : $"{PrimaryText(row)}.Length";

    /// <summary>Whether the row is known to be as long: the checks of sinks and the sizes of scratch memory say so.</summary>
    private bool HasLength(Expression row, Expression length)
    {
        if (row is Use { Variable: var named } && _views.TryGetValue(named, out Expression? view))
            return view is Slice { IsTolerant: false } slice && slice.Count.Equals(length);
        if (row is not Use use || length is not Length { Array: Use whole })
            return false;
        Variable shape = ParameterOf(use.Variable)?.Shadows ?? use.Variable;
        return shape.Equals(whole.Variable) || (_lengths.TryGetValue(use.Variable, out Expression? made) && made.Equals(length));
    }
}
