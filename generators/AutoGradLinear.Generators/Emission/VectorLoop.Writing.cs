namespace AutoGradLinear.Generators.Emission;

/// <summary>The loop as text: rounds of whole vectors, and one more that ends where the rows do.</summary>
internal sealed partial class VectorLoop
{
    private string RoundsOfVectors(string count) => $"{_index} < {count}; {_index} += {Type}.Count";

    /// <summary>Whether the machine has vectors and the rows are as long as one.</summary>
    /// <param name="length">The length of the shortest row.</param>
    public string Condition(string length)
    {
        string isSupported = IsGeneric ? $" && {Type}.IsSupported" : "";
        string inverses = string.Concat(_inverses.Select(inverse => $" && {_real.CSharp}.IsNormal({inverse.Name})"));
        return $"{Vectors}.IsHardwareAccelerated{isSupported} && {length} >= {Type}.Count{inverses}";
    }

    /// <summary>Writes the loop with vectors.</summary>
    /// <param name="length">The length of the shortest row, which is not less than that of a vector.</param>
    public void Write(IndentedWriter writer, string length)
    {
        string whole = Unused("whole");
        writer.Lines(_before);
        writer.Lines(_lastOfRows.Select(last => $"var {last.Name} = {LoadAt(last.Row, $"{length} - {Type}.Count")};"));
        writer.Line($"int {whole} = {length} - {length} % {Type}.Count;");
        if (IsTwice)
            WriteTwice(writer, whole);
        else if (_ordinary.Count > 0)
            WriteAroundException(writer, whole);
        else
            Write(writer, $"for (int {_index} = 0; {RoundsOfVectors(whole)})", _once);
        WriteLast(writer, whole, length);
        writer.Lines(_after);
    }

    private void WriteTwice(IndentedWriter writer, string whole)
    {
        writer.Line($"int {_index} = 0;");
        Write(writer, $"for (; {_index} <= {whole} - 2 * {Type}.Count; {_index} += 2 * {Type}.Count)", _once.Concat(_again));
        Write(writer, $"if ({_index} < {whole})", _once);
    }

    /// <summary>Ordinary rounds up to the one in which a lane has the index that the loop compares with, that one with masks, and ordinary ones again.</summary>
    private void WriteAroundException(IndentedWriter writer, string whole)
    {
        string exception = ExpressionWriter.Write(_exceptions[0]);
        string ordinary = Unused("ordinary");
        writer.Line($"int {_index} = 0;");
        writer.Line($"int {ordinary} = unchecked((uint){exception}) < (uint){whole} ? {exception} - {exception} % {Type}.Count : {whole};");
        using (writer.Open("do"))
        {
            Write(writer, $"for (; {RoundsOfVectors(ordinary)})", _ordinary);
            using (writer.Open($"if ({_index} < {whole})"))
            {
                writer.Line($"// One of these lanes is {exception}.");
                writer.Lines(_once);
                writer.Line($"{_index} += {Type}.Count;");
                writer.Line($"{ordinary} = {whole};");
            }
        }

        writer.Line($"while ({_index} < {whole});");
    }

    private void WriteLast(IndentedWriter writer, string whole, string length)
    {
        using (writer.Open($"if ({whole} < {length})"))
        {
            writer.Line("// The last lanes, beside some that are done.");
            writer.Line($"{(IsTwice || _ordinary.Count > 0 ? "" : "int ")}{_index} = {length} - {Type}.Count;");
            if (_masksLast)
                writer.Line($"var {_left} = {Vectors}.GreaterThan({Mask}.Indices, new {Mask}({Lane($"{whole} - {_index} - 1")}));");
            writer.Lines(_last);
        }
    }

    private static void Write(IndentedWriter writer, string header, IEnumerable<string> body)
    {
        using (writer.Open(header))
            writer.Lines(body);
    }
}
