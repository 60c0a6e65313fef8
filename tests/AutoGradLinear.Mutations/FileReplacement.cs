namespace AutoGradLinear.Mutations;

/// <summary>Puts a file in the place of another one, as a whole: what was mapped before may still be read in the background, and must not change under the reader.</summary>
internal static class FileReplacement
{
    public static void Write(string path, byte[] bytes)
    {
        string next = path + ".next";
        File.WriteAllBytes(next, bytes);
        File.Move(next, path, overwrite: true);
    }
}
