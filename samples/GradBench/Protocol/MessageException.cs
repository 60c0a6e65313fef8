namespace GradBench.Protocol;

/// <summary>A message asks for what there is not, or does not have the members that it needs.</summary>
internal sealed class MessageException(string message) : Exception(message);
