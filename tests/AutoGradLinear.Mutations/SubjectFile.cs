namespace AutoGradLinear.Mutations;

/// <summary>A valid file of a subject.</summary>
/// <param name="Name">Its name within the folder.</param>
/// <param name="Content">Its content, before it is compressed.</param>
/// <param name="IsCompressed">Whether it is stored as gzip.</param>
internal sealed record SubjectFile(string Name, byte[] Content, bool IsCompressed);
