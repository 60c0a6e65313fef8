using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Loops over rows: with vectors, or element by element.</summary>
internal sealed partial class StatementWriter
{
    /// <summary>The lengths of scratch memory.</summary>
    private readonly Dictionary<Variable, Expression> _lengths = [];

    /// <summary>What slices and choices of rows have names.</summary>
    private readonly Dictionary<Variable, Expression> _views = [];

    /// <summary>The blocks around the statement that is written, innermost first, with its position in each.</summary>
    private readonly Stack<(EquatableArray<Statement> Block, int Position)> _open = new();

    /// <summary>Writes the loop with vectors, and as it is for what these leave over; false where vectors do nothing.</summary>
    private bool WriteVectors(For loop)
    {
        if (VectorsOf(loop) is not { } vectors)
            return false;
        List<Expression> others = [.. vectors.Rows.Where(row => !HasLength(row, loop.To))];
        string length = others.Aggregate(Text(loop.To), (shortest, row) => $"global::System.Math.Min({shortest}, {LengthText(row)})");
        if (others.Count > 0 || loop.To is not (Length or Use))
            length = Declared(others.Count > 0 ? "shortest" : "rounds", length);
        WriteInverses(vectors);
        if (others.Count > 0)
            WriteVectorsFirst(loop, vectors, length);
        else
            WriteVectorsOrLoop(loop, vectors, length);
        return true;
    }

    private VectorLoop? VectorsOf(For loop)
    {
        if (!_usesVectors || loop.To.Type != IrType.Int || loop.To is IntegerLiteral)
            return null;
        bool IsCarried(Variable variable) => _declared.Contains(variable) && (IsReadFirst(loop.Body, variable) || IsReadLater(variable));
        return VectorLoop.Of(loop, IsCarried, [.. _names]) is { } vectors && !MayOverlap(loop, vectors.Rows) ? vectors : null;
    }

    private string Declared(string name, string value)
    {
        string unused = Unused(name);
        _writer.Line($"int {unused} = {value};");
        return unused;
    }

    private void WriteInverses(VectorLoop vectors)
    {
        foreach ((string inverse, Expression divisor) in vectors.Inverses)
        {
            _names.Add(inverse);
            _writer.Line($"{divisor.Type.CSharp} {inverse} = {Text(new Binary(BinaryOperator.Divide, new RealLiteral(1, divisor.Type), divisor))};");
        }
    }

    /// <summary>All rows are as long as the loop: vectors do all of it, or nothing.</summary>
    private void WriteVectorsOrLoop(For loop, VectorLoop vectors, string length)
    {
        _writer.Line("// With vectors, unless the rows are shorter than one.");
        using (_writer.Open($"if ({vectors.Condition(length)})"))
            vectors.Write(_writer, length);
        using (_writer.Open("else"))
            WriteRounds(loop, Text(loop.From));
    }

    /// <summary>A row that is shorter than the loop ends the part with vectors; what comes then is an exception, unless the row is not reached.</summary>
    private void WriteVectorsFirst(For loop, VectorLoop vectors, string length)
    {
        _writer.Line("// With vectors; the loop below is for rows that are shorter than one, or than the loop.");
        string done = Declared("vectorized", "0");
        using (_writer.Open($"if ({vectors.Condition(length)})"))
        {
            vectors.Write(_writer, length);
            _writer.Line($"{done} = {length};");
        }

        WriteRounds(loop, done);
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
