namespace AutoGradLinear.Data;

/// <summary>What replacing a file takes of a file system; tests put failures in its place.</summary>
internal interface IFileOperations
{
    /// <summary>Makes a folder, and those above it, unless it is there.</summary>
    void CreateFolder(string path);

    /// <summary>Makes a new file for writing.</summary>
    Stream Create(string path);

    /// <summary>Brings what was written to disk.</summary>
    void Flush(Stream stream);

    /// <summary>Gives a file another name in the same folder, in place of a file that has it: at any moment there is one of the two.</summary>
    void Rename(string from, string to);

    /// <summary>Brings the names of a folder to disk.</summary>
    void FlushFolder(string path);

    /// <summary>Removes a file, if it is there.</summary>
    void Delete(string path);
}
