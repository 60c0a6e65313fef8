namespace AutoGradLinear.Mutations;

/// <summary>A format of files that is mutated.</summary>
internal interface IMutationSubject
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>Makes small valid files, other ones each time.</summary>
    IReadOnlyList<SubjectFile> MakeValid(Random random);

    /// <summary>Reads the files of <see cref="MakeValid"/> from a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="limits">What the reader accepts at most.</param>
    /// <returns>Checks that what was read is consistent, and throws <see cref="InconsistentDataException"/> where it is not.</returns>
    Action Read(string folder, DataLimits limits);
}
