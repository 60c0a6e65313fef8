using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>Jacobians: columns in forward mode, rows in reverse mode.</summary>
internal sealed partial class Matrices
{
    /// <summary>Whether a row's run leaves all that the function does, which then need not run by itself: it returns nothing.</summary>
    private bool RunsWithRows => _base.Results.IsEmpty;

    private void FillJacobian(Variable jacobian, Function rowFunction)
    {
        List<Variable> spans = [.. _inputs.Where(parameter => parameter.IsResult).Select(parameter => parameter.Variable)];
        var starts = new Dictionary<Variable, Expression>();
        Expression rows = Int(0);
        foreach (Variable span in spans)
        {
            starts.Add(span, rows);
            rows = Integer("rows", Plus(rows, new Length(new Use(span))));
        }

        if (_blocks.All(block => block.IsScalar))
        {
            if (RunsWithRows)
                RunBase(_output);
            Columns(jacobian, starts, _output);
            return;
        }

        var columns = new StatementBuilder(_names);
        Columns(jacobian, starts, columns);
        var byRow = new StatementBuilder(_names);
        Rows(jacobian, starts, rowFunction, byRow);
        Expression isByColumn = _output.Emit(NameSupply.Temporary("isByColumn"), new Binary(BinaryOperator.LessOrEqual, _count, rows));
        if (RunsWithRows)
        {
            // Each row is made with the results beside it.
            var first = new StatementBuilder(_names);
            RunBase(first);
            _output.Add(new If(new Binary(BinaryOperator.OrElse, isByColumn, new Binary(BinaryOperator.Equal, rows, Int(0))), first.Statements.ToEquatableArray(), []));
        }

        _output.Add(new If(
            isByColumn,
            columns.Statements.ToEquatableArray(),
            byRow.Statements.ToEquatableArray()));
    }

    private void Columns(Variable jacobian, Dictionary<Variable, Expression> starts, StatementBuilder output)
    {
        Dictionary<Variable, Variable> tangents = starts.Keys.ToDictionary(span => span, span => Scratch(span, "Tangent", output));
        foreach (Block block in _blocks)
        {
            ForEachElement(block, output, (element, body) =>
            {
                Expression column = body.Emit(NameSupply.Temporary("column"), Plus(block.Offset, element));
                Restore(body);
                List<Expression> arguments = [.. _product.Parameters.Select(parameter => parameter.Shadows is not { } source ? new Use(parameter.Variable)
                    : tangents.TryGetValue(source, out Variable? tangent) ? new Use(tangent)
                    : _blocks.First(other => other.Source == source) is { IsScalar: true } scalar ? Algebra.Real(scalar == block ? 1 : 0, scalar.Real)
                    : (Expression)new Use(_directions[source]))];
                Call(_product, arguments, body);
                foreach (Variable span in starts.Keys)
                {
                    Each(new Length(new Use(span)), body, (row, inner) => inner.Add(new Store(
                        new Use(jacobian),
                        inner.Emit(NameSupply.Temporary("place"), Plus(Times(Plus(starts[span], row), _count), column)),
                        inner.Emit(NameSupply.Temporary("tangent"), new Element(new Use(tangents[span]), row)))));
                }
            });
        }
    }

    private void Rows(Variable jacobian, Dictionary<Variable, Expression> starts, Function function, StatementBuilder output)
    {
        Dictionary<Variable, Variable> seeds = starts.Keys.ToDictionary(span => span, span => Scratch(span, "Adjoint", output));
        foreach (Variable span in starts.Keys)
        {
            IrType real = ((ArrayType)span.Type).Element;
            Each(new Length(new Use(span)), output, (index, body) =>
            {
                body.Add(new Store(new Use(seeds[span]), index, Algebra.Real(1, real)));
                Expression row = body.Emit(NameSupply.Temporary("row"), Times(Plus(starts[span], index), _count));
                Expression Part(Block block) => new Slice(new Use(jacobian), body.Emit(NameSupply.Temporary("start"), Plus(row, block.Offset)), block.Size);
                var memory = new Dictionary<Block, Expression>();
                foreach (Block block in _blocks.Where(block => !block.IsScalar))
                {
                    memory.Add(block, block.IsRow ? Part(block) : ProductMemory(block, body));
                    body.Add(new Fill(memory[block], Algebra.Real(0, block.Real)));
                }

                Restore(body);
                List<Expression> arguments = [.. function.Parameters.Select(parameter => parameter.Shadows is not { } source ? new Use(parameter.Variable)
                    : seeds.TryGetValue(source, out Variable? seed) ? new Use(seed)
                    : _blocks.First(block => block.Source == source) is { IsScalar: true } scalar ? Algebra.Real(0, scalar.Real)
                    : memory[_blocks.First(block => block.Source == source)])];
                Dictionary<Block, Expression> results = Call(function, arguments, body);
                foreach (Block block in _blocks)
                {
                    if (block.IsScalar)
                        body.Add(new Store(new Use(jacobian), body.Emit(NameSupply.Temporary("place"), Plus(row, block.Offset)), results[block]));
                    else if (!block.IsRow)
                        body.Add(new Copy(memory[block], Part(block)));
                }

                body.Add(new Store(new Use(seeds[span]), index, Algebra.Real(0, real)));
            });
        }
    }

    /// <summary>Cleared memory as long as a result.</summary>
    private Variable Scratch(Variable span, string suffix, StatementBuilder output)
    {
        var type = (ArrayType)span.Type;
        Variable scratch = _names.Fresh(span.Name + suffix, type with { Kind = ArrayKind.Span });
        output.Add(new Allocate(scratch, new Length(new Use(span))));
        output.Add(new Fill(new Use(scratch), Algebra.Real(0, type.Element)));
        return scratch;
    }
}
