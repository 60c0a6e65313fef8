namespace AutoGradLinear.RandomPrograms.Language;

/// <summary>A name that a program can use.</summary>
internal sealed record Variable(string Name, Kind Kind)
{
    /// <summary>Whether it may be assigned to; of rows, whether their elements may.</summary>
    public bool IsWritable { get; init; } = true;

    /// <summary>Of rows, whether the variable may be made to stand for other elements.</summary>
    public bool IsAssignable { get; init; }

    /// <summary>A span of stack storage, which must not leave its block.</summary>
    public bool IsOnStack { get; init; }

    /// <summary>A <c>ref</c>, <c>out</c> or <c>in</c> parameter, which local functions cannot capture.</summary>
    public bool IsByReference { get; init; }

    /// <summary>
    /// A row has at least as many elements; a whole number that is not written to lies between 0 and this, exclusively, where this is not
    /// 0.
    /// </summary>
    public int Length { get; init; }

    /// <summary>Whether it is within the bounds of a row.</summary>
    public bool IsIndexOf(Variable row) => !IsWritable && Length > 0 && Length <= row.Length;

    /// <summary>Whether a local function can use it.</summary>
    public bool CanBeCaptured => !IsByReference && Kind != Kind.Row && Kind != Kind.Buffer && Kind != Kind.WholeRow;
}
