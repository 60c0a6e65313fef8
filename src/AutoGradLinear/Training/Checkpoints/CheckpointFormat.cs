namespace AutoGradLinear.Training;

/// <summary>
/// The layout of a checkpoint: mark and version; header and state, as <see cref="Solvers.StateArchive"/> carries them, in the byte order of the
/// machine; the number of bytes so far (64 bits) and their checksum (32 bits, <see cref="Data.Checksum32"/>).
/// </summary>
internal static class CheckpointFormat
{
    /// <summary>"AGLCHECK" on machines of the usual byte order; on others the mark is another one, and their files are refused.</summary>
    public const long Mark = 0x4B43_4548_434C_4741;

    /// <summary>To be raised whenever the layout, or the state of any solver, changes.</summary>
    public const int Version = 2;

    /// <summary>The length of the mark and the version.</summary>
    public const int PrefixLength = sizeof(long) + sizeof(int);

    /// <summary>The length of what stands behind the state.</summary>
    public const int EndLength = sizeof(long) + sizeof(uint);
}
