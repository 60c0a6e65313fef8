namespace AutoGradLinear.RandomPrograms.Language;

/// <summary>A name that a program can use.</summary>
internal sealed record Variable(string Name, Kind Kind)
{
    /// <summary>Whether it may be assigned to; of rows, whether their elements may.</summary>
    public bool IsWritable { get; init; } = true;

    /// <summary>A span of stack storage, which must not leave its block.</summary>
    public bool IsOnStack { get; init; }

    /// <summary>Local functions cannot capture it.</summary>
    public bool IsByReference { get; init; }

    /// <summary>A row has at least as many elements; a whole number without writes lies between 0 and this, exclusively.</summary>
    public int Length { get; init; }
}
