namespace AutoGradLinear.Mutations;

/// <summary>A valid file of a subject.</summary>
/// <param name="Name">Its name within the folder.</param>
/// <param name="Content">Its content, before it is compressed.</param>
/// <param name="IsCompressed">Whether it is stored as gzip.</param>
internal sealed record SubjectFile(string Name, byte[] Content, bool IsCompressed)
{
    /// <summary>A file that the library itself writes.</summary>
    /// <param name="name">Its name within the folder.</param>
    /// <param name="save">Writes it to a path.</param>
    public static SubjectFile Saved(string name, Action<string> save)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}-{name}");
        try
        {
            save(path);
            return new SubjectFile(name, File.ReadAllBytes(path), IsCompressed: false);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
