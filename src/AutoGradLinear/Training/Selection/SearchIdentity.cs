using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear.Training;

/// <summary>By what a journal knows its search again: checksums of what the search is made of, and its size.</summary>
internal sealed record SearchIdentity(int Rungs, int Folds, int Candidates, int Measures)
{
    /// <summary>A checksum of each part, by its name.</summary>
    public required IReadOnlyList<(string Part, string Checksum)> Checksums { get; init; }

    /// <summary>Writes the first line of a journal.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        SearchJournal.BeginHeader(writer);
        foreach ((string part, string checksum) in Checksums)
            writer.WriteString(part, checksum);
        writer.WriteEndObject();
    }

    /// <summary>Refuses the journal of another search.</summary>
    /// <exception cref="InvalidOperationException">It is one.</exception>
    public void Require(string path, SavedObject header)
    {
        foreach ((string part, string checksum) in Checksums)
        {
            if (header.String(part) != checksum)
            {
                throw new InvalidOperationException(
                    $"The journal '{path}' belongs to another search: its {part} differ. Give this search another file, or delete the journal to begin anew.");
            }
        }
    }
}
