using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Loops over rows: first with vectors, then what is left element by element.</summary>
internal sealed partial class StatementWriter
{
    /// <summary>The lengths of scratch memory.</summary>
    private readonly Dictionary<Variable, Expression> _lengths = [];

    /// <summary>Writes what vectors do of the loop, and gives the index with which the loop goes on; null where vectors do nothing.</summary>
    private string? WriteVectors(For loop)
    {
        if (loop.To is not Length { Dimension: 0 })
            return null;
        var taken = new HashSet<string>(_names);
        string Unused(string name) => NameSupply.Unlike(taken, name);
        if (VectorLoop.Of(loop, _declared, Unused) is not { } vectors)
            return null;
        string length = Text(loop.To);
        foreach (Expression row in vectors.Rows.Where(row => !HasLength(row, loop.To)))
            length = $"global::System.Math.Min({length}, {PrimaryText(row)}.Length)";
        string count = this.Unused("vectorized");
        if (length != Text(loop.To))
        {
            string shortest = this.Unused("shortest");
            _writer.Line($"int {shortest} = {length};");
            length = shortest;
        }

        _writer.Line($"int {count} = {vectors.Count(length)};");
        vectors.Write(_writer, count);
        return count;
    }

    /// <summary>Whether the row is known to be as long: the checks of sinks and the sizes of scratch memory say so.</summary>
    private bool HasLength(Expression row, Expression length)
    {
        if (row is not Use use || length is not Length { Array: Use whole })
            return false;
        Parameter? parameter = _function.Parameters.FirstOrDefault(parameter => parameter.Variable.Equals(use.Variable));
        Variable shape = parameter?.Shadows ?? use.Variable;
        return shape.Equals(whole.Variable) || (_lengths.TryGetValue(use.Variable, out Expression? made) && made.Equals(length));
    }
}
