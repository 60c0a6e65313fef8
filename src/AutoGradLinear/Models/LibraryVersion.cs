namespace AutoGradLinear.Models;

/// <summary>The version of this library, as files name their writer. A constant, so that nothing has to be looked up at run time.</summary>
internal static class LibraryVersion
{
    public const string Name = "AutoGradLinear";
    public const string Number = "0.1.0";
}
