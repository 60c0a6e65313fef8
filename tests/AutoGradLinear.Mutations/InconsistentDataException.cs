namespace AutoGradLinear.Mutations;

/// <summary>A damaged file was read as data that no valid file can hold.</summary>
internal sealed class InconsistentDataException(string message) : Exception(message);
